/** Unexpected errors name the place in the description that the work was at. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { locatingErrors, locationOfError } from "../../../generator/1-document/failure-place.ts";
import type { Json, JsonObject } from "../../../generator/1-document/json.ts";
import { mapChildren, type NodeKind } from "../../../generator/1-document/node-kinds.ts";
import { visitorsFor } from "../../../generator/1-document/check/redocly/rule-visitors.ts";
import * as redocly from "../../../generator/1-document/check/redocly/redocly.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { validate } from "../../../generator/index.ts";
import { withFiles } from "../../support/description-folder.ts";

const document: JsonObject = { components: { schemas: { A: { properties: { a: { allOf: [{ title: "x" }] } } } } } };
const locate = (pointer: string) => ({ file: "a.yaml", pointer, line: 1, column: 1, endLine: 1, endColumn: 1 });

function failAt(title: Json, error: Error): JsonObject {
  const visit = (node: JsonObject, kind: NodeKind): JsonObject => {
    if (node["title"] === title) throw error;
    return mapChildren(kind, node, visit);
  };
  return visit(document, "document");
}

it("an error in a walk names file and pointer", () => {
  const error = new Error("unexpected");
  expect(() => locatingErrors(document, locate, () => failAt("x", error))).toThrow(
    "unexpected (at a.yaml:1:1, #/components/schemas/A/properties/a/allOf/0)",
  );
  expect(locationOfError(error)?.pointer).toBe("#/components/schemas/A/properties/a/allOf/0");
});

it("a stack overflow keeps its message, and has a location", () => {
  const error = new RangeError("Maximum call stack size exceeded");
  expect(() => locatingErrors(document, locate, () => failAt("x", error))).toThrow(
    /^Maximum call stack size exceeded$/,
  );
  expect(locationOfError(error)?.pointer).toBe("#/components/schemas/A/properties/a/allOf/0");
});

it("an error beyond the document is at the last node that exists", () => {
  const error = new Error("unexpected");
  const elsewhere = (): never => {
    mapChildren("components", { schemas: { B: {} } }, () => {
      throw error;
    });
    throw error;
  };
  expect(() => locatingErrors(document, locate, elsewhere)).toThrow("(at a.yaml:1:1, #)");
});

it("visitors of rules tell the node before they run", () => {
  const entered: string[] = [];
  const failures: unknown[] = [];
  const [first] = visitorsFor(
    { version: "3.1", options: { ...DEFAULT_SOURCE, spec: "" } },
    redocly,
    (error) => failures.push(error),
    (pointer) => entered.push(pointer),
  );
  const visitor = first?.visitor as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  visitor["any"]?.({}, { location: { pointer: "#/info" } });
  expect(entered).toEqual(["#/info"]);
  expect(failures).toHaveLength(1); // the context is incomplete
});

it("a chain of references that is too long is located in the file", async () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [
      `S${index}`,
      index === 19_999 ? {} : { properties: { a: { $ref: `#/components/schemas/S${index + 1}` } } },
    ]),
  );
  const text = JSON.stringify(
    { openapi: "3.1.0", info: { title: "T", version: "1" }, components: { schemas } },
    null,
    1,
  );
  await withFiles({ "openapi.json": text }, async (folder) => {
    const { diagnostics } = await validate({ spec: join(folder, "openapi.json") });
    const found = diagnostics.find(({ rule }) => rule === "too-deep");
    expect(found?.location?.pointer).toMatch(/^#\/components\/schemas\/S\d+/);
    expect(found?.location?.line).toBeGreaterThan(1);
  });
});
