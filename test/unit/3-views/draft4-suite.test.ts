/**
 * Runs the official test suite of JSON Schema draft 4 for OpenAPI 3.0 and 2.0, which are based on it. Each schema
 * becomes a component of a description, which is upgraded and compiled. Groups with keywords that OpenAPI does not have
 * are left out and counted.
 */
import { describe, expect, test } from "vitest";
import { mapChildren } from "../../../generator/1-document/node-kinds.ts";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { upgradeDocument } from "../../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import {
  type Expected,
  type Group,
  isSuiteThere,
  namesIn,
  read,
  resultOf,
  SUITE,
} from "../../support/json-schema-suite.ts";
import { validatorsOf } from "../../support/validators.ts";

const tests = new URL("tests/draft4/", SUITE);

/** Keywords of draft 4 that the Schema Object of OpenAPI 2.0 supports. */
const OPENAPI_20_KEYWORDS: ReadonlySet<string> = new Set(
  `$ref title description default format type enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
   maxLength minLength pattern items maxItems minItems uniqueItems
   properties additionalProperties required maxProperties minProperties allOf`.split(/\s+/),
);

/** Keywords of draft 4 that the Schema Object of OpenAPI 3.0 supports, OpenAPI 3.0.4 §4.7.23. */
const OPENAPI_30_KEYWORDS: ReadonlySet<string> = new Set([...OPENAPI_20_KEYWORDS, "anyOf", "oneOf", "not"]);

/** Number of groups per keyword that neither version supports. A group with several of them counts for each. */
const LEFT_OUT: Readonly<Record<string, number>> = {
  $comment: 3,
  "$ref: another document": 15,
  additionalItems: 11,
  const: 1,
  definitions: 19,
  dependencies: 5,
  id: 12,
  "items: an array": 14,
  patternProperties: 13,
  "type: an array": 5,
  "type: null": 11,
};

interface Version {
  readonly name: string;
  readonly keywords: ReadonlySet<string>;
  /** Location of the schema `Root`. */
  readonly place: string;
  readonly documentOf: (Root: JsonObject) => JsonObject;
  readonly leftOut: Readonly<Record<string, number>>;
  /** Number of groups that run. */
  readonly groups: number;
}

const info = { title: "T", version: "1" };

const VERSIONS: readonly Version[] = [
  {
    name: "3.0",
    keywords: OPENAPI_30_KEYWORDS,
    place: "#/components/schemas/Root",
    documentOf: (Root) => ({ openapi: "3.0.4", info, paths: {}, components: { schemas: { Root } } }),
    leftOut: LEFT_OUT,
    groups: 123,
  },
  {
    name: "2.0",
    keywords: OPENAPI_20_KEYWORDS,
    place: "#/definitions/Root",
    documentOf: (Root) => ({ swagger: "2.0", info, paths: {}, definitions: { Root } }),
    leftOut: { ...LEFT_OUT, anyOf: 7, not: 7, oneOf: 8 },
    groups: 107,
  },
];

/** Tests that are expected to fail in both versions. */
const EXPECTED: readonly Expected[] = [
  { name: "optional/zeroTerminatedFloats.json: ", failures: 1, why: "to JavaScript, 1.0 and 1 are the same number" },
];

const TYPES: ReadonlySet<unknown> = new Set(["array", "boolean", "integer", "number", "object", "string"]);

/** Returns the keywords, and values of keywords, in a schema and its subschemas that OpenAPI does not support. */
function unsupportedIn(schema: JsonObject, keywords: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(Object.keys(schema).filter((keyword) => !keywords.has(keyword)));
  const { type, items, $ref } = schema;
  if (type !== undefined && !TYPES.has(type)) found.add(type === "null" ? "type: null" : "type: an array");
  if (Array.isArray(items)) found.add("items: an array");
  if (typeof $ref === "string" && !$ref.startsWith("#")) found.add("$ref: another document");
  mapChildren("schema", schema, (below) => {
    for (const one of unsupportedIn(below, keywords)) found.add(one);
    return below;
  });
  return found;
}

/** Returns the schema with references that are relative to the document root, for a schema at `place`. */
function placed(schema: JsonObject, place: string): JsonObject {
  const below = mapChildren("schema", schema, (child) => placed(child, place));
  const { $ref } = schema;
  return typeof $ref === "string" ? { ...below, $ref: $ref.replace("#", place) } : below;
}

/** Returns the validator of a schema. */
function accepterOf(schema: JsonObject, { place, documentOf }: Version): (value: unknown) => boolean {
  const { Root } = validatorsOf(buildApi(upgradeDocument(documentOf(placed(schema, place)))));
  if (Root === undefined) throw new Error("The schema was not compiled.");
  return Root.is;
}

const isThere = isSuiteThere();
const files = isThere
  ? namesIn(tests, true).map((name) => ({ name, groups: read<readonly Group<JsonObject>[]>(name, tests) }))
  : [];

describe.skipIf(!isThere).each(VERSIONS)("the test suite of draft 4, in OpenAPI $name", (version) => {
  const { keywords, leftOut } = version;
  const rest = files.map(({ name, groups }) => {
    return { name, groups: groups.filter(({ schema }) => unsupportedIn(schema, keywords).size === 0) };
  });
  const results = rest.map(({ name, groups }) => {
    return { name, ...resultOf(name, groups, (schema) => accepterOf(schema, version)) };
  });

  test("leaves out keywords that OpenAPI does not support", () => {
    const found: Record<string, number> = {};
    for (const { schema } of files.flatMap(({ groups }) => groups)) {
      for (const one of unsupportedIn(schema, keywords)) found[one] = (found[one] ?? 0) + 1;
    }
    expect(found).toEqual(leftOut);
    expect(rest.flatMap(({ groups }) => groups)).toHaveLength(version.groups);
  });

  test.each(results)("$name", ({ failed }) => {
    expect(failed.filter((name) => !EXPECTED.some((entry) => name.startsWith(entry.name)))).toEqual([]);
  });

  test.each(EXPECTED)("$failures as expected: $name", ({ name: start, failures }) => {
    const failed = results.flatMap((result) => result.failed);
    expect(failed.filter((name) => name.startsWith(start))).toHaveLength(failures);
  });
});
