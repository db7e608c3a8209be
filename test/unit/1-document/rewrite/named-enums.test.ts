/** Enums that `x-ms-enum` names at the place of their use. */
import { expect, it } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { rewriteDocument } from "../../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../../generator/2-model/build.ts";
import { typesView } from "../../../../generator/3-views/types.ts";
import { printPage } from "../../../support/print-page.ts";
import { validatorsOf } from "../../../support/validators.ts";

const info = { title: "T", version: "1" };
const color = (...values: readonly string[]): JsonObject => ({
  type: "string",
  enum: values,
  "x-ms-enum": { name: "Color", values: [{ value: "r", name: "Red" }] },
});

function typesOf(document: JsonObject): string {
  return printPage("types.ts", "types.ts", typesView(buildApi(rewriteDocument(document))));
}

const withProperties = (properties: JsonObject, others: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info,
  components: { schemas: { A: { type: "object", properties }, ...others } },
});

it("one type for equal enums, which keep their own annotations", () => {
  const properties = { a: { ...color("r", "g"), description: "First" }, b: { type: "array", items: color("r", "g") } };
  const types = typesOf(withProperties(properties));
  expect(types).toContain('export type Color = "r" | "g";');
  expect(types).toContain('export const Color = {\n  Red: "r",\n  G: "g",\n} as const;');
  expect(types).toContain("  /** First */\n  a?: Color;\n  b?: Color[];");
});

it("an enum with other values keeps its place", () => {
  const types = typesOf(withProperties({ a: color("r", "g"), b: color("r") }));
  expect(types).toContain('  a?: Color;\n  b?: "r";');
});

it("a component of the same name is used if it has the same values", () => {
  expect(typesOf(withProperties({ a: color("r") }, { Color: { type: "string", enum: ["r"] } }))).toContain(
    "a?: Color;",
  );
  expect(typesOf(withProperties({ a: color("r") }, { Color: { type: "string" } }))).toContain('a?: "r";');
});

it("a component keeps its own name", () => {
  const types = typesOf(withProperties({}, { Shade: color("r") }));
  expect(types).toContain('export type Shade = "r";');
  expect(types).not.toContain("type Color");
});

it("a parameter of 2.0 names its enum", () => {
  const document: JsonObject = {
    swagger: "2.0",
    info,
    paths: {
      "/a": {
        get: {
          operationId: "getA",
          parameters: [{ name: "c", in: "query", default: "r", ...color("r", "g") }],
          responses: { 200: { description: "d" } },
        },
      },
    },
  };
  expect(typesOf(document)).toMatch(/export interface GetAQuery \{[^}]*c\?: Color;/);
  expect(Object.keys(validatorsOf(buildApi(rewriteDocument(document))))).toContain("Color");
});
