/**
 * Paths from a generated client to a generated server: segments with several expressions, overlapping templates, values
 * that contain the separators. A value is decoded unchanged, or rejected by the client.
 */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";
import { loopOver, ORIGIN, type Trip } from "./loop.ts";
import { TEXTS } from "./shapes.ts";

const LIST = { type: "array", items: { type: "string" } };

/** Path templates, each with its own first segment so that none overlap, and styles other than `simple`. */
const ALONE: readonly [template: string, styles?: Readonly<Record<string, object>>][] = [
  ["/{a}"],
  ["/report.{a}"],
  ["/{a}.json"],
  ["/{a}-{b}"],
  ["/{a}.{b}"],
  ["/{a}.tar.{b}"],
  ["/items:{a}"],
  ["/{a}:{b}"],
  ["/{a}/{b}"],
  ["/x{a}x{b}x"],
  ["/{a}--{b}--{c}"],
  ["/({a},{b})"],
  ["/{a}2{b}"],
  ["/{a}{b}"],
  ["/é{a}ü{b}"],
  ["/map{a}", { a: { style: "matrix", explode: true, schema: LIST } }],
  ["/map{a}.{b}", { a: { style: "label", schema: LIST } }],
  ["/{a}-{b}/x", { b: { style: "matrix" } }],
];

/** Overlapping templates: the most concrete one matches. */
const OVERLAPPING = ["/o/{a}.json", "/o/{a}", "/o/me", "/o/a/{b}", "/o/{a}/b", "/o/{a}/{b}", "/o/{a}-{b}"];

const PATHS = new Map<string, Readonly<Record<string, object>>>([
  ...ALONE.map(([template, styles = {}], index) => [`/p${index}${template}`, styles] as const),
  ...OVERLAPPING.map((template) => [template, {}] as const),
]);

function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w)\}/g)].map(([, name = ""]) => name);
}

const description = {
  openapi: "3.2.0",
  info: { title: "Paths", version: "1" },
  paths: Object.fromEntries(
    Array.from(PATHS, ([template, styles]) => {
      const parameters = namesIn(template).map((name) => {
        return { name, in: "path", required: true, schema: { type: "string" }, ...styles[name] };
      });
      return [template, { get: { operationId: template, parameters, responses: { 204: { description: "none" } } } }];
    }),
  ),
};
const { value: running } = await withFiles({ "openapi.json": JSON.stringify(description) }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.json") }),
);
if (running === undefined) throw new Error("every template is legal");
const { operations } = running.program;
const { call } = loopOver(running.program);

/** Returns the operation and values of the handler that the server selects for the path. */
async function trip(template: string, path: Readonly<Record<string, unknown>>): Promise<Trip> {
  const [id] = Array.from(operations.values()).flatMap((operation) =>
    operation.path === template ? operation.id : [],
  );
  const found = await call(id ?? "", { path });
  return "arrives" in found ? { arrives: found.arrives.path, sent: found.sent } : found;
}

const ENDS = /which ends it here/;
const DOTS = /must not be empty, "\."/;
const NEEDED = /must not be null or empty/;
const HALF = /lone surrogate/;

/** Returns true if `why` is a valid reason to reject these values. */
function isReason(
  why: string,
  template: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): boolean {
  const texts = Object.values(values).flat();
  if (NEEDED.test(why)) return texts.includes("");
  if (HALF.test(why)) return texts.some((text) => /\p{Surrogate}/u.test(text));
  const filled = template.replaceAll(/\{(\w)\}/g, (_, name: string) => [values[name]].flat().join());
  if (DOTS.test(why)) return /\/\.{0,2}(?:\/|$)/.test(filled);
  return ENDS.test(why) && /\}[^/]*\{/.test(template);
}

