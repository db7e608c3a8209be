/**
 * ajv within bounds. By itself it looks at a component as often as a path of references leads there, and where each
 * refers to the next one twice, that doubles at every step. Here a component is decided once for each place of a value.
 */
import addFormats from "ajv-formats";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "../../1-document/json.ts";
import type { Schema } from "../../1-document/openapi.ts";
import { PatternTooSlow, patternOf } from "./bounded-pattern.ts";
import { inTime } from "./time-limit.ts";

/** That a value is legal, or is not, would take too long to tell. The message says why, of values in the plural. */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

/** Components that may be looked at for one value: some seconds. */
const MOST_WORK = 2_000_000;
/** Milliseconds until what ajv makes of one schema has to be there. */
const COMPILING = 10_000;
/** Of one component at one place: where alternatives double, so do the complaints of them. */
const MOST_ERRORS = 200;

/** What ajv's code passes from function to function. */
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

interface KnownSchema {
  readonly data: unknown;
  readonly isValid: boolean;
  readonly errors: ErrorObject[] | null;
  readonly evaluated: Evaluated | undefined;
}

const ENDLESS = "their schemas refer to each other too often";
const WHOLE: CompileContext = { instancePath: "" };

export class BoundedAjv extends Ajv2020 {
  #work = 0;
  /** What has taken too long once is not tried again. */
  readonly #endless = new WeakSet<ValidateFunction>();
  /** Of the value at hand: by component and place. */
  readonly #known = new Map<Validate, Map<string, KnownSchema>>();
  // oxlint-disable-next-line no-underscore-dangle -- ajv calls it so: what it has begun to compile
  readonly #compiling = this._compilations;

  constructor() {
    super({
      strict: false,
      inlineRefs: false, // or the code of a component would be there as often as it is referred to
      strictNumbers: true,
      allErrors: true,
      verbose: true,
      validateSchema: false,
      ownProperties: true,
      multipleOfPrecision: 9,
      logger: false,
      code: { regExp: Object.assign(patternOf, { code: "new RegExp" }), process: throughBounds },
    });
    (("default" in addFormats ? addFormats.default : addFormats) as typeof addFormats.default)(this, {
      formats: [...FORMATS],
    });
  }

  /** Of a schema that refers to components by their names. Throws an `Undecided`. */
  compileWhole(schema: Schema): ValidateFunction {
    return withinBounds(() => this.compile(schema));
  }

  /** It may refer to others that are added later, before any of them is compiled. */
  addComponent(schema: Schema, name: string): void {
    this.addSchema(schema as JsonObject, name); // ajv takes booleans too
    const component = this.schemas[name];
    // what is taken for being compiled is looked up when it is called: ajv does not go on to it, and on from there
    if (component !== undefined) this.#compiling.add(component);
  }

  /** Once for each, before what refers to it is asked. Throws an `Undecided`: nothing that leads to it may be asked then. */
  compileComponent(name: string): ValidateFunction {
    const component = this.schemas[name];
    if (component !== undefined) this.#compiling.delete(component);
    return withinBounds(() => this.getSchema(name));
  }

  /** Whether `value` is legal, by a function that this ajv has compiled. Throws an `Undecided`. */
  decide(validate: ValidateFunction, value: unknown): boolean {
    if (this.#endless.has(validate)) throw new Undecided(ENDLESS);
    this.#work = 0;
    try {
      return validate(value) === true;
    } catch (error) {
      if (error instanceof PatternTooSlow) throw new Undecided(error.message);
      if (error instanceof RangeError) throw new Undecided("they are nested too deeply");
      if (error instanceof Undecided) this.#endless.add(validate);
      throw error;
    } finally {
      this.#known.clear();
    }
  }

  /** For the compiled code alone: `decided`, counted and remembered. */
  bounded(decided: Validate): Validate {
    const validate: Validate = (data, context = WHOLE) => {
      if (++this.#work > MOST_WORK) throw new Undecided(ENDLESS);
      if (hasMembers(context.dynamicAnchors)) return decided(data, context); // it depends on who has asked
      const places = this.#placesOf(validate);
      const known = places.get(context.instancePath);
      if (known !== undefined && Object.is(known.data, data)) {
        validate.errors = known.errors;
        if (validate.evaluated) Object.assign(validate.evaluated, copyOf(known.evaluated));
        return known.isValid;
      }
      const isValid = decided(data, context);
      if (validate.errors) validate.errors = validate.errors.slice(0, MOST_ERRORS);
      const { errors = null, evaluated } = validate;
      places.set(context.instancePath, { data, isValid, errors, evaluated: copyOf(evaluated) });
      return isValid;
    };
    return validate;
  }

  #placesOf(validate: Validate): Map<string, KnownSchema> {
    const places = this.#known.get(validate) ?? new Map<string, KnownSchema>();
    this.#known.set(validate, places);
    return places;
  }
}

/** What `compile` makes. Throws an `Undecided`. */
function withinBounds(compile: () => ValidateFunction | undefined): ValidateFunction {
  try {
    const made = inTime(COMPILING, compile);
    if (made?.value === undefined) throw new Undecided("it takes too long to read their schema");
    return made.value;
  } catch (error) {
    if (error instanceof RangeError) throw new Undecided("their schema is too large, or nested too deeply");
    throw error;
  }
}

/** Of the code of a function that validates: it is called, by itself too, as what `bounded` makes of it. */
function throughBounds(code: string): string {
  const [whole, name, rest] = /return function (\w+)([^]*)$/.exec(code) ?? [];
  if (whole === undefined) throw new Error("ajv writes its code in another way");
  return `${code.slice(0, -whole.length)}const ${name} = self.bounded(function${rest});return ${name};`;
}

function hasMembers(record: object = {}): boolean {
  return Object.keys(record).length > 0;
}

/** Those who ask add to what they get. */
function copyOf(evaluated: Evaluated | undefined): Evaluated | undefined {
  if (evaluated === undefined) return undefined;
  const { props, items } = evaluated;
  return { props: typeof props === "object" ? { ...props } : props, items };
}

/** Those of JSON Schema 2020-12 and of OpenAPI's registry that a text can fail; the others are words. */
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
