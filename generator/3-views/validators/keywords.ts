/**
 * JSON Schema 2020-12 as ajv compiles it for us. Some keywords are our own, because ajv's code for them takes
 * quadratic time, copies the schema into the output, or asks a prototype; its loops stop when they found enough.
 */
import { _Code } from "ajv/dist/compile/codegen/code.js";
import { _, and, Name, nil, not, or, strConcat, type Code } from "ajv/dist/compile/codegen/index.js";
import { alwaysValidSchema, Type } from "ajv/dist/compile/util.js";
import { checkDataTypes, DataType } from "ajv/dist/compile/validate/dataType.js";
import type { KeywordCxt } from "ajv/dist/compile/validate/index.js";
import type { CodeKeywordDefinition, KeywordErrorDefinition, Vocabulary } from "ajv/dist/types/index.js";
import { usePattern } from "ajv/dist/vocabularies/code.js";
import { callRef } from "ajv/dist/vocabularies/core/ref.js";
import type { JsonValue } from "../../2-model/api.ts";
import { literal } from "../code.ts";
import { DRAFT_2020, VARIABLES } from "./ajv.ts";
import type { Call } from "./assertions.ts";
import { bounded } from "./bounded.ts";
import { type Format, FORMATS } from "./formats.ts";

const { instancePath, vErrors, errors, dynamicAnchors } = VARIABLES;

/** Values that are compared one by one and told in the complaint; more of them go into a Set. */
const FEW = 8;

/** The kind of constants that own keywords declare beside a function: `values0`. */
export const VALUES = "values";

/** Notes that the output calls a function of `templates/runtime/checks.ts` or `formats.ts`, and gives its name. */
export type Use = (helper: string) => Name;

/** Every keyword that can stand in a prepared schema. */
export function vocabulary(use: Use): Vocabulary {
  const own = new Map(ownKeywords(use).map((definition) => [definition.keyword, definition]));
  const theirs = DRAFT_2020.flat().filter((definition) => typeof definition === "object");
  return [enter, ...theirs.filter(({ keyword }) => !own.has(keyword)), ...own.values()].map(bounded);
}

/** Whoever enters a schema passes its `$dynamicAnchor`s, before anything else; the outermost of a name counts. */
const enter: CodeKeywordDefinition = {
  keyword: "enter",
  schemaType: "array",
  code({ gen, schema }) {
    const anchors: readonly (readonly [anchor: string, check: string])[] = schema; // as `prepare.ts` has written it
    const passed = gen.object(
      ...anchors.map(([anchor, check]) => [`[${literal(anchor)}]`, new Name(check)] as [string, Name]),
    );
    gen.code(_`${dynamicAnchors} = {...${passed}, ...${dynamicAnchors}}`);
  },
};

