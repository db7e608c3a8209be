/**
 * The judge: ajv on the schemas as the description writes them. It knows nothing of the generator's model, nor of the
 * validators that were generated, so where both agree, both are probably right.
 */
import addFormats from "ajv-formats";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { type JsonObject, isObject } from "../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../1-document/openapi.ts";
import { pointerOf, resolvePointer, segmentsOf } from "../1-document/pointer.ts";
import { schemaRoots, subschemas } from "../1-document/subschemas.ts";
import { type Form, variantsOf } from "../1-document/variants.ts";
import { expressionOf } from "./schemas.ts";

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
  /** What is wrong with `value`: at most 20 complaints, or as many as `most` says. */
  complaints(schema: Schema, value: unknown, form: JudgedForm, most?: number): readonly Complaint[];
  accepts(schema: Schema, value: unknown, form: JudgedForm): boolean;
}

export function judgeOf(document: Document): Judge {
  const judges: Record<JudgedForm, FormJudge> = {
    request: new FormJudge(document, "request"),
    response: new FormJudge(document, "response"),
    promise: new FormJudge(document, "promise"),
  };
  return {
    complaints: (schema, value, form, most = 20) => judges[form].complaints(schema, value, most),
    accepts: (schema, value, form) => judges[form].compile(schema)(value),
  };
}

class FormJudge {
  readonly #document: Document;
  readonly #form: JudgedForm;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<Schema, ValidateFunction>();
  /** From what ajv reads to what the description has. */
  readonly #origins = new WeakMap<object, SchemaObject>();
  readonly #added = new Set<string>();

  constructor(document: Document, form: JudgedForm) {
    this.#document = document;
    this.#form = form;
    this.#ajv = new Ajv2020({
      strict: false,
      strictNumbers: true,
      allErrors: true,
      verbose: true,
      validateSchema: false,
      ownProperties: true,
      multipleOfPrecision: 9,
      logger: false,
      code: { regExp: Object.assign((pattern: string) => expressionOf(pattern), { code: "new RegExp" }) },
    });
    (("default" in addFormats ? addFormats.default : addFormats) as typeof addFormats.default)(this.#ajv, {
      formats: [...FORMATS],
    });
  }

  complaints(schema: Schema, value: unknown, most: number): readonly Complaint[] {
    const validate = this.compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, most).map((error) => this.#complaint(error));
  }

  compile(schema: Schema): ValidateFunction {
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
      put(copy, path, isRepeated(schema, path) ? path[0] === "allOf" : this.#written(below));
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

/**
 * A reference beside the same one of an `allOf` or `anyOf`, which decides nothing: where components that refer to each
 * other do that, looking at both doubles the work at each. It keeps its place, so that those after it keep theirs.
 */
function isRepeated(schema: SchemaObject, [keyword, member]: readonly string[]): boolean {
  if ((keyword !== "allOf" && keyword !== "anyOf") || member === undefined) return false;
  const refs = (schema[keyword] ?? []).map((one) =>
    typeof one === "object" && Object.keys(one).length === 1 ? one.$ref : undefined,
  );
  const own = refs[Number(member)];
  return own !== undefined && refs.indexOf(own) < Number(member);
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

/** Where each schema of the document stands: the first place, where several are the same. */
export function pointersOf(document: Document): ReadonlyMap<SchemaObject, string> {
  const wanted = new Set<object>();
  const waiting = [...schemaRoots(document)];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema === "boolean" || wanted.has(schema)) continue;
    wanted.add(schema);
    waiting.push(...subschemas(schema).map((below) => below.schema));
  }
  const found = new Map<SchemaObject, string>();
  const visit = (node: unknown, steps: readonly string[]): void => {
    if (typeof node !== "object" || node === null || found.has(node)) return;
    if (wanted.has(node)) found.set(node, pointerOf(steps));
    for (const [key, below] of Object.entries(node)) visit(below, [...steps, key]);
  };
  visit(document, segmentsOf("#"));
  return found;
}
