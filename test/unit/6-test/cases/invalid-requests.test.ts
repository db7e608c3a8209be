/** Invalid requests by kind. The generated server rejects all of them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { generateInputs } from "../../../../generator/6-test/cases/generate-inputs.ts";
import { createOracle } from "../../../../generator/5-oracle/judge/oracle.ts";
import { fullestBodies, buildInvalidRequests } from "../../../../generator/6-test/cases/mutations/invalid-requests.ts";
import { runTests } from "../../../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST } from "../../../../generator/6-test/test-options.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { createSampler } from "../../../../generator/5-oracle/sampling/sampler.ts";
import { credentialsFor, NO_CREDENTIALS } from "../../../../generator/5-oracle/description/described-security.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { documentOf } from "../document.ts";

const PAGE = { type: "integer", minimum: 1, maximum: 9 };
const PERSON = {
  type: "object",
  required: ["name", "age"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 2, maxLength: 5 },
    age: { type: "integer" },
    tags: { type: "array", items: { type: "string", enum: ["a", "b"] }, maxItems: 2 },
  },
};

function parameter(place: string, more: JsonObject): JsonObject {
  return { parameters: [{ name: "p", in: place, required: true, ...more }] };
}
function body(mediaType: string, schema: JsonObject, more: JsonObject = {}): JsonObject {
  return { requestBody: { required: true, content: { [mediaType]: { schema, ...more } } } };
}

function items(mediaType: string, itemSchema: JsonObject, more: JsonObject = {}): JsonObject {
  return { requestBody: { required: true, content: { [mediaType]: { itemSchema, ...more } } } };
}

/** Parameters and a body of each kind, with invalid requests that must be made from them. */
const KINDS: Readonly<Record<string, readonly [operation: JsonObject, abouts: readonly string[]]>> = {
  "path of integer": [parameter("path", { schema: PAGE }), ["path parameter p: 10", "path parameter p: 0"]],
  "path of object": [
    parameter("path", { explode: true, schema: PERSON }),
    ["path parameter p: /x-undescribed added", "path parameter p: /name left out"],
  ],
  "query of integer": [
    parameter("query", { schema: PAGE }),
    ["query parameter p left out", "query parameter p: 10", 'query parameter p: "no such value"'],
  ],
  "query of boolean": [parameter("query", { schema: { type: "boolean" } }), ['query parameter p: "maybe"']],
  "query of list": [
    parameter("query", { schema: { type: "array", items: PAGE, minItems: 2, maxItems: 3, uniqueItems: true } }),
    [
      "query parameter p left out",
      "query parameter p: \\[\\d\\]",
      "query parameter p: \\[(\\d,){3}\\d\\]",
      "query parameter p: /0: 10",
    ],
  ],
  "query of deep object": [
    parameter("query", { style: "deepObject", explode: true, schema: PERSON }),
    [
      "query parameter p left out",
      "query parameter p: /name left out",
      "query parameter p: /age left out",
      "query parameter p: /x-undescribed added",
    ],
  ],
  "query of JSON": [
    parameter("query", { content: { "application/json": { schema: PERSON } } }),
    [
      "query parameter p left out",
      "query parameter p: truncated JSON",
      "query parameter p: null",
      "query parameter p: /name left out",
    ],
  ],
  "query string": [
    parameter("querystring", { content: { "application/x-www-form-urlencoded": { schema: PERSON } } }),
    ["querystring parameter p left out", "querystring parameter p: /name left out"],
  ],
  "query string of JSON": [
    parameter("querystring", { content: { "application/json": { schema: PERSON } } }),
    ["querystring parameter p left out", "querystring parameter p: truncated JSON", "querystring parameter p: 1.5"],
  ],
  "header of enum": [
    parameter("header", { schema: { type: "string", enum: ["a", "b"] } }),
    ["header parameter p left out", 'header parameter p: "no-such-value"'],
  ],
  "header of object": [
    parameter("header", { schema: PERSON }),
    ["header parameter p left out", "header parameter p: /name left out", "header parameter p: /x-undescribed added"],
  ],
  "cookie of date": [
    parameter("cookie", { schema: { type: "string", format: "date" } }),
    ["cookie parameter p left out", 'cookie parameter p: "no such value"'],
  ],
  "body of JSON": [
    body("application/json", { type: "object", required: ["person"], properties: { person: PERSON, next: PERSON } }),
    [
      "no body",
      "a body of application/x-unheard-of",
      "truncated JSON",
      "body the whole: null",
      "body /person left out",
      "body /person/name left out",
      "body /next/age left out",
      "body /person/age: 1.5",
      "body /person/x-undescribed added",
      "body /person/tags: null",
    ],
  ],
  "body of a form": [
    body("application/x-www-form-urlencoded", PERSON),
    [
      "no body",
      "a body of application/x-unheard-of",
      "body /name left out",
      'body /age: "text"',
      'body /name: "[^"]{6,}"',
      "body /x-undescribed added",
      'body /tags/0: "no-such-value"',
    ],
  ],
  "body of a form with styles": [
    body(
      "application/x-www-form-urlencoded",
      { type: "object", required: ["who"], properties: { who: PERSON } },
      { encoding: { who: { style: "deepObject", explode: true } } },
    ),
    ["no body", "body /who/name left out", 'body /who/age: "text"', "body /who/x-undescribed added"],
  ],
  "body of parts": [
    body("multipart/form-data", {
      type: "object",
      required: ["file", "person"],
      additionalProperties: false,
      properties: { file: { type: "string", format: "binary" }, person: PERSON, page: PAGE },
    }),
    [
      "no body",
      "a truncated form",
      "body /file left out",
      "body /person left out",
      "body /person/name left out",
      "body /page: 10",
      "body /x-undescribed added",
    ],
  ],
  "body of text": [
    body("text/plain", { type: "string", minLength: 2, maxLength: 8 }),
    ["no body", "a body of application/x-unheard-of", 'body the whole: "[^"]{9,}"', 'body the whole: "[^"]"'],
  ],
  "body of bytes": [
    body("application/octet-stream", { type: "string", format: "binary" }),
    ["no body", "a body of application/x-unheard-of"],
  ],
  "body of lines": [
    items("application/jsonl", PERSON),
    [
      "no body",
      "a body of application/x-unheard-of",
      "a truncated line",
      "body /1: null",
      "body /1/name left out",
      "body /1/age: 1.5",
      "body /1/x-undescribed added",
    ],
  ],
  "body of json-seq": [items("application/json-seq", PERSON), ["body /1: null", "body /1/name left out"]],
  "body of events": [
    items("text/event-stream", {
      type: "object",
      required: ["event", "data"],
      properties: {
        event: { enum: ["tick", "tock"] },
        data: { type: "string", minLength: 3, maxLength: 9 },
        retry: { type: "integer", maximum: 99 },
      },
    }),
    [
      "no body",
      "a body of application/x-unheard-of",
      "body /1/event left out",
      'body /1/event: "no-such-value"',
      'body /1/data: "[^"]{10}"',
      'body /1/data: "[^"]{2}"',
      "body /1/retry: 100",
    ],
  ],
  "body of events of JSON": [
    items("text/event-stream", { type: "object", required: ["data"], properties: { data: PERSON } }),
    ["body /1/data/name left out", "body /1/data/age: 1.5", "body /1/data/x-undescribed added"],
  ],
  "body of parts in turn": [
    items("multipart/mixed", PERSON),
    ["no body", "body /1/name left out", "body /1/x-undescribed added"],
  ],
  "body of parts with headers": [
    items(
      "multipart/mixed",
      {},
      {
        itemEncoding: {
          contentType: "image/png",
          headers: { "X-Size": { required: true, schema: { type: "integer" } } },
        },
      },
    ),
    ["no body", "body /1/headers left out", "body /1/headers/X-Size left out"],
  ],
  "body of two kinds": [
    {
      requestBody: {
        required: true,
        content: { "application/json": { schema: PERSON }, "application/x-www-form-urlencoded": { schema: PERSON } },
      },
    },
    ["body /name left out \\(application/json\\)", "body /name left out \\(application/x-www-form-urlencoded\\)"],
  ],
  "one credential": [{ security: [{ Key: [] }] }, ["no credentials", "invalid credentials"]],
  "two credentials": [
    { security: [{ Key: [], Login: [] }] },
    ["no credentials", "invalid credentials", "no credential for Key", "an invalid credential for Login"],
  ],
  "one of two credentials": [
    { security: [{ Key: [] }, { Login: [] }] },
    ["no credentials", "invalid credentials for Key", "invalid credentials for Login"],
  ],
};

