/**
 * Conversions of `Date` and `bigint`: exact JSON, conversions by schema, and generated client with generated server.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Program } from "../../../generator/5-program/program.ts";
import { printFiles } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import { validating } from "../../../templates/runtime/client/validating.ts";
import { conversionCodec, exactJson } from "../../../templates/runtime/conversion/conversions.ts";
import type { Conversion } from "../../../templates/runtime/operation.ts";
import { programOfFiles } from "../../support/program.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { toWire, fromWire, approximate } = conversionCodec;
const BIG = 9_007_199_254_740_993n; // 2^53 + 1, which no double is

describe("JSON without loss", () => {
  test.each<[string, string, unknown]>([
    ["small integers are numbers", "[1,-2,9007199254740991]", [1, -2, 9_007_199_254_740_991]],
    ["large ones are bigints", '{"a":9007199254740993}', { a: BIG }],
    ["as a whole text", "-9223372036854775808", -9_223_372_036_854_775_808n],
    ["fractions and exponents are numbers", "[0.5,-1e-7,1e300]", [0.5, -1e-7, 1e300]],
    [
      "digits in a text stay",
      '["9007199254740993","\\"9007199254740993,"]',
      ["9007199254740993", '"9007199254740993,'],
    ],
    ["an escaped quote ends no text", '["\\\\",9007199254740993]', ["\\", BIG]],
    ["a name of digits stays", '{"9007199254740993":1}', { "9007199254740993": 1 }],
  ])("%s", (_, text, value) => {
    expect(exactJson.parse(text)).toEqual(value);
    expect(exactJson.parse(exactJson.stringify(value))).toEqual(value);
  });

  test.each(["{9007199254740993:1}", "00009007199254740993", "[9007199254740993 1]", "9007199254740993n"])(
    "refuses %s as JSON.parse does",
    (text) => expect(() => exactJson.parse(text)).toThrow(SyntaxError),
  );

  test("keeps `__proto__` as data and ignores a global toJSON of bigints", () => {
    const value = exactJson.parse('{"__proto__":{"a":9007199254740993}}') as object;
    expect(Object.entries(value)).toEqual([["__proto__", { a: BIG }]]);
    onTestFinished(() => void Reflect.deleteProperty(BigInt.prototype, "toJSON"));
    Object.assign(BigInt.prototype, { toJSON: () => "wrong" });
    expect(exactJson.stringify([BIG])).toBe("[9007199254740993]");
  });

  test("reads what it writes, and what JSON.parse reads", () => {
    const leaf = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).filter((n) => !Number.isSafeInteger(Number(n))),
      fc.string(),
      fc.constantFrom("9007199254740993", '"9007199254740993"'),
      fc.integer(),
    );
    const values = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("value")), fc.dictionary(fc.string(), tie("value"))),
    })).value;
    fc.assert(fc.property(values, (value) => void expect(exactJson.parse(exactJson.stringify(value))).toEqual(value)));
    fc.assert(
      fc.property(fc.json(), (text) => void expect(approximate(exactJson.parse(text))).toEqual(JSON.parse(text))),
    );
  });
});

const NOON = new Date("2024-02-29T12:00:00.000Z");
const node: Conversion = { properties: { at: "Date", next: () => node } };
const tagged: Conversion = {
  anyOf: [
    { types: ["object"], values: { kind: ["a"] }, as: { properties: { v: "Date" } } },
    { types: ["object"], values: { kind: ["b"] } },
  ],
};
const textOrDate: Conversion = { anyOf: [{ types: ["string"], as: "Date" }, { types: ["string"] }] };
const TEXT = "2024-02-29T12:00:00.000Z";

describe("conversions", () => {
  test.each<[string, Conversion | undefined, unknown, unknown]>([
    ["a date", "Date", TEXT, NOON],
    ["an offset", "Date", "2024-02-29t13:00:00+01:00", NOON],
    ["a leap second is the first moment after it", "Date", "2016-12-31T23:59:60Z", new Date("2017-01-01T00:00:00Z")],
    ["a small integer", "bigint", 5, 5n],
    ["a large one", "bigint", BIG, BIG],
    ["null", "Date", null, null],
    ["a list", { items: "bigint" }, [1, BIG], [1n, BIG]],
    ["a tuple", { prefix: [false, "bigint"], items: "Date" }, [1, 2, TEXT], [1, 2n, NOON]],
    [
      "a map",
      { properties: { a: "bigint" }, others: ["c"], rest: "Date" },
      { a: 1, b: TEXT, c: TEXT },
      { a: 1n, b: NOON, c: TEXT },
    ],
    ["what is part of itself", node, { at: TEXT, next: { at: TEXT } }, { at: NOON, next: { at: NOON } }],
    [
      "all of several",
      { allOf: [{ properties: { a: "Date" } }, { properties: { b: "bigint" } }] },
      { a: TEXT, b: BIG },
      { a: NOON, b: BIG },
    ],
    ["the alternative that is told", tagged, { kind: "a", v: TEXT }, { kind: "a", v: NOON }],
    ["the other one", tagged, { kind: "b", v: TEXT }, { kind: "b", v: TEXT }],
    ["a text that may be a date, and is", textOrDate, TEXT, NOON],
    ["one that is none", textOrDate, "2024-02-30T12:00:00Z", "2024-02-30T12:00:00Z"],
    [
      "integers of which nothing is said are rounded as ever",
      { items: { properties: { a: "Date" } } },
      [{ b: BIG }],
      [{ b: Number(BIG) }],
    ],
    ["nothing said at all", undefined, [BIG], [Number(BIG)]],
  ])("%s", (_, conversion, wire, value) => {
    expect(fromWire(conversion, wire)).toEqual(value);
    expect(fromWire(conversion, toWire(value))).toEqual(value);
  });

  test.each<[string, Conversion, unknown, string]>([
    ["no date", { properties: { a: { items: "Date" } } }, { a: ["x"] }, "/a/0 is not a valid date-time (RFC 3339)"],
    ["no integer", "bigint", 1.5, "is not an integer of 64 bits"],
    ["an integer beyond 64 bits", "bigint", 2n ** 63n, "is not an integer of 64 bits"],
  ])("rejects %s", (_, conversion, wire, message) => expect(() => fromWire(conversion, wire)).toThrow(message));

  test.each<[string, unknown]>([
    ["an invalid date", new Date(Number.NaN)],
    ["a year of five digits", new Date("+010000-01-01T00:00:00Z")],
    ["an integer beyond 64 bits", [2n ** 63n]],
  ])("does not send %s", (_, value) => expect(() => toWire(value)).toThrow(/date that is invalid|beyond 64 bits/));

  test("returns bytes and values without conversions unchanged", () => {
    const value = { a: [1, "x"], file: new Blob(["x"]) };
    expect(toWire(value)).toBe(value);
    expect(approximate(value)).toBe(value);
  });

  test("converts dates and integers in both directions", () => {
    const both: Conversion = { properties: { at: "Date", id: "bigint" } };
    const at = fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    const id = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(
        fc.record({ at, id }),
        (value) => void expect(fromWire(both, exactJson.parse(exactJson.stringify(toWire(value))))).toEqual(value),
      ),
    );
  });
});

const formats = { "date-time": "Date", int64: "bigint" } as const;

async function print(): Promise<ReadonlyMap<string, string>> {
  const spec = join(root, "test/golden/formats/spec.yaml");
  const { value } = await printFiles({ ...DEFAULT_GENERATE, spec, conversions: formats, adapters: ["node"] });
  return value?.files ?? new Map();
}

describe("a generated client against a generated server", () => {
  let program: Program;
  beforeAll(async () => {
    program = await programOfFiles(await print());
  });

  const order = {
    id: BIG,
    created: NOON,
    note: "later",
    marks: { paid: NOON },
    items: [],
    pair: ["x", -BIG],
    level: 1,
  };
  const nested = {
    ...order,
    event: { kind: "shipped", value: NOON },
    items: [{ ...order, event: { kind: "renamed", value: TEXT } }],
  };
  const input = {
    path: { id: 2n ** 63n - 1n },
    query: { since: NOON, seen: [1n, BIG], page: 3, filter: { from: null, to: NOON } },
    body: nested,
  };

  /** Returns the handler's input, the messages on the wire and the caller's result. */
  async function exchange(response: object, sent: object = input, id = "putOrder") {
    const got: Record<string, unknown>[] = [];
    const wire: string[] = [];
    const handler = (request: Record<string, unknown>) => {
      got.push(request);
      return response;
    };
    const { stubs } = program.module("server/stubs") as { readonly stubs: object };
    const server = program.createServer({ ...stubs, [id]: handler }, {});
    const send = program.createSender({
      baseUrl: "http://test",
      validation: validating(program.validation),
      fetch: async (request: Request) => {
        wire.push(decodeURIComponent(request.url), await request.clone().text());
        const sentBack = await server.fetch(request);
        wire.push(await sentBack.clone().text());
        return sentBack;
      },
    });
    const operation = program.operations.get(id);
    if (operation === undefined) throw new Error(`no operation ${id}`);
    return { result: (await send(operation, sent)) as Record<string, unknown>, got: got[0] ?? {}, wire };
  }

  test("converts parameters, bodies and headers, validated on both sides", async () => {
    const headers = { "X-Expires": NOON, "X-Sequence": BIG };
    const { result, got, wire } = await exchange({ status: 200, body: nested, headers });
    expect(result).toMatchObject({ ok: true, status: 200, data: nested, headers });
    expect(got).toMatchObject(input);
    expect(wire[0]).toContain(
      "/orders/9223372036854775807?since=2024-02-29T12:00:00.000Z&seen=1&seen=9007199254740993&page=3",
    );
    expect(wire[1]).toContain('{"id":9007199254740993,"created":"2024-02-29T12:00:00.000Z","note":"later"');
    expect(wire[1]).toContain('"pair":["x",-9007199254740993],"level":1');
    expect(wire[2]).toBe(wire[1]);
  });

  test("converts failures", async () => {
    const body = { newest: NOON, ids: [BIG, 1n] };
    const { result } = await exchange({ status: 409, body });
    expect(result).toMatchObject({ ok: false, status: 409, error: body });
  });

  test("converts the items of a sequence", async () => {
    const items = [{ from: null, to: NOON }, { from: NOON }];
    const { result } = await exchange({ status: 200, body: items }, { path: { id: 1n } }, "watchOrder");
    expect(result).toMatchObject({ ok: true, status: 200 });
    const received: unknown[] = [];
    for await (const item of result["data"] as AsyncIterable<unknown>) received.push(item);
    expect(received).toEqual(items);
  });

  test("reports values that cannot be converted", async () => {
    const late = { ...input, body: { ...nested, created: new Date(Number.NaN) } };
    await expect(exchange({ status: 200, body: nested }, late)).rejects.toThrow("has a date that is invalid");
    const server = program.createServer({ ...(program.module("server/stubs")["stubs"] as object) }, {});
    const response = await server.fetch(new Request("http://test/orders/9223372036854775808", { method: "DELETE" }));
    expect(response.status).toBe(400);
  });
});

