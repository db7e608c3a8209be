/** Independent judge of values: ajv with the original schemas. It uses neither the generator nor generated code. */
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json, JsonObject } from "../contract/description.ts";

/** Returns what is wrong with `value` by `schema` as sentences, or an empty array if it is valid. */
export type Judge = (schema: Json, value: unknown) => readonly string[];

/** Creates a judge for schemas whose references point into `document`. */
export function judgeFor(document: JsonObject): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(schema);
    let validate = compiled.get(text);
    if (!validate) {
      // references are relative to the document root, so the components must be part of the schema
      validate = ajv.compile({ allOf: [schema], components: document["components"] ?? {} });
      compiled.set(text, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message ?? error.keyword}`);
  };
}
