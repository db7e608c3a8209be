/**
 * The judge: ajv on the schemas as the description writes them. It knows nothing of the generator's model, nor of the
 * validators that were generated, so where both agree, both are probably right.
 */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { type JsonObject, isObject } from "../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../1-document/openapi.ts";
import { resolvePointer } from "../1-document/pointer.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import { type Form, variantsOf } from "../1-document/schemas/variants.ts";
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
 * In a `request` what is `readOnly` need not be there, in a `response` what is `writeOnly`. A default binds no server but
 * our own, whose answers have what has one: they are a `promise`.
 */
export type JudgedForm = Form | "promise";

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
    promise: new FormJudge(document, "promise"),
  };
  return {
    complaints: (schema, value, form, most = 20) => judges[form].complaints(schema, value, most),
    accepts: (schema, value, form) => judges[form].isLegal(schema, value) === true,
    refuses: (schema, value, form) => judges[form].isLegal(schema, value) === false,
    undecided: () => [...new Set(Object.values(judges).flatMap((judge) => judge.undecided()))],
  };
}

class FormJudge {
  readonly #document: Document;
  readonly #form: JudgedForm;
  readonly #ajv = new BoundedAjv();
  readonly #compiled = new Map<Schema, ValidateFunction>();
  /** From what ajv reads to what the description has. */
  readonly #origins = new WeakMap<object, SchemaObject>();
  readonly #added = new Set<string>();
  readonly #undecided = new Set<string>();

  constructor(document: Document, form: JudgedForm) {
    this.#document = document;
    this.#form = form;
  }

  complaints(schema: Schema, value: unknown, most: number): readonly Complaint[] {
    if (this.isLegal(schema, value) !== false) return [];
    return (this.#compile(schema).errors ?? []).slice(0, most).map((error) => this.#complaint(error));
  }

  /** Undefined where it would take too long to tell. */
  isLegal(schema: Schema, value: unknown): boolean | undefined {
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

  #compile(schema: Schema): ValidateFunction {
    const known = this.#compiled.get(schema);
    if (known !== undefined) return known;
    const compiled = this.#ajv.compile(this.#written(schema));
    this.#compiled.set(schema, compiled);
    return compiled;
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

  /** A copy for ajv: `required` as the form has it, references as names of schemas that ajv has been given. */
  #written(schema: Schema): Schema {
    if (typeof schema === "boolean") return schema;
    const { $id: _id, $anchor: _anchor, discriminator: _discriminator, ...rest } = schema;
    const copy: Record<string, unknown> = { ...rest };
    delete copy["nullable"]; // a keyword to ajv, and a word without meaning in 3.1
    for (const { schema: below, path } of subschemas(schema)) {
      put(copy, path, this.#written(below));
    }
    const required = this.#required(schema);
    if (required.length !== (schema.required ?? []).length) copy["required"] = required;
    if (schema.$ref?.startsWith("#")) copy["$ref"] = this.#reference(schema.$ref);
    this.#origins.set(copy, schema);
    return copy;
  }

  #required(schema: SchemaObject): readonly string[] {
    const form = this.#form === "promise" ? "response" : this.#form;
    const names = variantsOf(this.#document).required(schema, form);
    return this.#form === "promise" ? names : names.filter((name) => schema.required?.includes(name));
  }

  #reference(ref: string): string {
    const name = `description:${encodeURIComponent(ref)}`;
    if (!this.#added.has(name)) {
      this.#added.add(name);
      const target = resolvePointer(this.#document, ref);
      const schema = isObject(target) || typeof target === "boolean" ? target : true;
      this.#ajv.addSchema(this.#written(schema as Schema) as JsonObject, name); // ajv takes booleans too
    }
    return name;
  }
}

/** Puts a copy of the way to it, and then the subschema. */
function put(copy: Record<string, unknown>, [keyword = "", member]: readonly string[], schema: Schema): void {
  if (member === undefined) copy[keyword] = schema;
  else {
    const held = copy[keyword];
    const own = Array.isArray(held) ? [...held] : { ...(held as object) }; // a list or a map of schemas
    Object.defineProperty(own, member, { value: schema, enumerable: true, configurable: true, writable: true });
    copy[keyword] = own;
  }
}
