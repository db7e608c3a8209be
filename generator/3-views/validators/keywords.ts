/**
 * JSON Schema 2020-12 as ajv compiles it for us. Some keywords are our own, because ajv's code for them takes
 * quadratic time, copies the schema into the output, or asks a prototype; loops stop when they have found enough.
 */
import { _, and, or, type Code } from "ajv/dist/compile/codegen/index.js";
import { alwaysValidSchema } from "ajv/dist/compile/util.js";
import { checkDataTypes, DataType } from "ajv/dist/compile/validate/dataType.js";
import type { KeywordCxt } from "ajv/dist/compile/validate/index.js";
import type { CodeKeywordDefinition, Vocabulary } from "ajv/dist/types/index.js";
import { usePattern } from "ajv/dist/vocabularies/code.js";
import type { JsonValue } from "../../2-model/api.ts";
import { DRAFT_2020 } from "./ajv.ts";
import { bounded } from "./bounded.ts";
import { check, dynamicCheck, enter } from "./calls.ts";
import { type Format, FORMATS } from "./formats.ts";
import { allowed, checkProperties, constant, isIn, type Use, withParams } from "./snippets.ts";
import { trackingKeywords } from "./tracking.ts";

/** Every keyword that can stand in a prepared schema, in the order in which they are applied to a type. */
export function vocabulary(use: Use): Vocabulary {
  const own = [check, dynamicCheck, ...assertions(use), ...trackingKeywords(use)];
  const replaced = new Set(own.map(({ keyword }) => keyword));
  const theirs = DRAFT_2020.flat().filter((definition) => typeof definition === "object");
  return [enter, ...theirs.filter(({ keyword }) => !replaced.has(keyword)), ...own].map(bounded);
}

function assertions(use: Use): readonly CodeKeywordDefinition[] {
  return [
    {
      // `type` with several: ajv's complaint would name the whole schema.
      keyword: "types",
      schemaType: "array",
      error: withParams(typesOf),
      code: (cxt) => cxt.fail(isOfNone(cxt)),
    },
    {
      // `type` of a schema whose strings may also be bytes that stand outside of JSON.
      keyword: "binaryType",
      schemaType: "array",
      error: withParams(typesOf),
      code: (cxt) => cxt.fail(and(isOfNone(cxt), _`!${use("isBinary")}(${cxt.data})`)),
    },
    {
      keyword: "enum",
      schemaType: "array",
      error: withParams((cxt) => allowed(cxt, cxt.schema)),
      code: (cxt) => cxt.pass(isOneOf(cxt, cxt.schema, use)),
    },
    {
      keyword: "const",
      error: withParams((cxt) => allowed(cxt, [cxt.schema])),
      code: (cxt) => cxt.pass(isOneOf(cxt, [cxt.schema], use)),
    },
    {
      keyword: "multipleOf",
      type: "number",
      schemaType: "number",
      error: withParams(({ schemaCode }) => _`{multipleOf: ${schemaCode}}`),
      code: (cxt) => cxt.pass(_`${use("isMultipleOf")}(${cxt.data}, ${cxt.schemaCode})`),
    },
    {
      keyword: "uniqueItems",
      type: "array",
      schemaType: "boolean",
      error: withParams(() => _`{}`),
      code: (cxt) => cxt.pass(_`${use("areUnique")}(${cxt.data})`),
    },
    {
      keyword: "format",
      type: ["number", "string"],
      schemaType: "string",
      error: withParams(({ schemaCode }) => _`{format: ${schemaCode}}`),
      code(cxt, type) {
        const format: Format | undefined = FORMATS.get(cxt.schema);
        if (format !== undefined && format.type === type) cxt.pass(_`${use(format.check)}(${cxt.data})`);
      },
    },
    {
      // A property named `__proto__`, beside the `properties` that ajv looks at.
      keyword: "protoProperty",
      type: "object",
      schemaType: ["boolean", "object"],
      code(cxt) {
        cxt.gen.if(_`${use("has")}(${cxt.data}, "__proto__")`, () => {
          cxt.subschema({ keyword: "protoProperty", dataProp: "__proto__" }, cxt.gen.name("valid"));
        });
      },
    },
    {
      keyword: "additionalProperties",
      type: "object",
      schemaType: ["boolean", "object"],
      trackErrors: true,
      error: withParams(({ params }) => _`{additionalProperty: ${params["name"]}}`),
      code(cxt) {
        const { schema, parentSchema, it } = cxt;
        it.props = true;
        if (alwaysValidSchema(it, schema)) return;
        const isDeclared = isIn(cxt, Object.keys(parentSchema["properties"] ?? {}));
        const patterns = Object.keys(parentSchema["patternProperties"] ?? {});
        checkProperties(cxt, (name) =>
          or(isDeclared(name), ...patterns.map((pattern) => _`${usePattern(cxt, pattern)}.test(${name})`)),
        );
      },
    },
  ];
}

function typesOf({ schema }: KeywordCxt): Code {
  return _`{type: ${schema.join(" or ")}}`;
}

/** Whether the data is of none of the types. */
function isOfNone({ schema, data, it }: KeywordCxt): Code {
  return checkDataTypes(schema, data, it.opts.strictNumbers, DataType.Wrong);
}

function isOneOf(cxt: KeywordCxt, values: readonly JsonValue[], use: Use): Code {
  const simple = values.filter((value) => typeof value !== "object" || value === null);
  const composed = values.filter((value) => typeof value === "object" && value !== null);
  return or(
    isIn(cxt, simple)(cxt.data),
    ...composed.map((value) => _`${use("isEqual")}(${cxt.data}, ${constant(cxt, value)})`),
  );
}
