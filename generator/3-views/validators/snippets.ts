/** Pieces of code that several keywords write. */
import { _Code } from "ajv/dist/compile/codegen/code.js";
import { _, type Code, type Name, nil, not, or } from "ajv/dist/compile/codegen/index.js";
import { Type } from "ajv/dist/compile/util.js";
import type { KeywordCxt } from "ajv/dist/compile/validate/index.js";
import type { KeywordErrorDefinition } from "ajv/dist/types/index.js";
import type { JsonValue } from "../../2-model/api.ts";
import { literal } from "../code.ts";
import { VARIABLES } from "./ajv.ts";

/** Values that are compared one by one and told in the complaint; more of them go into a Set. */
const FEW = 8;

/** The kind of constants that are declared beside a function: `values0`. */
export const VALUES = "values";

/** Notes that the output calls a function of `templates/runtime/checks.ts` or `formats.ts`, and gives its name. */
export type Use = (helper: string) => Name;

/** A complaint carries what its sentence needs; the runtime has the sentences. */
export function withParams(params: (cxt: KeywordCxt) => Code): KeywordErrorDefinition {
  // ajv calls it with the context of the very keyword, though it declares less
  return { message: "", params: (cxt) => params(cxt as KeywordCxt) };
}

/** Applies the schema of the keyword to every property but those that `known` lets pass. */
export function checkProperties(cxt: KeywordCxt, known: (name: Name) => Code): void {
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
  cxt.ok(_`${errsCount} === ${VARIABLES.errors}`);
}

/** Whether something is among `values`, none of them an object. */
export function isIn(cxt: KeywordCxt, values: readonly JsonValue[]): (item: Name) => Code {
  if (values.length <= FEW) return (item) => or(_`false`, ...values.map((value) => _`${item} === ${source(value)}`));
  const set = cxt.gen.scopeValue(VALUES, {
    ref: values,
    key: `Set ${JSON.stringify(values)}`,
    code: _`/* @__PURE__ */ new Set(${source(values)})`,
  });
  return (item) => _`${set}.has(${item})`;
}

/** What is allowed, for the complaint: if it is not too much. */
export function allowed(cxt: KeywordCxt, values: readonly JsonValue[]): Code {
  return values.length <= FEW ? _`{allowed: ${constant(cxt, values)}}` : _`{}`;
}

/** A value under a name. */
export function constant(cxt: KeywordCxt, value: JsonValue): Name {
  return cxt.gen.scopeValue(VALUES, { ref: value ?? "null", key: JSON.stringify(value), code: source(value) });
}

function source(value: JsonValue): Code {
  return new _Code(literal(value));
}
