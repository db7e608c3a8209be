/**
 * `npm run bench:worst`: how long a generated server with its default limits takes over the worst single requests of up
 * to 1 MiB, in memory, worst first. Milliseconds of CPU, the least of four calls.
 *
 * The descriptions are nasty, and the values near to right: it takes the longest to find them wrong at their very end.
 * What is refused for the number of its values is cut to as many as are let through.
 *
 *   npm run bench:worst -- PART   only those whose name has it
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const MOST_BYTES = 1_048_576;
/** Nodes of JSON that a body may have. */
const MOST_NODES = 100_000;
const MOST_ITEMS = 10_000;
const BOUND = 200;

const root = fileURLToPath(new URL("../../", import.meta.url));
const many = (count, of) => Array.from({ length: count }, (_, index) => of(index));
const keys = (count, of, name = (index) => `k${index}`) =>
  Object.fromEntries(many(count, (index) => [name(index), of(index)]));
const string = { type: "string" };
const integer = { type: "integer" };

/** Objects that differ from each other in their last property only. */
const branches = many(60, (index) => ({
  type: "object",
  required: ["a", "b", `last${index}`],
  properties: { a: integer, b: string, [`last${index}`]: integer },
}));
/** Each is twice the one before: 2^12 ways. */
const doubling = keys(13, (index) =>
  index === 0
    ? { type: "object", required: ["x"], properties: { x: integer } }
    : { anyOf: ["a", "b"].map((name) => ({ properties: { [name]: integer }, allOf: [ref(`k${index - 1}`)] })) },
);
const TREE = {
  type: "object",
  required: ["kind"],
  properties: { kind: string, next: { oneOf: [ref("Leaf"), ref("Tree"), { ...ref("Tree"), required: ["other"] }] } },
};
const WAYS = {
  anyOf: many(5, (index) => ({
    type: "object",
    required: ["x", `other${index}`],
    properties: { x: integer, next: ref("Ways") },
  })).concat({ type: "object", properties: { x: integer, next: ref("Ways") } }),
};
const LEAF = { type: "object", required: ["leaf"], properties: { leaf: integer } };

function ref(name) {
  return { $ref: `#/components/schemas/${name}` };
}

function nested(depth, of, inner) {
  return depth === 0 ? inner : of(nested(depth - 1, of, inner));
}

/** A text of `count` characters, after which `tail` makes a pattern go back. */
const long = (count, tail = "!") => "a".repeat(count) + tail;