describe("decodes every value in its place, or rejects it before it is sent", () => {
  test.each(ALONE.map(([template], index) => [template, `/p${index}${template}`] as const))(
    "%s",
    async (_, template) => {
      const styles = PATHS.get(template) ?? {};
      const model = Object.fromEntries(
        namesIn(template).map((name) => {
          const isList = JSON.stringify(styles[name] ?? {}).includes("array");
          return [name, isList ? fc.array(TEXTS, { minLength: 1, maxLength: 3 }) : TEXTS];
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.record(model, { noNullPrototype: true }), async (values) => {
          const found = await trip(template, values);
          if ("refused" in found) fc.pre(!isReason(found.refused, template, values));
          expect("arrives" in found ? found.arrives : found).toEqual(values);
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** Exact paths: `%` in `want` is on the wire. */
const CASES: readonly [template: string, path: Readonly<Record<string, string>>, want: string | RegExp][] = [
  ["/{a}-{b}", { a: "x", b: "y-z" }, "/x-y-z"],
  ["/{a}-{b}", { a: "x-y", b: "z" }, "/x%2Dy-z"],
  ["/{a}-{b}", { a: "-", b: "-" }, "/%2D--"],
  ["/{a}.{b}", { a: "archive.tar", b: "gz" }, "/archive%2Etar.gz"],
  ["/{a}.{b}", { a: "..", b: ".." }, ENDS],
  ["/{a}.tar.{b}", { a: "x.tar.y", b: "gz" }, "/x%2Etar%2Ey.tar.gz"],
  ["/{a}:{b}", { a: "1:2", b: "3:4" }, "/1%3A2:3%3A4"],
  ["/{a}2{b}", { a: "13", b: "22" }, "/13222"],
  ["/{a}2{b}", { a: "12", b: "22" }, ENDS],
  ["/{a}2{b}", { a: "/", b: "1" }, ENDS],
  ["/{a}{b}", { a: "x", b: "yz" }, "/xyz"],
  ["/{a}{b}", { a: "xy", b: "z" }, ENDS],
  ["/{a}/{b}", { a: "x/y", b: "z" }, "/x%2Fy/z"],
  ["/{a}/{b}", { a: "..%2f", b: "a b" }, "/..%252f/a%20b"],
  ["/{a}/{b}", { a: "..", b: "z" }, DOTS],
  ["/{a}/{b}", { a: "z", b: "." }, DOTS],
  ["/{a}/{b}", { a: "", b: "z" }, NEEDED],
  ["/report.{a}", { a: ".." }, "/report..."],
  ["/{a}", { a: "é%+" }, "/%C3%A9%25%2B"],
  ["/{a}", { a: "\udc00" }, HALF],
  ["/items:{a}", { a: ":" }, "/items:%3A"],
];

describe("encodes exactly", () => {
  test.each(CASES)("%s of %o", async (template, path, want) => {
    const own = `/p${ALONE.findIndex(([one]) => one === template)}${template}`;
    const found = await trip(own, path);
    const text = "sent" in found ? found.sent.url.slice(ORIGIN.length).replace(/^\/p\d+/, "") : "";
    const refused = "refused" in found ? found.refused : "";
    expect([text, refused]).toEqual(typeof want === "string" ? [want, ""] : ["", want.exec(refused)?.input]);
    expect("arrives" in found ? found.arrives : path).toEqual(path);
  });
});

describe("selects the most concrete of overlapping templates", () => {
  test.each([
    ["/o/{a}", { a: "x" }, { a: "x" }],
    ["/o/{a}", { a: "x.json" }, { a: "x" }],
    ["/o/{a}", { a: "me" }, {}],
    ["/o/{a}", { a: "m%65" }, { a: "m%65" }],
    ["/o/{a}", { a: "x-y" }, { a: "x", b: "y" }],
    ["/o/{a}.json", { a: "x.json" }, { a: "x.json" }],
    ["/o/a/{b}", { b: "b" }, { b: "b" }],
    ["/o/{a}/b", { a: "a" }, { b: "b" }],
    ["/o/{a}/b", { a: "x" }, { a: "x" }],
    ["/o/{a}/{b}", { a: "x", b: "y" }, { a: "x", b: "y" }],
    ["/o/{a}/{b}", { a: "a/b", b: "c" }, { a: "a/b", b: "c" }],
  ])("%s of %o", async (template, path, want) => {
    expect(await trip(template, path)).toMatchObject({ arrives: want });
  });
});
