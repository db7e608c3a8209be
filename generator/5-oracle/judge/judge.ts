/**
 * The judge: ajv on the schemas as the description writes them. It knows nothing of the generator's model, nor of the
 * validators that were generated, so where both agree, both are probably right.
 */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { isObject, setOwnProperty } from "../../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import { BoundedAjv, Undecided } from "./bounded-ajv.ts";

export interface Complaint {
  /** JSON Pointer into the value; empty: the value itself. */
  readonly pointer: string;
  /** `must be integer`, without a full stop. */
  readonly message: string;
  /** The schema that is not met. */
  readonly schema: SchemaObject | undefined;
  readonly keyword: string;
  /** The keywords that led to it, from the schema that was asked about or, after a reference, from the last one referred to. */
  readonly way: readonly string[];
}

/**
 * In a `request` what is `readOnly` need not be there, in a `response` and in a `message` what is `writeOnly`. A default binds no server but
 * our own, whose answers have what has one: they are a `promise`.
 */
export type JudgedForm = SchemaForm | "promise";

export interface Judge {
  /** What is wrong with `value`: at most 20 complaints, or as many as `most` says; none where nobody can tell. */
  complaints(schema: Schema, value: unknown, form: JudgedForm, most?: number): readonly Complaint[];
  accepts(schema: Schema, value: unknown, form: JudgedForm): boolean;
  /** Not the opposite of `accepts`: a value that would take too long to judge is neither legal nor illegal. */
  refuses(schema: Schema, value: unknown, form: JudgedForm): boolean;
  /** What was not judged since this was asked before, and why, in sentences. */
  undecided(): readonly string[];
}

export function judgeOf(document: Document): Judge {
  const judges: Record<JudgedForm, FormJudge> = {
    request: new FormJudge(document, "request"),
    response: new FormJudge(document, "response"),
    message: new FormJudge(document, "message"),
    promise: new FormJudge(document, "promise"),
  };
  return {
    complaints: (schema, value, form, most = 20) => judges[form].complaints(schema, value, most),
    accepts: (schema, value, form) => judges[form].isValid(schema, value) === true,
    refuses: (schema, value, form) => judges[form].isValid(schema, value) === false,
    undecided: () => [...new Set(Object.values(judges).flatMap((judge) => judge.undecided()))],
  };
}

class FormJudge {
  readonly #document: Document;
  readonly #form: JudgedForm;
  readonly #ajv = new BoundedAjv();
  readonly #compiled = new Map<Schema, ValidateFunction | Undecided>();
  /** From what ajv reads to what the description has. */
  readonly #origins = new WeakMap<object, SchemaObject>();
  /** What ajv was given, by name. */
  readonly #components = new Map<string, Component>();
  readonly #undecided = new Set<string>();

  constructor(document: Document, form: JudgedForm) {
    this.#document = document;
    this.#form = form;
  }

  complaints(schema: Schema, value: unknown, most: number): readonly Complaint[] {
    if (this.isValid(schema, value) !== false) return [];
    return (this.#compile(schema).errors ?? []).slice(0, most).map((error) => this.#complaint(error));
  }

  /** Undefined where it would take too long to tell. */
  isValid(schema: Schema, value: unknown): boolean | undefined {
    try {
      return this.#ajv.decide(this.#compile(schema), value);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      this.#undecided.add(`Some values were not judged: ${error.message}.`);
      return undefined;
    }
  }

  undecided(): readonly string[] {
    const told = [...this.#undecided];
    this.#undecided.clear();
    return told;
  }

  /** Throws an `Undecided`. */
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
      if (made instanceof Undecided) component.unreadable = made;
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

  /** Gives ajv what the names stand for, and all that is behind that; those that it had not been given before. */
  #addBehind(names: ReadonlySet<string>): ReadonlyMap<string, Component> {
    const added = new Map<string, Component>();
    const waiting = new Set(names);
    for (const name of waiting) {
      if (this.#components.has(name)) continue;
      const refers = new Set<string>();
      const target = resolvePointer(this.#document, decodeURIComponent(name.slice(PREFIX.length)));
      const schema = isObject(target) || typeof target === "boolean" ? target : true;
      this.#ajv.addComponent(this.#written(schema as Schema, refers), name); // a reference of a schema is to one
      const component = { refers, unreadable: undefined };
      this.#components.set(name, component);
      added.set(name, component);
      for (const next of refers) waiting.add(next);
    }
    return added;
  }

  /** Why nobody can judge by what is behind the names. */
  #unreadableBehind(names: ReadonlySet<string>): Undecided | undefined {
    if (![...this.#components.values()].some(({ unreadable }) => unreadable)) return undefined; // as a rule
    const reached = new Set(names);
    for (const name of reached) {
      const { refers = NO_NAMES, unreadable } = this.#components.get(name) ?? {};
      if (unreadable !== undefined) return unreadable;
      for (const next of refers) reached.add(next);
    }
    return undefined;
  }

  #complaint({ instancePath, schemaPath, message, keyword, params, parentSchema }: ErrorObject): Complaint {
    const extra: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
    const detail = typeof extra === "string" ? `: ${extra}` : "";
    const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
    const values = allowed === undefined ? "" : `: ${JSON.stringify(allowed).slice(0, 100)}`;
    const [, ...way] = schemaPath.split("/");
    return {
      pointer: instancePath,
      message: `${message ?? keyword}${detail}${values}`,
      keyword,
      way,
      schema: parentSchema && this.#origins.get(parentSchema),
    };
  }

  /** A copy for ajv: `required` as the form has it, references as names, which `refers` gets. */
  #written(schema: Schema, refers: Set<string>): Schema {
    if (typeof schema === "boolean") return schema;
    const { $id: _id, $anchor: _anchor, discriminator: _discriminator, ...rest } = schema;
    const copy: Record<string, unknown> = { ...rest };
    delete copy["nullable"]; // a keyword to ajv, and a word without meaning in 3.1
    for (const { schema: below, path } of subschemas(schema)) {
      const [keyword = "", member] = path;
      const written = this.#written(below, refers);
      if (member === undefined) copy[keyword] = written;
      else setOwnProperty(ownMembers(copy, keyword, schema), member, written);
    }
    const required = this.#required(schema);
    if (required.length !== (schema.required ?? []).length) copy["required"] = required;
    if (schema.$ref?.startsWith("#")) {
      const name = PREFIX + encodeURIComponent(schema.$ref);
      refers.add(name);
      copy["$ref"] = name;
    }
    this.#origins.set(copy, schema);
    return copy;
  }

  #required(schema: SchemaObject): readonly string[] {
    const form = this.#form === "promise" ? "response" : this.#form;
    const names = schemaFormsOf(this.#document).required(schema, form);
    return this.#form === "promise" ? names : names.filter((name) => schema.required?.includes(name));
  }
}

const PREFIX = "description:";

const NO_NAMES: ReadonlySet<string> = new Set();

interface Component {
  /** The names in it. */
  readonly refers: ReadonlySet<string>;
  /** Why nobody can judge by it. */
  unreadable: Undecided | undefined;
}

/** The list or the map of schemas at `keyword` of a copy, which is not that of the original any more. */
function ownMembers(copy: Record<string, unknown>, keyword: string, original: SchemaObject): Record<string, unknown> {
  const held = copy[keyword];
  if (held !== original[keyword as keyof SchemaObject]) return held as Record<string, unknown>; // made below
  const own = Array.isArray(held) ? [...held] : { ...(held as object) };
  copy[keyword] = own;
  return own as Record<string, unknown>; // lists have their items by index
}