test("types values of callers and handlers as Date and bigint", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(root, "node_modules/.formats-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of await print()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(
    join(folder, "use.ts"),
    `import { createApi } from "./index.js";
import { createServer, stubs } from "./server/index.js";
import type { Order } from "./types.js";
const order: Order = { id: 1n, created: new Date(), items: [], level: 1, pair: ["", 2n], note: new Date() };
const api = createApi({ baseUrl: "" });
const result = await api.putOrder({ path: { id: 1n }, query: { since: new Date(), seen: [1n] }, body: order });
if (result.status === 200) result.data.created.getTime() + Number(result.data.id + result.data.items[0]!.id);
if (result.status === 409) result.error.newest.getTime();
// @ts-expect-error a text is no date
await api.putOrder({ path: { id: 1n }, body: { ...order, created: "2024-01-01T00:00:00Z" } });
// @ts-expect-error a number is no bigint
await api.putOrder({ path: { id: 1 }, body: order });
createServer({
  ...stubs,
  putOrder: ({ path, body }) => ({ status: 200, body: { ...body, id: path.id }, headers: { "X-Expires": body.created } }),
  // @ts-expect-error a text is no date
  watchOrder: () => ({ status: 200, body: [{ from: "2024-01-01T00:00:00Z" }] }),
});
`,
  );
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUnusedLocals", "--skipLibCheck"];
  const target = ["--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom,dom.iterable,dom.asynciterable"];
  const tsc = join(root, "node_modules/typescript-7/bin/tsc");
  const args = [tsc, ...options, ...target, "--ignoreConfig", "--types", "node", join(folder, "use.ts")];
  const complaints = ((): string => {
    try {
      return execFileSync(process.execPath, args, { encoding: "utf8", cwd: folder });
    } catch (error) {
      return (error as { readonly stdout: string }).stdout;
    }
  })();
  expect(complaints).toBe("");
});
