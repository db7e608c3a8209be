import { expect, it } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { upgradeDocument } from "../../../../generator/1-document/rewrite/upgrade/upgrade.ts";

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const kind = { type: "object", properties: { kind: { type: "string" } } };
const own = { properties: { own: {} } };
const rest = { B: own, discriminated: kind };

const document = (schemas: JsonObject): JsonObject => ({
  openapi: "3.2.0",
  info: { title: "T", version: "1" },
  components: { schemas: { ...rest, ...schemas } },
});

/** The schemas of a document, and those that change or are added. */
const ROWS: readonly (readonly [name: string, given: JsonObject, want: JsonObject])[] = [
  [
    "an alternative of a parent",
    {
      P: { ...kind, oneOf: [to("A"), to("B")], discriminator: { propertyName: "kind" } },
      A: { allOf: [to("P"), own] },
    },
    { A: { allOf: [to("PBase"), own] }, PBase: kind },
  ],
  [
    "an alternative of anyOf, through aliases of both",
    { P: { ...kind, anyOf: [to("AA"), to("B")] }, PP: to("P"), AA: to("A"), A: { allOf: [to("PP")], ...own } },
    { A: { allOf: [to("PBase")], ...own }, PBase: kind },
  ],
  [
    "an alternative with a reference beside other keywords",
    { P: { ...kind, oneOf: [{ ...to("A"), title: "the" }, to("B")] }, A: { ...to("P"), ...own } },
    { A: { ...to("PBase"), ...own }, PBase: kind },
  ],
  [
    "an inline alternative of a parent that is a property",
    { P: { properties: { p: { ...kind, oneOf: [{ allOf: [to("P/properties/p")], ...own }] } } } },
    { P: { properties: { p: { ...kind, oneOf: [{ allOf: [to("pBase")], ...own }] } } }, pBase: kind },
  ],
  [
    "alternatives of alternatives",
    {
      P: { ...kind, oneOf: [to("A"), to("B")] },
      A: { allOf: [to("P")], oneOf: [to("C")] },
      C: { allOf: [to("A"), own] },
    },
    {
      A: { allOf: [to("PBase")], oneOf: [to("C")] },
      C: { allOf: [to("ABase"), own] },
      PBase: kind,
      ABase: { allOf: [to("PBase")] },
    },
  ],
  [
    "a parent with alternatives in its allOf, and one with further alternatives",
    {
      P: { allOf: [kind, to("PKinds")], anyOf: [to("B"), { type: "object" }] },
      PKinds: { oneOf: [to("A")] },
      A: { allOf: [to("P"), own] },
    },
    {
      A: { allOf: [to("PBase"), own] },
      PBase: { allOf: [kind, to("PKindsBase")], anyOf: [to("B"), { type: "object" }] },
      PKindsBase: {},
    },
  ],
  [
    "names that are already taken",
    { P: { ...kind, oneOf: [to("A")] }, PBase: own, A: { allOf: [to("P")] } },
    { A: { allOf: [to("PBase_")] }, PBase_: kind },
  ],
  ["a parent of a property", { P: { ...kind, oneOf: [to("A")] }, A: { properties: { p: to("P") } } }, {}],
];

it.each(ROWS)("%s", (_name, given, want) => {
  expect(upgradeDocument(document(given))).toEqual(document({ ...given, ...want }));
});

it("allows null for the union, and not for its alternatives", () => {
  const schemas = { P: { ...kind, nullable: true, oneOf: [to("A")] }, A: { allOf: [to("P")] } };
  const { components } = upgradeDocument({
    openapi: "3.0.3",
    info: { title: "T", version: "1" },
    components: { schemas },
  });
  expect(components?.schemas).toEqual({
    P: { anyOf: [{ ...kind, oneOf: [to("A")] }, { type: "null" }] },
    A: { allOf: [to("PBase")] },
    PBase: kind,
  });
});