const pathOf = (name: string): string => `/${name.replaceAll(" ", "-")}${name.startsWith("path") ? "/{p}" : ""}`;
const description = {
  openapi: "3.2.0",
  info: { title: "Kinds", version: "1" },
  paths: Object.fromEntries(
    Object.entries(KINDS).map(([name, [operation]]) => [
      pathOf(name),
      { post: { operationId: name.replaceAll(" ", ""), responses: { "204": { description: "Yes" } }, ...operation } },
    ]),
  ),
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-Key" }, Login: { type: "http", scheme: "basic" } },
  },
} satisfies JsonObject;

const document = documentOf(description);
const oracle = createOracle(document);
const operations = readOperations(document);
const right = new Map([
  ["Key", "right"],
  ["Login", "user:right"],
]);
const wrong = new Map([
  ["Key", "wrong"],
  ["Login", "user:wrong"],
]);

/** Makes invalid requests of the operation with that name. */
async function near(name: string, most: number): ReturnType<typeof buildInvalidRequests> {
  const operation = operations.find(({ path }) => path === pathOf(name));
  if (operation === undefined) throw new Error("the operation is not described");
  const workshop = { ...oracle, sampler: createSampler(document, oracle.judge), seed: 1 };
  const { inputs } = await generateInputs(operation, 10, workshop);
  const [input] = inputs;
  if (input === undefined) throw new Error("no valid input was generated");
  const credentials = credentialsFor(operation.security[0] ?? [], right) ?? NO_CREDENTIALS;
  const testSecrets = { valid: right, invalid: wrong };
  return buildInvalidRequests({
    ...oracle,
    operation,
    input,
    bodies: fullestBodies(inputs),
    credentials,
    testSecrets,
    limit: most,
  });
}

