/**
 * The keywords that note which properties and items have been looked at, or ask for the others (JSON Schema 2020-12
 * Core §11). ajv notes items as a number, which does not fit `contains`; here they are noted like properties, under
 * names that no property has. And what it notes it may not have, or may know to be everything: then it fails.
 */
import { _, type Code, Name, not } from "ajv/dist/compile/codegen/index.js";
import { alwaysValidSchema, evaluatedPropsToName, Type } from "ajv/dist/compile/util.js";
import type { KeywordCxt } from "ajv/dist/compile/validate/index.js";
import type { CodeKeywordDefinition } from "ajv/dist/types/index.js";
import { usePattern } from "ajv/dist/vocabularies/code.js";
import { checkProperties, isIn, type Use, withParams } from "./snippets.ts";

export function trackingKeywords(use: Use): readonly CodeKeywordDefinition[] {
  return [conditional, patternProperties, contains, unevaluatedProperties(use), unevaluatedItems(use)];
}

/** It complains of nothing itself; and what it looks at counts only if it holds. */
const conditional: CodeKeywordDefinition = {
  keyword: "if",
  schemaType: ["object", "boolean"],
  trackErrors: true,
  code(cxt) {
    const { gen, parentSchema } = cxt;
    const holds = gen.name("holds");
    const silent = { compositeRule: true, createErrors: false, allErrors: false } as const;
    const condition = cxt.subschema({ keyword: "if", ...silent }, holds);
    cxt.reset();

    function apply(keyword: "then" | "else"): void {
      if (parentSchema[keyword] === undefined) return;
      const valid = gen.name("valid");
      const branch = cxt.subschema({ keyword }, valid);
      cxt.mergeValidEvaluated(branch, valid);
    }

    gen.if(
      holds,
      () => {
        cxt.mergeEvaluated(condition, Name);
        apply("then");
      },
      () => apply("else"),
    );
  },
};

const patternProperties: CodeKeywordDefinition = {
  keyword: "patternProperties",
  type: "object",
  schemaType: "object",
  code(cxt) {
    const { gen, data, schema, it } = cxt;
    const notes = notesOf(cxt);
    for (const pattern of Object.keys(schema)) {
      if (notes === undefined && alwaysValidSchema(it, schema[pattern])) continue;
      gen.forIn("key", data, (name) => {
        gen.if(_`${usePattern(cxt, pattern)}.test(${name})`, () => {
          const part = { schemaProp: pattern, dataProp: name, dataPropType: Type.Str };
          cxt.subschema({ keyword: "patternProperties", ...part }, gen.name("valid"));
          note(cxt, notes, name);
        });
      });
    }
  },
};

const contains: CodeKeywordDefinition = {
  keyword: "contains",
  type: "array",
  schemaType: ["object", "boolean"],
  trackErrors: true,
  error: withParams(({ params: { min, max } }) =>
    max === undefined ? _`{minContains: ${min}}` : _`{minContains: ${min}, maxContains: ${max}}`,
  ),
  code(cxt) {
    const { gen, data, parentSchema } = cxt;
    const min: number = parentSchema["minContains"] ?? 1;
    const max: number | undefined = parentSchema["maxContains"];
    const notes = notesOf(cxt);
    const found = gen.let("found", 0);
    const fits = gen.name("fits");
    gen.forRange("i", 0, _`${data}.length`, (index) => {
      const item = { dataProp: index, dataPropType: Type.Num };
      cxt.subschema({ keyword: "contains", ...item, compositeRule: true }, fits);
      gen.if(fits, () => {
        gen.code(_`${found}++`);
        note(cxt, notes, itemName(index));
      });
    });
    cxt.setParams({ min, ...(max !== undefined && { max }) });
    const most = max === undefined ? _`true` : _`${found} <= ${max}`;
    cxt.result(_`${found} >= ${min} && ${most}`, () => cxt.reset());
  },
};

function unevaluatedProperties(use: Use): CodeKeywordDefinition {
  return {
    keyword: "unevaluatedProperties",
    type: "object",
    schemaType: ["boolean", "object"],
    trackErrors: true,
    error: withParams(({ params }) => _`{unevaluatedProperty: ${params["name"]}}`),
    code(cxt) {
      const { it } = cxt;
      const notes = it.props;
      it.props = true;
      if (notes === true) return;
      if (notes instanceof Name) {
        checkProperties(cxt, (name) => _`${notes} === true || ${isNoted(notes, name, use)}`);
      } else {
        checkProperties(cxt, isIn(cxt, Object.keys(notes ?? {})));
      }
    },
  };
}

function unevaluatedItems(use: Use): CodeKeywordDefinition {
  return {
    keyword: "unevaluatedItems",
    type: "array",
    schemaType: ["boolean", "object"],
    code(cxt) {
      const { gen, data, it } = cxt;
      const { items = 0, props: notes } = it;
      it.items = true;
      if (items === true) return;
      const check = (): void => {
        const first = items instanceof Name ? gen.const("first", _`${items} || 0`) : items;
        gen.forRange("i", first, _`${data}.length`, (index) => {
          const item = { dataProp: index, dataPropType: Type.Num };
          const isKnown = notes instanceof Name ? isNoted(notes, itemName(index), use) : _`false`;
          gen.if(not(isKnown), () => cxt.subschema({ keyword: "unevaluatedItems", ...item }, gen.name("valid")));
        });
      };
      if (items instanceof Name) gen.if(_`${items} !== true`, check);
      else check();
    },
  };
}

/** The variable of what has been looked at, where somebody asks for it; its value may be undefined, or true: all. */
function notesOf({ gen, it }: KeywordCxt): Name | undefined {
  if (it.opts.unevaluated !== true || it.props === true) return undefined;
  const notes = it.props instanceof Name ? it.props : evaluatedPropsToName(gen, it.props);
  it.props = notes;
  return notes;
}

function note({ gen }: KeywordCxt, notes: Name | undefined, name: Code): void {
  if (notes !== undefined) gen.if(_`${notes} !== true`, () => gen.code(_`(${notes} ??= {})[${name}] = true`));
}

function isNoted(notes: Name, name: Code, use: Use): Code {
  return _`!!${notes} && ${use("has")}(${notes}, ${name})`;
}

function itemName(index: Name): Code {
  return _`${"["} + ${index}`;
}
