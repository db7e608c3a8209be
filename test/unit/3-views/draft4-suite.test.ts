/**
 * The official test suite of JSON Schema draft 4, as far as OpenAPI 3.0 and 2.0 share that dialect: each schema becomes
 * a component of such a description, goes through the upgrade, and is compiled. What uses anything else is left out by
 * its keywords, and counted.
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

/** Keywords of draft 4 that OpenAPI 2.0 has as well, in its Schema Object. */
const OF_20: ReadonlySet<string> = new Set(
  `$ref title description default format type enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
   maxLength minLength pattern items maxItems minItems uniqueItems
   properties additionalProperties required maxProperties minProperties allOf`.split(/\s+/),
);

/** And of OpenAPI 3.0.4 §4.7.23. */
const OF_30: ReadonlySet<string> = new Set([...OF_20, "anyOf", "oneOf", "not"]);

/** How many groups use what neither version has; one that uses several such things counts for each. */
const LEFT_OUT: Readonly<Record<string, number>> = {
  $comment: 3,
  "$ref: another document": 15,
  additionalItems: 11,
  const: 1,
  definitions: 19,
  dependencies: 5,
  id: 12,
  "items: a list": 14,
  patternProperties: 13,
  "type: a list": 5,
  "type: null": 11,
};

interface Version {
  readonly name: string;
  readonly keywords: ReadonlySet<string>;
  /** Where the schema that is called `Root` stands. */
  readonly place: string;
  readonly documentOf: (Root: JsonObject) => JsonObject;
  readonly leftOut: Readonly<Record<string, number>>;
  /** How many groups are run. */
  readonly groups: number;
}

const info = { title: "T", version: "1" };

const VERSIONS: readonly Version[] = [
  {
    name: "3.0",
    keywords: OF_30,
    place: "#/components/schemas/Root",
    documentOf: (Root) => ({ openapi: "3.0.4", info, paths: {}, components: { schemas: { Root } } }),
    leftOut: LEFT_OUT,
    groups: 123,
  },
  {
    name: "2.0",
    keywords: OF_20,
    place: "#/definitions/Root",
    documentOf: (Root) => ({ swagger: "2.0", info, paths: {}, definitions: { Root } }),
    leftOut: { ...LEFT_OUT, anyOf: 7, not: 7, oneOf: 8 },
    groups: 107,
  },
];

/** Tests that are expected to fail, in either version. */
const EXPECTED: readonly Expected[] = [
  { name: "optional/zeroTerminatedFloats.json: ", failures: 1, why: "to JavaScript, 1.0 and 1 are the same number" },
];

const TYPES: ReadonlySet<unknown> = new Set(["array", "boolean", "integer", "number", "object", "string"]);

/** Keywords, and values of keywords, that a schema or one below it has and OpenAPI has not. */
function foreignIn(schema: JsonObject, keywords: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(Object.keys(schema).filter((keyword) => !keywords.has(keyword)));
  const { type, items, $ref } = schema;
  if (type !== undefined && !TYPES.has(type)) found.add(type === "null" ? "type: null" : "type: a list");
  if (Array.isArray(items)) found.add("items: a list");
  if (typeof $ref === "string" && !$ref.startsWith("#")) found.add("$ref: another document");
  mapChildren("schema", schema, (below) => {
    for (const one of foreignIn(below, keywords)) found.add(one);
    return below;
  });
  return found;
}

/** The schema as it stands at `place` of a document, from whose root references are written. */
function placed(schema: JsonObject, place: string): JsonObject {
  const below = mapChildren("schema", schema, (child) => placed(child, place));
  const { $ref } = schema;
  return typeof $ref === "string" ? { ...below, $ref: $ref.replace("#", place) } : below;
}

/** Legal in a request, where a default need not be there. */
function accepterOf(schema: JsonObject, { place, documentOf }: Version): (value: unknown) => boolean {
  const { Root, RootInput = Root } = validatorsOf(buildApi(upgradeDocument(documentOf(placed(schema, place)))));
  if (RootInput === undefined) throw new Error("nothing was compiled");
  return RootInput.is;
}

const isThere = isSuiteThere();
const files = isThere
  ? namesIn(tests, true).map((name) => ({ name, groups: read<readonly Group<JsonObject>[]>(name, tests) }))
  : [];

describe.skipIf(!isThere).each(VERSIONS)("the test suite of draft 4, in OpenAPI $name", (version) => {
  const { keywords, leftOut } = version;
  const rest = files.map(({ name, groups }) => {
    return { name, groups: groups.filter(({ schema }) => foreignIn(schema, keywords).size === 0) };
  });
  const results = rest.map(({ name, groups }) => {
    return { name, ...resultOf(name, groups, (schema) => accepterOf(schema, version)) };
  });

  test("leaves out what OpenAPI does not have", () => {
    const found: Record<string, number> = {};
    for (const { schema } of files.flatMap(({ groups }) => groups)) {
      for (const one of foreignIn(schema, keywords)) found[one] = (found[one] ?? 0) + 1;
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
