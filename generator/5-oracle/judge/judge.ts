/**
 * The judge: validates values with ajv and the schemas of the description. JSON Schema 2020-12, OpenAPI 3.2 §4.24
 *
 * It does not use the model or the generated validators. So if both agree, both are probably correct.
 */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { isObject, setOwnProperty } from "../../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";
import { validatedSchema } from "../../1-document/schemas/narrowing.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import { type FindFormatAssertion, formatAssertionsOf } from "../../1-document/schemas/format-assertions.ts";
import { WIDE_FORMATS } from "../../options.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import { BoundedAjv, Undecided } from "./bounded-ajv.ts";

/** A keyword that a value violates. */
export interface SchemaViolation {
  /** JSON Pointer into the value. Empty for the value itself. */
  readonly pointer: string;
  /** `must be integer`, without a full stop. */
  readonly message: string;
  /** The schema object with the violated keyword. */
  readonly schema: SchemaObject | undefined;
  readonly keyword: string;
  /** Keywords and indexes on the path to the schema. It starts at the given schema, or at the last reference target. */
  readonly keywordPath: readonly string[];
}

/**
 * Validates values by the schemas of one document. In a `request`, `readOnly` properties are not required. In a
 * `response` or a `message`, `writeOnly` properties are not required.
 */
export interface Judge {
  /** Returns at most `most` violations (default: 20). Empty if the value is valid, or if its validity is unknown. */
  violations(schema: Schema, value: unknown, form: SchemaForm, most?: number): readonly SchemaViolation[];
  /** Returns true if the value is valid. */
  accepts(schema: Schema, value: unknown, form: SchemaForm): boolean;
  /**
   * Returns true if the value is invalid. If validation exceeds a limit, `accepts` and `rejects` both return false.
   */
  rejects(schema: Schema, value: unknown, form: SchemaForm): boolean;
  /** Returns, in sentences, why values have not been validated since the previous call. */
  undecidedReasons(): readonly string[];
}

/**
 * Returns the judge of a document. With `narrows`, it reads discriminators as types do: a union accepts known values of
 * the property only.
 */
export function createJudge(document: Document, narrows = false): Judge {
  const judges: Record<SchemaForm, FormJudge> = {
    request: new FormJudge(document, "request", narrows),
    response: new FormJudge(document, "response", narrows),
    message: new FormJudge(document, "message", narrows),
  };
  return {
    violations: (schema, value, form, most = 20) => judges[form].violations(schema, value, most),
    accepts: (schema, value, form) => judges[form].isValid(schema, value) === true,
    rejects: (schema, value, form) => judges[form].isValid(schema, value) === false,
    undecidedReasons: () => [...new Set(Object.values(judges).flatMap((judge) => judge.undecidedReasons()))],
  };
}

/** Validates values of one direction. */
class FormJudge {
  readonly #document: Document;
  readonly #form: SchemaForm;
  readonly #narrows: boolean;
  readonly #ajv = new BoundedAjv();
  readonly #formats: FindFormatAssertion;
  readonly #compiled = new Map<Schema, ValidateFunction | Undecided>();
  /** Schemas of the description, by their copies for ajv. */
  readonly #origins = new WeakMap<object, SchemaObject>();
  /** Components that ajv has, by name. */
  readonly #components = new Map<string, ReferencedComponent>();
  readonly #undecided = new Set<string>();

  constructor(document: Document, form: SchemaForm, narrows: boolean) {
    this.#document = document;
    this.#narrows = narrows;
    this.#formats = formatAssertionsOf(document);
    this.#form = form;
  }

  violations(schema: Schema, value: unknown, most: number): readonly SchemaViolation[] {
    if (this.isValid(schema, value) !== false) return [];
    return (this.#compile(schema).errors ?? []).slice(0, most).map((error) => this.#violation(error));
  }

  /** Returns undefined if validation exceeds a limit. */
  isValid(schema: Schema, value: unknown): boolean | undefined {
    try {
      return this.#ajv.decide(this.#compile(schema), value);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      this.#undecided.add(`Some values were not validated: ${error.message}.`);
      return undefined;
    }
  }

  undecidedReasons(): readonly string[] {
    const told = [...this.#undecided];
    this.#undecided.clear();
    return told;
  }

  /** Returns the function that validates a schema, compiled at the first call. Throws an `Undecided`. */
  #compile(schema: Schema): ValidateFunction {
    const known = this.#compiled.get(schema) ?? this.#compileAnew(schema);
    this.#compiled.set(schema, known);
    if (known instanceof Undecided) throw known;
    return known;
  }

  #compileAnew(schema: Schema): ValidateFunction | Undecided {
    const refers = new Set<string>();
    const written = this.#written(schema, refers);
    const added = this.#addBehind(refers);
    for (const [name, component] of added) {
      const made = this.#validateOf(name);
      if (made instanceof Undecided) component.undecidable = made;
    }
    return this.#unreadableBehind(refers) ?? this.#validateOf(written);
  }

