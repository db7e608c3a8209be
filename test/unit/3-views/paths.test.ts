import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { Document, Schema } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { pathsView } from "../../../generator/3-views/paths.ts";

const ref = (pointer: string): Schema => ({ $ref: `#/components/schemas/${pointer}` });

/** Schemas that openapi-typescript cannot read unprepared, with the type that is printed for the schema `A`. */
const SCHEMAS: readonly (readonly [name: string, given: Readonly<Record<string, Schema>>, want: string])[] = [
  [
    "a reference into another schema",
    { A: ref("B/properties/b"), B: { properties: { b: { type: "string" } } } },
    'components["schemas"]["BB"]',
  ],
  ["boolean alternatives", { A: { allOf: [true, { type: "string" }] } }, "unknown & string"],
  ["no alternative", { A: { anyOf: [false, { type: "string" }] } }, "never | string"],
  ["$defs are no property", { A: { type: "string", $defs: { x: { type: "number" } } } }, "string"],
  ["objects in an enum are no schemas", { A: { type: "object", enum: [{ allOf: [1] }] } }, "Record<string, unknown>"],
  [
    "a default is data",
    { A: { type: "string", default: { allOf: [1], discriminator: { propertyName: "x" } } } },
    "string",
  ],
  [
    "required properties of a nullable base are no keys of its type",
    {
      A: { allOf: [ref("B")], required: ["b"] },
      B: { type: ["object", "null"], properties: { b: { type: "string" } } },
    },
    'components["schemas"]["B"]',
  ],
  ["any object may have members", { A: { type: "object" } }, "Record<string, unknown>"],
];

describe("pathsView", () => {
  it.each(SCHEMAS)("%s", async (_name, schemas, want) => {
    const { declarations } = await pathsView(buildApi(documentOf({ components: { schemas } })));
    const source = ts.createSourceFile("paths.ts", declarations, ts.ScriptTarget.ESNext);
    expect(typeOfProperty(source, "A")?.replaceAll(/\s+/g, " ")).toBe(want);
  });

  it("resolves references to other places than components, and prints each operation id once", async () => {
    const get = { operationId: "same", responses: { 200: { $ref: "#/paths/~1b/get/responses/200" } } };
    const response = { description: "b", content: { "text/plain": { schema: { type: "string" } } } } as const;
    const paths = { "/a": { get }, "/b": { get: { operationId: "same", responses: { 200: response } } } };
    const { declarations } = await pathsView(buildApi(documentOf({ paths })));
    expect(declarations.match(/"text\/plain": string/g)).toHaveLength(2);
    expect(declarations.match(/^ {4}same: /gm)).toHaveLength(1);
  });

  it("prints no string of the description as code", async () => {
    const evil = "*/ evil(); /* \u2028evil(); // `${evil}` \"; evil(); '";
    const text = { title: evil, description: evil, default: evil, example: evil, format: evil };
    const schema = {
      ...text,
      type: "object",
      properties: { [evil]: { ...text, enum: [evil, 1] } },
      "x-enum-varnames": ["evil"],
    } as const;
    const given = documentOf({
      paths: {
        [`/${evil}`]: {
          summary: evil,
          post: {
            operationId: evil,
            parameters: [{ name: evil, in: "query", description: evil, schema }],
            requestBody: { description: evil, content: { [evil]: { schema } } },
            responses: {
              200: {
                description: evil,
                headers: { [evil]: { description: evil, schema } },
                content: { [evil]: { schema } },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          [evil]: schema,
          B: { oneOf: [ref(evil.replaceAll("/", "~1"))], discriminator: { propertyName: evil } },
        },
      },
    });
    const { declarations } = await pathsView(buildApi(given));
    const source = ts.createSourceFile("paths.ts", declarations, ts.ScriptTarget.ESNext, true);
    expect(identifiersOf(source).filter((name) => name.includes("evil"))).toEqual([]);
    expect(
      source.statements.filter((each) => !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each)),
    ).toEqual([]);
  });
});

function documentOf(parts: Partial<Document>): Document {
  return { openapi: "3.2.0", info: { title: "t", version: "1" }, paths: {}, ...parts };
}

function typeOfProperty(source: ts.SourceFile, name: string): string | undefined {
  let found: string | undefined;
  function visit(node: ts.Node): void {
    if (ts.isPropertySignature(node) && node.name.getText(source) === name) found ??= node.type?.getText(source);
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

/** Returns the source without string literals and comments. */
function identifiersOf(source: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}