/** What each of the keywords below does alone, several do together: alternatives of alternatives, loops in loops. */
const COMBINATIONS = [
  [
    "unions of unions × items",
    { type: "array", items: { anyOf: many(12, () => ({ anyOf: many(12, (index) => branches[index]) })).concat(true) } },
    many(MOST_ITEMS, () => ({ a: 1, b: "x" })),
  ],
  [
    "components that double, of which none is right, × items",
    { type: "array", items: { anyOf: [ref("k12"), true] } },
    many(MOST_ITEMS, () => ({ x: "wrong", a: 1, b: 2 })),
  ],
  [
    "contains with maxContains × items × lists",
    { type: "array", items: { type: "array", contains: { oneOf: branches }, minContains: 0, maxContains: 9_000 } },
    many(10, () => many(5_000, () => ({}))),
  ],
  [
    "lists unique in lists",
    ref("Unique"),
    nested(
      60,
      (next) => [next, 1],
      many(60_000, (index) => index),
    ),
  ],
  [
    "lists unique in lists, alike at each level",
    ref("Unique"),
    nested(
      60,
      (next) => [next, [[1, 1], [2]]],
      many(9_000, (index) => [index]),
    ),
  ],
  [
    "propertyNames of 60 patterns × keys",
    {
      type: "object",
      propertyNames: { anyOf: many(60, (index) => ({ pattern: `^[a-z]+[0-9]*x${index}$` })).concat(true) },
    },
    keys(60_000, () => 1),
  ],
  [
    "patternProperties, each its own alternative, × keys",
    {
      type: "object",
      anyOf: many(60, (index) => ({ patternProperties: { [`^k[0-9]*${index}$`]: string }, required: ["none"] })).concat(
        true,
      ),
    },
    keys(60_000, () => 1),
  ],
  [
    "linear patternProperties × keys",
    {
      type: "object",
      patternProperties: keys(
        200,
        () => integer,
        (index) => `^[a-z]${index}x`,
      ),
      additionalProperties: integer,
    },
    keys(60_000, () => 1),
  ],
  [
    "500 patterns × items",
    { type: "array", items: { allOf: many(500, (index) => ({ pattern: `^[a-z]*[a-f]*x{0,${index}}a` })) } },
    many(MOST_ITEMS, () => long(90)),
  ],
  [
    "500 patterns × one text",
    { allOf: many(500, (index) => ({ pattern: `^[a-z]{${index}}[a-z]*!$` })) },
    long(MOST_BYTES - 10),
  ],
  [
    "30 patterns that go back × long texts",
    { type: "array", items: { allOf: many(30, (index) => ({ pattern: `^(a|aa)+!{1,${index + 1}}$` })) } },
    many(60, () => long(17_000)),
  ],
  [
    "50 native patterns × long texts",
    { type: "array", items: { allOf: many(50, (index) => ({ pattern: `^[a-z]{${index}}[a-z]*!$` })) } },
    many(20, () => long(50_000)),
  ],
  [
    "oneOf of 5,000 × items",
    {
      type: "array",
      items: { oneOf: many(5_000, (index) => ({ const: index })).concat({ type: "object", required: ["x"] }) },
    },
    many(MOST_ITEMS, () => ({ x: 1 })),
  ],
  [
    "not of not of 60 × items",
    { type: "array", items: { not: { not: { anyOf: many(20, () => ({ not: { anyOf: branches } })) } } } },
    many(MOST_ITEMS, () => ({ a: 1, b: "x" })),
  ],
  [
    "if of if × items",
    { type: "array", items: nested(5, (of) => ({ if: { oneOf: branches }, then: of, else: of }), true) },
    many(MOST_ITEMS, () => ({ a: 1, b: "x", last59: 1 })),
  ],
  [
    "unevaluatedProperties of patterns × keys",
    {
      type: "object",
      allOf: many(60, (index) => ({ patternProperties: { [`^k[0-9]*${index}$`]: integer } })),
      unevaluatedProperties: integer,
    },
    keys(60_000, () => 1),
  ],
  [
    "unevaluatedProperties of unevaluatedProperties × keys",
    nested(7, (of) => ({ anyOf: [{ ...of, required: ["none"] }, of], unevaluatedProperties: integer }), {
      additionalProperties: integer,
    }),
    keys(60_000, () => 1),
  ],
  [
    "enum of objects alike × items",
    { type: "array", items: { enum: many(500, (a) => ({ ...keys(9, () => 1), a })) } },
    many(5_000, () => ({ ...keys(9, () => 1), a: 499 })),
  ],
  [
    "enum of long texts × items",
    { type: "array", items: { enum: many(500, (index) => ["x".repeat(80) + index]) } },
    many(8_000, () => ["x".repeat(80) + 499]),
  ],
  ["a tree, each level in five ways", ref("Ways"), nested(60, (next) => ({ next, x: 1 }), { x: "wrong" })],
  [
    "a wide tree, each level in five ways",
    { type: "array", items: ref("Ways") },
    many(5_000, () => nested(3, (next) => ({ next, x: 1 }), { x: 2 })),
  ],
  ["a tree without end", ref("Any"), nested(15, (next) => ({ a: next, b: next }), {})],
  ...[
    ["email", `"${"a ".repeat((MOST_BYTES - 30) / 2)}"@b.c`],
    ["email", `${"a.".repeat((MOST_BYTES - 30) / 2)}a@b.c`],
    ["idn-email", `"${"ä".repeat((MOST_BYTES - 30) / 2)}"@b.c`],
    ["idn-hostname", "ä.".repeat((MOST_BYTES - 30) / 3)],
    ["uri", `a://${"@".repeat(MOST_BYTES - 30)}`],
    ["uri", `a://b/${"%41".repeat((MOST_BYTES - 30) / 3)}%`],
    ["iri-reference", `${"a".repeat(MOST_BYTES - 30)}:`],
    ["uri-template", "{a".repeat((MOST_BYTES - 30) / 2)],
    ["uri-template", `{${"a,".repeat((MOST_BYTES - 30) / 2)}a}`],
    ["date-time", `2020-01-01T00:00:00.${"1".repeat(MOST_BYTES - 40)}`],
    ["duration", `P${"1".repeat(MOST_BYTES - 40)}DT`],
    ["duration", `P1Y${"T1H".repeat((MOST_BYTES - 40) / 3)}`],
    ["json-pointer", `${"/~1".repeat((MOST_BYTES - 30) / 3)}~`],
    ["relative-json-pointer", "1".repeat(MOST_BYTES - 30)],
    ["regex", "(".repeat(MOST_BYTES - 30)],
    ["regex", `${"(a|".repeat(2_000)}${")".repeat(2_000)}`],
    ["regex", "[a-z]|".repeat((MOST_BYTES - 30) / 6)],
    ["ipv6", ":".repeat(MOST_BYTES - 30)],
    ["uuid", "a".repeat(MOST_BYTES - 30)],
    ["byte", "=".repeat(MOST_BYTES - 32)],
    ["base64url", "=".repeat(MOST_BYTES - 32)],
  ].map(([format, text]) => [`format ${format} of ${text.slice(0, 12)}…`, { type: "string", format }, text]),
];

