/** The judge: ajv on the original schemas, as the description writes them. Neither generator nor generated code has a word in it. */
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json, JsonObject } from "../contract/description.ts";

/** What is wrong with `value` by `schema`, as sentences; empty when nothing is. */
export type Judge = (schema: Json, value: unknown) => readonly string[];

/** A judge for schemas whose references point into `document`. */
export function judgeFor(document: JsonObject): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(schema);
    let validate = compiled.get(text);
    if (!validate) {
      // references are written from the document's root, so the schema takes the components along
      validate = ajv.compile({ allOf: [schema], components: document["components"] ?? {} });
      compiled.set(text, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message ?? error.keyword}`);
  };
}
