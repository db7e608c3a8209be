/**
 * A subclass of ajv with limits for time and work.
 *
 * ajv validates a component once per chain of references that leads to it. If each component refers to the next one
 * twice, the work doubles at each step. `BoundedAjv` validates each component once per place in the instance.
 */
import addFormats from "ajv-formats";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "../../1-document/json.ts";
import type { Schema } from "../../1-document/openapi.ts";
import {
  boundedPattern,
  type BoundedPattern,
  DeadlineNeeded,
  PatternTooSlow,
  withFreeSteps,
  withPatternDeadline,
} from "../../1-document/patterns/bounded-pattern.ts";
import { runWithTimeLimit } from "../../1-document/patterns/time-limit.ts";

/**
 * Error for a schema or an instance that exceeds a limit, so its validity is unknown. The message continues the
 * sentence "Some values were not validated: …".
 */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

/** Maximum number of component validations per instance. They take a few seconds. */
const MAX_VALIDATE_CALLS = 2_000_000;
/** Maximum time to compile one schema, in milliseconds. */
const COMPILE_TIMEOUT = 10_000;
/** Maximum number of errors per component and place. Nested alternatives multiply errors. */
const MAX_ERRORS = 200;

/** Data that ajv's compiled functions pass to each other. */
interface CompileContext {
  readonly instancePath: string;
  readonly dynamicAnchors?: Readonly<Record<string, unknown>>;
}

interface Evaluated {
  props?: true | Record<string, true> | undefined;
  items?: true | number | undefined;
}

type Validate = { (data: unknown, context?: CompileContext): boolean } & Pick<ValidateFunction, "errors"> & {
    evaluated?: Evaluated;
  };

interface KnownResult {
  readonly data: unknown;
  readonly isValid: boolean;
  readonly errors: ErrorObject[] | null;
  readonly evaluated: Evaluated | undefined;
}

const TOO_MANY_REFERENCES = "their schemas refer to each other too often";
const ROOT_CONTEXT: CompileContext = { instancePath: "" };

export class BoundedAjv extends Ajv2020 {
  #work = 0;
  /** Functions that have exceeded the limit before. They are not called again. */
  readonly #endless = new WeakSet<ValidateFunction>();
  /** Functions that have tested a pattern that can be slow. They run with a deadline. */
  readonly #slow = new WeakSet<ValidateFunction>();
  /** Results for the current instance, by component and JSON Pointer. */
  readonly #known = new Map<Validate, Map<string, KnownResult>>();
  // oxlint-disable-next-line no-underscore-dangle -- ajv's name for schemas that it is compiling
  readonly #compiling = this._compilations;

  constructor() {
    super({
      strict: false,
      inlineRefs: false, // otherwise each reference gets a copy of the code
      strictNumbers: true,
      allErrors: true,
      verbose: true,
      validateSchema: false,
      ownProperties: true,
      multipleOfPrecision: 9,
      logger: false,
      code: { regExp: Object.assign(patternOfAjv, { code: "new RegExp" }), process: callThroughBounded },
    });
    (("default" in addFormats ? addFormats.default : addFormats) as typeof addFormats.default)(this, {
      formats: [...FORMATS],
    });
    this.addFormat("wide-duration", WIDE_DURATION);
    this.addFormat("wide-time", WIDE_TIME);
  }

  /** Compiles a schema, which refers to components by name. Throws an `Undecided`. */
  compileWhole(schema: Schema): ValidateFunction {
    return compileWithTimeLimit(() => this.compile(schema));
  }

  /** Adds a component. It can refer to components that are added later. Add all of them before compiling one. */
  addComponent(schema: Schema, name: string): void {
    this.addSchema(schema as JsonObject, name); // ajv accepts booleans too, but its types do not say so
    const component = this.schemas[name];
    // ajv does not compile schemas that it is already compiling, so it looks the component up at the first call
    if (component !== undefined) this.#compiling.add(component);
  }

  /**
   * Compiles a component. Call it once per component, before validating with a schema that refers to it. Throws an
   * `Undecided`; then schemas that refer to the component cannot be used.
   */
  compileComponent(name: string): ValidateFunction {
    const component = this.schemas[name];
    if (component !== undefined) this.#compiling.delete(component);
    return compileWithTimeLimit(() => this.getSchema(name));
  }