/** [name, schema, value] of JSON bodies. */
const JSON_BODIES = [
  ["unique objects", { type: "array", uniqueItems: true, maxItems: 20_000 }, many(20_000, (a) => ({ a, b: "same" }))],
  ["unique objects of 9 keys", { type: "array", uniqueItems: true }, many(9_000, (a) => ({ ...keys(8, () => 1), a }))],
  ["unique lists in lists", { type: "array", uniqueItems: true }, many(2_000, (a) => [[[many(20, () => 1), a]]])],
  ["unique strings", { type: "array", uniqueItems: true, maxItems: 60_000 }, many(60_000, (a) => `${a}`)],
  ["pattern (a+)+$", { type: "string", pattern: "^(a+)+$" }, long(MOST_BYTES - 10)],
  ["pattern a*a*a*a*b", { type: "string", pattern: "^a*a*a*a*b$" }, long(MOST_BYTES - 10)],
  ["pattern .*a.*b, not anchored", { type: "string", pattern: ".*x.*y" }, long(MOST_BYTES - 10)],
  ["pattern (a|aa)+b, not anchored", { type: "string", pattern: "(a|aa)+b" }, long(MOST_BYTES - 10)],
  ["pattern \\s+$", { type: "string", pattern: "\\s+$" }, `${" ".repeat(MOST_BYTES - 10)}x`],
  ["pattern with (?=) and \\1", { type: "string", pattern: "^(?=(a+))\\1*(a*)*\\2b$" }, long(MOST_BYTES - 10)],
  ["pattern a{1,500}b", { type: "string", pattern: "a{1,500}b" }, long(MOST_BYTES - 10)],
  [
    "pattern (a+)+$ in many strings",
    { type: "array", items: { type: "string", pattern: "^(a+)+$" } },
    many(10_000, () => long(90)),
  ],
  [
    "pattern a*a*a*b in strings of 1,000",
    { type: "array", items: { type: "string", pattern: "a*a*a*b" } },
    many(1_000, () => long(1_000)),
  ],
  ...["email", "uri", "uri-template", "hostname", "date-time", "duration", "regex", "ipv6", "json-pointer"].map(
    (format) => [`format ${format}`, { type: "string", format }, `a@${"a.".repeat((MOST_BYTES - 20) / 2)}!`],
  ),
  [
    "patternProperties × keys",
    {
      type: "object",
      patternProperties: keys(
        60,
        () => integer,
        (index) => `^[a-z]+[0-9]*${index}$`,
      ),
    },
    keys(60_000, () => 1),
  ],
  [
    "patternProperties that go back × long keys",
    {
      type: "object",
      patternProperties: keys(
        10,
        () => integer,
        (index) => `^(a*)*${index}$`,
      ),
    },
    keys(
      1_000,
      () => 1,
      (index) => long(1_000, `${index}`),
    ),
  ],
  [
    "propertyNames × keys",
    {
      type: "object",
      propertyNames: { pattern: "^(k|[a-z])+[0-9]+$", minLength: 2, not: { enum: many(500, String) } },
    },
    keys(60_000, () => 1),
  ],
  [
    "additionalProperties × keys",
    { type: "object", properties: keys(500, () => integer), additionalProperties: { oneOf: branches } },
    keys(
      1_500,
      () => ({ a: 1, b: "x", last59: 1 }),
      (index) => `x${index}`,
    ),
  ],
  [
    "oneOf of 60 × items",
    { type: "array", items: { oneOf: branches } },
    many(MOST_ITEMS, () => ({ a: 1, b: "x", last59: 1 })),
  ],
  [
    "anyOf of 60 × items, none right",
    { type: "array", items: { anyOf: branches } },
    many(MOST_ITEMS, () => ({ a: 1, b: "x" })),
  ],
  [
    "oneOf in oneOf in oneOf",
    {
      type: "array",
      items: nested(3, (of) => ({ oneOf: many(6, (index) => ({ ...of, minProperties: index })) }), branches[0]),
    },
    many(MOST_ITEMS, () => ({ a: 1, b: "x", last0: "wrong" })),
  ],
  ["a tree with three ways at each level", ref("Tree"), nested(60, (next) => ({ kind: "x", next }), { kind: 1 })],
  ["components that double", { type: "array", items: ref("k12") }, many(MOST_ITEMS, () => ({ x: 1, a: 1, b: 2 }))],
  [
    "unevaluatedProperties × keys",
    {
      anyOf: many(60, (index) => ({
        properties: keys(
          20,
          () => integer,
          (key) => `k${index * 20 + key}`,
        ),
      })),
      unevaluatedProperties: false,
    },
    keys(60_000, () => 1),
  ],
  [
    "unevaluatedProperties in depth",
    nested(
      22,
      (of) => ({
        properties: { k0: of },
        allOf: branches.slice(0, 5).map((one) => ({ properties: one.properties })),
        unevaluatedProperties: false,
      }),
      integer,
    ),
    nested(60, (k0) => ({ a: 1, b: "x", k0 }), 1),
  ],
  [
    "unevaluatedItems × items",
    {
      anyOf: many(60, (index) => ({ contains: { const: index } })),
      unevaluatedItems: false,
      maxItems: 60_000,
      type: "array",
    },
    many(60_000, (index) => index),
  ],
  [
    "contains of 60 × items",
    { type: "array", contains: { oneOf: branches }, minContains: 9_999, maxItems: 20_000 },
    many(MOST_ITEMS, () => ({ a: 1, b: "x" })),
  ],
  [
    "dependentSchemas × 500",
    { type: "array", items: { dependentSchemas: keys(500, (index) => ({ required: [`r${index}`] })) } },
    many(100, () => keys(500, () => 1)),
  ],
  [
    "enum of 5,000 × items",
    { type: "array", items: { enum: many(5_000, (index) => `v${index}`) } },
    many(MOST_ITEMS, () => "w"),
  ],
  [
    "enum of objects × items",
    { type: "array", items: { enum: many(500, (a) => ({ a, b: [a] })) } },
    many(MOST_ITEMS, () => ({ a: 499, b: [0] })),
  ],
  [
    "const of 1,000 keys",
    { type: "array", items: { const: keys(90, () => 1) } },
    many(1_000, () => keys(90, (index) => (index < 89 ? 1 : 2))),
  ],
  ["depth of 64", ref("Deep"), nested(62, (next) => [next], [])],
  ["depth of 64, wide", { type: "array", items: ref("Deep") }, many(1_500, () => nested(60, (next) => [next], 1))],
  ["all nodes", {}, many(MOST_NODES - 10, () => 1)],
  ["all nodes, wrong", { type: "array", items: string, maxItems: MOST_NODES }, many(MOST_NODES - 10, () => 1)],
  ["one text of escapes", string, "\u0001".repeat(MOST_BYTES / 6 - 10)],
  ["one number", { type: "number", multipleOf: 0.01 }, 1e300],
  [
    "multipleOf × items",
    { type: "array", items: { type: "number", multipleOf: 1e-9 }, maxItems: MOST_NODES },
    many(60_000, () => 0.123456789),
  ],
  [
    "allOf of 500 × items",
    { type: "array", items: { allOf: many(500, (index) => ({ minLength: index % 3 })) } },
    many(MOST_ITEMS, () => "text"),
  ],
  ["not × items", { type: "array", items: { not: { anyOf: branches } } }, many(MOST_ITEMS, () => ({ a: 1, b: "x" }))],
  ["minLength of code points", { type: "string", maxLength: 10 }, "😀".repeat(MOST_BYTES / 4 - 10)],
  ...COMBINATIONS,
];

