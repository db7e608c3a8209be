/** The keywords that stand for references: a schema is a function, and a reference to it is a call. */
import { _, Name, strConcat } from "ajv/dist/compile/codegen/index.js";
import type { KeywordCxt } from "ajv/dist/compile/validate/index.js";
import type { CodeKeywordDefinition } from "ajv/dist/types/index.js";
import { callRef } from "ajv/dist/vocabularies/core/ref.js";
import { literal } from "../code.ts";
import { VARIABLES } from "./ajv.ts";
import type { Call } from "./assertions.ts";

const { instancePath, vErrors, errors, dynamicAnchors } = VARIABLES;

/** Whoever enters a schema passes its `$dynamicAnchor`s, before anything else; the outermost of a name counts. */
export const enter: CodeKeywordDefinition = {
  keyword: "enter",
  schemaType: "array",
  code({ gen, schema }) {
    const anchors: readonly (readonly [anchor: string, check: string])[] = schema; // as `prepare.ts` has written it
    const members = anchors.map(([anchor, check]): [string, Name] => [`[${literal(anchor)}]`, new Name(check)]);
    gen.code(_`${dynamicAnchors} = {...${gen.object(...members)}, ...${dynamicAnchors}}`);
  },
};

/** Calls the function of this name. */
export const check: CodeKeywordDefinition = {
  keyword: "check",
  schemaType: "string",
  code(cxt) {
    const { gen, data, it, schema } = cxt;
    const name = new Name(schema);
    // ajv's call hands over more, which nobody asks for but these two.
    if (it.opts.unevaluated === true || it.opts.dynamicRef === true) return callRef(cxt, name);
    const place = gen.object([instancePath, strConcat(instancePath, it.errorPath)]);
    cxt.result(
      _`${name}(${data}, ${place})`,
      () => {},
      () => {
        gen.assign(vErrors, _`${vErrors} === null ? ${name}.errors : ${vErrors}.concat(${name}.errors)`);
        gen.assign(errors, _`${vErrors}.length`);
      },
    );
  },
};

/** Calls the function that was passed first under the name of an anchor. */
export const dynamicCheck: CodeKeywordDefinition = {
  keyword: "dynamicCheck",
  schemaType: "object",
  code(cxt: KeywordCxt) {
    const { name, anchor }: Call = cxt.schema;
    const own = new Name(name);
    callRef(cxt, anchor === undefined ? own : cxt.gen.const("check", _`${dynamicAnchors}[${anchor}] ?? ${own}`));
  },
};