describe("makes invalid requests from", () => {
  test.each(Object.entries(KINDS))("%s", async (name, [, abouts]) => {
    const { requests } = await near(name, 60);
    const found = requests.map(({ about }) => about);
    const missing = abouts.filter((wanted) => !found.some((about) => new RegExp(`^${wanted}$`).test(about)));
    expect({ missing, found: missing.length > 0 && found }).toEqual({ missing: [], found: false });
  });

  test.each(["body of JSON", "body of a form", "body of lines", "query of JSON"])(
    "%s: counts the changes beyond the limit",
    async (name) => {
      const all = await near(name, 1_000);
      expect(all.untried).toBe(0);
      const some = await near(name, 5);
      expect(some.requests).toEqual(all.requests.slice(0, 5).map((one) => ({ ...one, request: expect.anything() })));
      expect(some.untried).toBeGreaterThanOrEqual(all.requests.length - 5);
    },
  );
});

/** The tags of a person are an array in an object, which most styles cannot encode. */
const TOLD: readonly string[] = [
  "nested-value #/paths/~1path-of-object~1{p}/post/parameters/0",
  "undefined-style #/paths/~1query-of-deep-object/post/parameters/0/style",
  "nested-value #/paths/~1header-of-object/post/parameters/0",
  "undefined-style #/paths/~1body-of-a-form-with-styles/post/requestBody/content/application~1x-www-form-urlencoded/encoding/who/style",
];

test("the generated server rejects all of them", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "specwright-kinds-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(description));
  const { value: report, diagnostics } = await runTests({ ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec, maxCases: 60 });
  expect(diagnostics.map(({ rule, location }) => `${rule} ${location?.pointer}`)).toEqual(TOLD);
  const findings = report?.operations.flatMap(({ id, findings: own }) =>
    own.map((one) => [id, one.about, one.message]),
  );
  expect(findings).toEqual([]);
  const asked = report?.operations.map(({ cases }) => cases.invalid).reduce((sum, count) => sum + count, 0);
  expect(asked).toBeGreaterThan(200);
  const untried = report?.operations.map(({ cases }) => cases.untried).filter((count) => count > 0) ?? [];
  const sum = untried.reduce((total, count) => total + count, 0);
  expect(sum).toBeGreaterThan(0);
  expect(report?.notes).toEqual([
    expect.stringContaining(`Of ${untried.length} operations, ${sum.toLocaleString("en")} changes to valid requests`),
  ]);
});