const FORM = { type: "object", properties: { list: { type: "array", items: integer, maxItems: MOST_NODES } } };
const DEEP_FORM = {
  type: "object",
  properties: { deep: { type: "object", additionalProperties: { type: "array", items: integer } } },
};
const parts = (count, of) =>
  `${many(count, (index) => `--b\r\nContent-Disposition: form-data; name="${of(index)[0]}"\r\n\r\n${of(index)[1]}\r\n`).join("")}--b--\r\n`;
const multipart = "multipart/form-data";
const form = "application/x-www-form-urlencoded";

/** [name, media type, media type object, body]. */
const OTHER_BODIES = [
  ["form of fields", form, { schema: FORM }, "list=1&".repeat(MOST_BYTES / 7 - 1)],
  ["form of undescribed fields", form, { schema: FORM }, many(90_000, (index) => `x${index}=1`).join("&")],
  [
    "form of deep objects",
    form,
    { schema: DEEP_FORM, encoding: { deep: { style: "deepObject", explode: true } } },
    many(60_000, (index) => `deep[x${index}]=1`)
      .join("&")
      .slice(0, MOST_BYTES),
  ],
  [
    "form of deep objects in depth",
    form,
    { schema: DEEP_FORM, encoding: { deep: { style: "deepObject", explode: true } } },
    `deep${"[a]".repeat(300_000)}=1`,
  ],
  ["form of percent-encoding", form, { schema: FORM }, `list=${"%41".repeat(MOST_BYTES / 3 - 10)}`],
  [
    "form of one list with commas",
    form,
    { schema: FORM, encoding: { list: { style: "form", explode: false } } },
    `list=${"1,".repeat(MOST_BYTES / 2 - 10)}1`,
  ],
  ["parts, many", multipart, { schema: FORM }, parts(15_000, () => ["list", "1"])],
  ["parts, 100", multipart, { schema: FORM }, parts(99, () => ["list", "1".repeat(10_000)])],
  [
    "a part of near-boundaries",
    multipart,
    { schema: { type: "object", properties: { f: string } } },
    parts(1, () => ["f", "\r\n--".repeat(250_000)]),
  ],
  [
    "a part with long headers",
    multipart,
    { schema: FORM },
    `--b\r\n${"X-A: b\r\n".repeat(100_000)}\r\n\r\n1\r\n--b--\r\n`,
  ],
  ["a boundary that never comes", multipart, { schema: FORM }, "\r\n".repeat(MOST_BYTES / 2 - 10)],
  [
    "lines of JSON",
    "application/jsonl",
    { itemSchema: { oneOf: branches } },
    `${JSON.stringify({ a: 1, b: "x", last59: 1 })}\n`.repeat(30_000),
  ],
  ["empty lines of JSON", "application/jsonl", { itemSchema: {} }, "\n".repeat(MOST_BYTES - 10)],
  ["text", "text/plain", { schema: { type: "string", pattern: "^(a+)+$" } }, long(MOST_BYTES - 10)],
];

