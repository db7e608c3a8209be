import { isObject } from "../../json.ts";
import { omitNode, type Rule, type UserContext } from "../../rule.ts";

/** What JSON Schema asks of values beyond their type (2020-12: core §10.2.1, validation §6.1.1 and §6.2.1). */
const TROUBLES: readonly (readonly [keyword: string, trouble: (value: unknown) => string | undefined])[] = [
  ["multipleOf", (value) => (typeof value === "number" && value <= 0 ? "must be greater than 0" : undefined)],
  ...["allOf", "anyOf", "oneOf", "prefixItems"].map((keyword) => [keyword, noEmptyList] as const),
  ["type", (value) => noEmptyList(value) ?? noRepetition(value)],
];

export const schemaKeyword: Rule = {
  name: "schema-keyword",
  severity: "error",
  lenient: "it is ignored",
  remedy: "Correct the value, or remove the keyword.",
  explanation: {
    asks: "`multipleOf` is greater than 0; `allOf`, `anyOf`, `oneOf`, `prefixItems` and a list of types are not empty.",
    why: "No value is a multiple of nothing, and one of nothing: validators disagree about what such a schema admits.",
    breaks: `
      components:
        schemas:
          Price: { type: number, multipleOf: 0 }`,
    keeps: `
      components:
        schemas:
          Price: { type: number, multipleOf: 0.01 }`,
  },
  omits: omitNode,
  // in 2.0, the others say of a value what elsewhere a schema says
  visitor: () => ({
    Schema: checkKeywords,
    Parameter: checkKeywords,
    Header: checkKeywords,
    ParameterItems: checkKeywords,
  }),
};

function checkKeywords(schema: unknown, { report, location }: Pick<UserContext, "report" | "location">): void {
  if (!isObject(schema)) return;
  for (const [keyword, trouble] of TROUBLES) {
    const wanted = trouble(schema[keyword]);
    if (wanted === undefined) continue;
    report({ message: `\`${keyword}\` ${wanted}.`, location: location.child([keyword]) });
  }
}

function noEmptyList(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 0 ? "must not be an empty list" : undefined;
}

function noRepetition(value: unknown): string | undefined {
  return Array.isArray(value) && new Set(value).size < value.length ? "must name each type once" : undefined;
}