  /** Returns true if `value` is valid, by a function that this object has compiled. Throws an `Undecided`. */
  decide(validate: ValidateFunction, value: unknown): boolean {
    if (this.#endless.has(validate)) throw new Undecided(TOO_MANY_REFERENCES);
    try {
      return this.#run(validate, value);
    } catch (error) {
      if (error instanceof PatternTooSlow) throw new Undecided(error.message);
      if (error instanceof RangeError) throw new Undecided("they are nested too deeply");
      if (error instanceof Undecided) this.#endless.add(validate);
      throw error;
    } finally {
      this.#known.clear();
    }
  }

  #run(validate: ValidateFunction, value: unknown): boolean {
    const task = (): boolean => {
      this.#work = 0;
      this.#known.clear(); // an earlier attempt may have stopped halfway
      return validate(value) === true;
    };
    if (!this.#slow.has(validate)) {
      try {
        return withFreeSteps(task);
      } catch (error) {
        if (!(error instanceof DeadlineNeeded)) throw error;
        this.#slow.add(validate);
      }
    }
    return withPatternDeadline(task);
  }

  /** Returns `compiled` with a counter and a cache. Only compiled code calls this method. */
  bounded(compiled: Validate): Validate {
    const validate: Validate = (data, context = ROOT_CONTEXT) => {
      if (++this.#work > MAX_VALIDATE_CALLS) throw new Undecided(TOO_MANY_REFERENCES);
      if (isNonEmpty(context.dynamicAnchors)) return compiled(data, context); // the result depends on the caller, so do not cache it
      const places = this.#placesOf(validate);
      const known = places.get(context.instancePath);
      if (known !== undefined && Object.is(known.data, data)) {
        validate.errors = known.errors;
        if (validate.evaluated) Object.assign(validate.evaluated, copyEvaluated(known.evaluated));
        return known.isValid;
      }
      const isValid = compiled(data, context);
      if (validate.errors) validate.errors = validate.errors.slice(0, MAX_ERRORS);
      const { errors = null, evaluated } = validate;
      places.set(context.instancePath, { data, isValid, errors, evaluated: copyEvaluated(evaluated) });
      return isValid;
    };
    return validate;
  }

  #placesOf(validate: Validate): Map<string, KnownResult> {
    const places = this.#known.get(validate) ?? new Map<string, KnownResult>();
    this.#known.set(validate, places);
    return places;
  }
}

/** Returns the methods of a regular expression that ajv calls. */
function patternOfAjv(pattern: string): Pick<BoundedPattern, "test" | "toString"> {
  const bounded = boundedPattern(pattern);
  return { test: (text) => bounded.testWithoutDeadline(text), toString: () => bounded.toString() };
}

/** Returns the result of `compile`. Throws an `Undecided` if it takes too long. */
function compileWithTimeLimit(compile: () => ValidateFunction | undefined): ValidateFunction {
  try {
    const made = runWithTimeLimit(COMPILE_TIMEOUT, compile);
    if (made?.value === undefined) throw new Undecided("compiling their schema takes too long");
    return made.value;
  } catch (error) {
    if (error instanceof Undecided) throw error;
    if (error instanceof RangeError) throw new Undecided("their schema is too large, or nested too deeply");
    throw new Undecided(`ajv cannot compile their schema: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Rewrites the code of a compiled function so that all calls, recursive ones too, go through `bounded`. */
function callThroughBounded(code: string): string {
  const [whole, name, rest] = /return function (\w+)([^]*)$/.exec(code) ?? [];
  if (whole === undefined) throw new Error("The code that ajv generates has an unknown format.");
  return `${code.slice(0, -whole.length)}const ${name} = self.bounded(function${rest});return ${name};`;
}

function isNonEmpty(record: object = {}): boolean {
  return Object.keys(record).length > 0;
}

/** Returns a copy, because callers add to the object. */
function copyEvaluated(evaluated: Evaluated | undefined): Evaluated | undefined {
  if (evaluated === undefined) return undefined;
  const { props, items } = evaluated;
  return { props: typeof props === "object" ? { ...props } : props, items };
}

/** ISO 8601 as Temporal and java.time write it: signs, fractions, and units in between left out. */
const WIDE_DURATION =
  /^[+-]?P(?=[+-]?[\dT])(?:[+-]?\d+Y)?(?:[+-]?\d+M)?(?:[+-]?\d+W)?(?:[+-]?\d+D)?(?:T(?=[+-]?\d)(?:[+-]?\d+(?:[.,]\d{1,9})?H)?(?:[+-]?\d+(?:[.,]\d{1,9})?M)?(?:[+-]?\d+(?:[.,]\d{1,9})?S)?)?$/i;
/** A time of the day with or without seconds, fraction and offset. */
const WIDE_TIME =
  /^(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d)?)?)?$/i;

/** Formats that are validated, from JSON Schema 2020-12 and the OpenAPI format registry. Others are annotations. */
const FORMATS = [
  "date",
  "time",
  "date-time",
  "duration",
  "uri",
  "uri-reference",
  "uri-template",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "regex",
  "uuid",
  "json-pointer",
  "relative-json-pointer",
  "byte",
  "int32",
  "int64",
] as const;