/** [name, parameters, query]. */
const QUERIES = [
  ["query of 16 kB", [{ name: "q", in: "query", schema: { type: "string", pattern: "^(a+)+$" } }], `q=${long(16_000)}`],
  [
    "query of pairs",
    [{ name: "q", in: "query", schema: { type: "array", items: { oneOf: [integer, { const: true }] } } }],
    "q=1&".repeat(4_000),
  ],
  [
    "query of a list",
    [{ name: "q", in: "query", explode: false, schema: { type: "array", items: integer, uniqueItems: true } }],
    `q=${many(3_500, String).join(",")}`,
  ],
  [
    "query in depth",
    [{ name: "q", in: "query", style: "deepObject", schema: { type: "object" } }],
    `q${"[a]".repeat(5_000)}=1`,
  ],
  [
    "query of JSON",
    [{ name: "q", in: "query", content: { "application/json": { schema: ref("Deep") } } }],
    `q=${"[".repeat(8_000)}`,
  ],
];

const only = process.argv[2];
const requests = [
  ...JSON_BODIES.map(([name, schema, value]) => ({
    name,
    value,
    body: JSON.stringify(value),
    type: "application/json",
    operation: bodied("application/json", { schema }),
  })),
  ...OTHER_BODIES.map(([name, type, more, body]) => ({
    name,
    body,
    type: type === multipart ? `${type}; boundary=b` : type,
    operation: bodied(type, more),
  })),
  ...QUERIES.map(([name, parameters, query]) => ({ name, query, operation: { parameters } })),
].filter(({ name }) => only === undefined || name.includes(only));