  #validateOf(schema: Schema | string): ValidateFunction | Undecided {
    try {
      return typeof schema === "string" ? this.#ajv.compileComponent(schema) : this.#ajv.compileWhole(schema);
    } catch (error) {
      if (error instanceof Undecided) return error;
      throw error;
    }
  }

  /** Adds the named components, and all components that they refer to, to ajv. Returns only new ones. */
  #addBehind(names: ReadonlySet<string>): ReadonlyMap<string, ReferencedComponent> {
    const added = new Map<string, ReferencedComponent>();
    const waiting = new Set(names);
    for (const name of waiting) {
      if (this.#components.has(name)) continue;
      const refers = new Set<string>();
      const target = resolvePointer(this.#document, decodeURIComponent(name.slice(PREFIX.length)));
      const schema = isObject(target) || typeof target === "boolean" ? target : true;
      this.#ajv.addComponent(this.#written(schema as Schema, refers), name); // the target of a reference in a schema is a schema
      const component = { refers, undecidable: undefined };
      this.#components.set(name, component);
      added.set(name, component);
      for (const next of refers) waiting.add(next);
    }
    return added;
  }

  /** Returns the reason if a component that the names lead to cannot be compiled. */
  #unreadableBehind(names: ReadonlySet<string>): Undecided | undefined {
    if (![...this.#components.values()].some(({ undecidable }) => undecidable)) return undefined; // usual case
    const reached = new Set(names);
    for (const name of reached) {
      const { refers = NO_NAMES, undecidable } = this.#components.get(name) ?? {};
      if (undecidable !== undefined) return undecidable;
      for (const next of refers) reached.add(next);
    }
    return undefined;
  }

  #violation({ instancePath, schemaPath, message, keyword, params, parentSchema }: ErrorObject): SchemaViolation {
    const extra: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
    const detail = typeof extra === "string" ? `: ${extra}` : "";
    const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
    const values = allowed === undefined ? "" : `: ${JSON.stringify(allowed).slice(0, 100)}`;
    const [, ...keywordPath] = schemaPath.split("/");
    return {
      pointer: instancePath,
      message: `${message ?? keyword}${detail}${values}`,
      keyword,
      keywordPath,
      schema: parentSchema && this.#origins.get(parentSchema),
    };
  }

  /** Returns a copy for ajv: `required` for this direction, and references replaced by names, which are added to `refers`. */
  #written(schema: Schema, refers: Set<string>): Schema {
    if (typeof schema === "boolean") return schema;
    const validated = this.#narrows ? schema : validatedSchema(schema);
    if (validated !== schema) return this.#written(validated, refers);
    const { $id: _id, $anchor: _anchor, discriminator: _discriminator, ...rest } = schema;
    const copy: Record<string, unknown> = { ...rest };
    this.#relaxFormat(copy);
    delete copy["nullable"]; // ajv knows this keyword. OpenAPI 3.1 and later do not.
    for (const { schema: below, path } of subschemas(schema)) {
      const [keyword = "", member] = path;
      const written = this.#written(below, refers);
      if (member === undefined) copy[keyword] = written;
      else setOwnProperty(copiedMembers(copy, keyword, schema), member, written);
    }
    const required = this.#required(schema);
    if (!isSameList(required, schema.required ?? [])) copy["required"] = required;
    // ajv rejects an empty `enum`, which JSON Schema 2020-12 Validation §6.1.2 allows: no value satisfies it
    if (schema.enum?.length === 0) {
      delete copy["enum"];
      copy["allOf"] = [...(Array.isArray(copy["allOf"]) ? (copy["allOf"] as readonly Schema[]) : []), false];
    }
    if (schema.$ref?.startsWith("#")) {
      const name = PREFIX + encodeURIComponent(schema.$ref);
      refers.add(name);
      copy["$ref"] = name;
    }
    this.#origins.set(copy, schema);
    return copy;
  }

  /** Removes a format that is an annotation, or replaces it by its wide form. */
  #relaxFormat(copy: Record<string, unknown>): void {
    const { format } = copy;
    if (typeof format !== "string") return;
    const assertion = this.#formats(format);
    if (assertion === false) delete copy["format"];
    else if (assertion === "wide" && WIDE_FORMATS.includes(format)) copy["format"] = `wide-${format}`;
  }

  #required(schema: SchemaObject): readonly string[] {
    return schemaFormsOf(this.#document).required(schema, this.#form);
  }
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

const PREFIX = "description:";

const NO_NAMES: ReadonlySet<string> = new Set();

interface ReferencedComponent {
  /** Names of components that it refers to. */
  readonly refers: ReadonlySet<string>;
  /** Reason why it cannot be compiled. */
  undecidable: Undecided | undefined;
}

/** Returns the array or object of subschemas at `keyword`. At the first call, it is copied from the original schema. */
function copiedMembers(
  copy: Record<string, unknown>,
  keyword: string,
  original: SchemaObject,
): Record<string, unknown> {
  const held = copy[keyword];
  if (held !== original[keyword as keyof SchemaObject]) return held as Record<string, unknown>; // copied before
  const own = Array.isArray(held) ? [...held] : { ...(held as object) };
  copy[keyword] = own;
  return own as Record<string, unknown>; // arrays have their items by index
}