function ownKeywords(use: Use): readonly CodeKeywordDefinition[] {
  return [
    {
      // The function of another schema: the references that `schemas.ts` has resolved.
      keyword: "check",
      schemaType: "string",
      code: (cxt) => callCheck(cxt, new Name(cxt.schema)),
    },
    {
      keyword: "dynamicCheck",
      schemaType: "object",
      code(cxt) {
        const { name, anchor }: Call = cxt.schema;
        const check = new Name(name);
        callRef(
          cxt,
          anchor === undefined ? check : cxt.gen.const("check", _`${dynamicAnchors}[${anchor}] ?? ${check}`),
        );
      },
    },
    {
      // `type` with several: ajv's complaint would name the whole schema.
      keyword: "types",
      schemaType: "array",
      error: withParams((cxt) => _`{type: ${cxt.schema.join(" or ")}}`),
      code: (cxt) => cxt.fail(isNoneOf(cxt)),
    },
    {
      // `type` of a schema whose strings may also be bytes that stand outside of JSON.
      keyword: "binaryType",
      schemaType: "array",
      error: withParams((cxt) => _`{type: ${cxt.schema.join(" or ")}}`),
      code: (cxt) => cxt.fail(and(isNoneOf(cxt), _`!${use("isBinary")}(${cxt.data})`)),
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
        const valid = cxt.gen.let("valid", true);
        cxt.gen.if(_`${use("has")}(${cxt.data}, "__proto__")`, () => {
          cxt.subschema({ keyword: "protoProperty", dataProp: "__proto__" }, valid);
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
        const declared = [
          isIn(cxt, Object.keys(parentSchema["properties"] ?? {})),
          ...Object.keys(parentSchema["patternProperties"] ?? {}).map(
            (pattern) => (name: Name) => _`${usePattern(cxt, pattern)}.test(${name})`,
          ),
        ];
        checkProperties(cxt, (name) => or(...declared.map((test) => test(name))));
      },
    },
    {
      keyword: "unevaluatedProperties",
      type: "object",
      schemaType: ["boolean", "object"],
      trackErrors: true,
      error: withParams(({ params }) => _`{unevaluatedProperty: ${params["name"]}}`),
      code(cxt) {
        const { it } = cxt;
        const { props } = it;
        it.props = true;
        if (props === true) return;
        if (props instanceof Name) {
          checkProperties(cxt, (name) => _`${props} === true || ${props} && ${use("has")}(${props}, ${name})`);
        } else {
          checkProperties(cxt, isIn(cxt, Object.keys(props ?? {})));
        }
      },
    },
  ];
}

function callCheck(cxt: KeywordCxt, check: Name): void {
  const { gen, data, it } = cxt;
  // ajv's call hands over more, which nobody asks for but these two.
  if (it.opts.unevaluated === true || it.opts.dynamicRef === true) return callRef(cxt, check);
  const place = gen.object([instancePath, strConcat(instancePath, it.errorPath)]);
  cxt.result(
    _`${check}(${data}, ${place})`,
    () => {},
    () => {
      gen.assign(vErrors, _`${vErrors} === null ? ${check}.errors : ${vErrors}.concat(${check}.errors)`);
      gen.assign(errors, _`${vErrors}.length`);
    },
  );
}

/** Our complaints carry what their sentence needs; the runtime has the sentences. */
function withParams(params: (cxt: KeywordCxt) => Code): KeywordErrorDefinition {
  // ajv calls it with the context of the very keyword, though it declares less
  return { message: "", params: (cxt) => params(cxt as KeywordCxt) };
}

/** Applies the schema of the keyword to every property but those that `known` lets pass. */
function checkProperties(cxt: KeywordCxt, known: (name: Name) => Code): void {
  const { gen, data, schema, keyword, errsCount = nil } = cxt;
  gen.forIn("key", data, (name) => {
    gen.if(not(known(name)), () => {
      if (schema === false) {
        cxt.setParams({ name });
        cxt.error();
      } else {
        cxt.subschema({ keyword, dataProp: name, dataPropType: Type.Str }, gen.name("valid"));
      }
    });
  });
  cxt.ok(_`${errsCount} === ${errors}`);
}

/** Whether the data is of none of the types. */
function isNoneOf({ schema, data, it }: KeywordCxt): Code {
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

/** Whether something is among `values`, none of them an object. */
function isIn(cxt: KeywordCxt, values: readonly JsonValue[]): (item: Name) => Code {
  if (values.length <= FEW) return (item) => or(_`false`, ...values.map((value) => _`${item} === ${source(value)}`));
  const set = cxt.gen.scopeValue(VALUES, {
    ref: values,
    key: `Set ${JSON.stringify(values)}`,
    code: _`/* @__PURE__ */ new Set(${source(values)})`,
  });
  return (item) => _`${set}.has(${item})`;
}

function allowed(cxt: KeywordCxt, values: readonly JsonValue[]): Code {
  return values.length <= FEW ? _`{allowed: ${constant(cxt, values)}}` : _`{}`;
}

function constant(cxt: KeywordCxt, value: JsonValue): Name {
  return cxt.gen.scopeValue(VALUES, { ref: value ?? "null", key: JSON.stringify(value), code: source(value) });
}

function source(value: JsonValue): Code {
  return new _Code(literal(value));
}