function bodied(type, mediaType) {
  return { requestBody: { required: true, content: { [type]: mediaType } } };
}

async function main() {
  // below the project, so that its packages are found
  const folder = mkdtempSync(join(root, "node_modules/.cache-bench-"));
  try {
    const { createServer } = await importServer(folder);
    const handlers = Object.fromEntries(requests.map((_, index) => [`o${index}`, async () => ({ status: 204 })]));
    const server = createServer(handlers);
    const found = [];
    for (const [index, request] of requests.entries()) found.push(await timed(server, request, index));
    for (const { name, took, status, bytes } of found.toSorted((a, b) => b.took - a.took)) {
      const mark = took > BOUND ? "  over the bound" : "";
      console.log(`${took.toFixed(1).padStart(9)} ms  ${status}  ${`${bytes}`.padStart(8)} B  ${name}${mark}`);
    }
    if (found.some(({ took }) => took > BOUND)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(server, request, index) {
  const { name, value, body, type, query = "" } = request;
  let took = Infinity;
  let status = 0;
  for (let turn = 0; turn < 4; turn++) {
    const sent = new Request(`http://e.com/o${index}?${query}`, {
      method: "POST",
      ...(body !== undefined && { body, headers: { "content-type": type } }),
    });
    const before = process.cpuUsage();
    const response = await server.fetch(sent);
    const answer = await response.text();
    const { user, system } = process.cpuUsage(before);
    const most = Number(/has more than (\d+) values/.exec(answer)?.[1]);
    if (value !== undefined && most > 0) {
      return timed(server, { ...request, value: undefined, body: JSON.stringify(cutTo(value, most)) }, index);
    }
    took = Math.min(took, (user + system) / 1_000);
    status = response.status;
    if (took > 5 * BOUND) break;
  }
  return { name, took, status, bytes: (body ?? query).length };
}

/** The first of the items or properties of a value, all of the same size, of which there may be `most` values in all. */
function cutTo(value, most) {
  const entries = Object.entries(value);
  const size = JSON.stringify(value).match(/[,[{]/g).length / entries.length;
  const first = entries.slice(0, Math.floor((most - 2) / size));
  return Array.isArray(value) ? first.map(([, item]) => item) : Object.fromEntries(first);
}

async function importServer(folder) {
  const spec = join(folder, "spec.json");
  const responses = { 204: { description: "Done" } };
  const paths = Object.fromEntries(
    requests.map(({ operation }, index) => [
      `/o${index}`,
      { post: { operationId: `o${index}`, ...operation, responses } },
    ]),
  );
  const schemas = {
    ...doubling,
    Tree: TREE,
    Leaf: LEAF,
    Ways: WAYS,
    Any: { anyOf: [{ additionalProperties: ref("Any"), required: ["none"] }, { additionalProperties: ref("Any") }] },
    Unique: { type: ["array", "integer"], uniqueItems: true, items: ref("Unique") },
    Deep: { type: "array", items: ref("Deep") },
  };
  const document = { openapi: "3.2.0", info: { title: "Worst", version: "1" }, paths, components: { schemas } };
  writeFileSync(spec, JSON.stringify(document));
  const cli = [join(root, "dist/cli.js"), "generate", spec, "-o", join(folder, "api"), "--targets", "server"];
  const { status, stderr } = spawnSync(process.execPath, cli, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const outfile = join(folder, "server.mjs");
  const entryPoints = [join(folder, "api/server/index.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  return import(pathToFileURL(outfile).href);
}

await main();
