/**
 * Every place × style × explode × allowReserved × allowEmptyValue × shape, from a generated client to a generated
 * server. As `arrival.ts` says, a value is decoded unchanged, or rejected before it is sent, or not sent. A cell that
 * cannot carry its values has a diagnostic.
 */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";
import { arrivalOf, comparable } from "./arrival.ts";
import { CELLS, type Cell, nameOf, parameterOf, STYLE_VALUES } from "./cells.ts";
import { loopOver, type Trip } from "./loop.ts";
import { SHAPES, type ShapeRow } from "./shapes.ts";

interface Row {
  readonly cell: Cell;
  readonly shape: ShapeRow;
  readonly id: string;
}

const OK = { description: "none" };

const ROWS: readonly Row[] = CELLS.flatMap((cell, place) =>
  SHAPES.map((shape, index) => ({ cell, shape, id: `c${place}s${index}` })),
);

/** Descriptions with one operation per line, so that the line of a diagnostic identifies the cell. */
const lines = ROWS.map(({ cell, shape, id }) => {
  const operation = { operationId: id, parameters: [parameterOf(cell, "color", shape.schema)], responses: { 204: OK } };
  return `${JSON.stringify(cell.in === "path" ? `/${id}/{color}` : `/${id}`)}: ${JSON.stringify({ get: operation })}`;
});
const FIRST_LINE = 2;
const description = `{"openapi":"3.2.0","info":{"title":"Matrix","version":"1"},"paths":{\n${lines.join(",\n")}\n}}`;
const { value: running, diagnostics } = await withFiles({ "openapi.json": description }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.json") }),
);
if (running === undefined) throw new Error("every cell is legal");
const { call } = loopOver(running.program);

const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

async function trip({ cell, id }: Row, value: unknown): Promise<Trip> {
  const given = cell.in === "querystring" ? { querystring: value } : { [GROUPS[cell.in]]: { color: value } };
  const found = await call(id, given);
  if (!("arrives" in found)) return found;
  const arrives = cell.in === "querystring" ? found.arrives.querystring : found.arrives[GROUPS[cell.in]]["color"];
  return { arrives, sent: found.sent };
}

test("covers the matrix of the specification", () => {
  const styled = CELLS.filter(({ style }) => style !== undefined);
  const combinations = new Set(styled.map(({ in: place, style }) => `${place} ${style}`));
  expect(combinations).toEqual(
    new Set(STYLE_VALUES.flatMap(({ style, in: places }) => places.map((place) => `${place} ${style}`))),
  );
  expect(styled).toHaveLength(3 * 2 * 2 + 2 + 4 * 2 * 2 * 2 + 2 * 2 + 2);
});

/** Returns the diagnostics of a cell, by rule. */
function complaintsOf({ cell, shape }: Row): readonly string[] {
  const { style, explode = false, mediaType } = cell;
  const { kind, isNested = false, isAmbiguous = false } = shape;
  const found: string[] = [];
  if (mediaType === "application/x-www-form-urlencoded") return kind === "object" ? [] : ["form-schema"];
  if (mediaType === "text/plain" && kind !== "primitive") found.push("nested-value");
  if (mediaType !== "application/json" && isAmbiguous) found.push("ambiguous-text");
  if (style === undefined) return found;
  if (isNested && style !== "deepObject") found.push("nested-value");
  const valid = STYLE_VALUES.find((row) => row.style === style)?.types ?? [];
  const isDelimited = style === "spaceDelimited" || style === "pipeDelimited";
  if (!valid.includes(kind) || (isDelimited && explode) || (isNested && style === "deepObject")) {
    found.push("undefined-style");
  }
  if (cell.in === "path" && kind !== "primitive") found.push("empty-value");
  return found.toSorted();
}

test("reports cells that cannot carry a value, or that the specification leaves undefined", () => {
  const told = new Map<string, string[]>();
  for (const { rule, location } of diagnostics) {
    const row = ROWS[(location?.line ?? 0) - FIRST_LINE];
    if (row === undefined) throw new Error(`a diagnostic at line ${location?.line}`);
    told.set(row.id, [...(told.get(row.id) ?? []), rule].toSorted());
  }
  const want = ROWS.map((row) => `${nameOf(row.cell)} × ${row.shape.name}: ${complaintsOf(row).join(", ")}`);
  expect(ROWS.map((row) => `${nameOf(row.cell)} × ${row.shape.name}: ${(told.get(row.id) ?? []).join(", ")}`)).toEqual(
    want,
  );
});

/** OpenAPI 3.2 §4.12.6, "Style Examples": of `color`, as a string, an array, an object; absent where it is "n/a". */
const STYLE_EXAMPLES: readonly [style: string, explode: boolean, ...texts: (string | undefined)[]][] = [
  ["matrix", false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
  ["matrix", true, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
  ["label", false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
  ["label", true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
  ["simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"],
  ["simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"],
  ["form", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  ["form", true, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
  ["spaceDelimited", false, undefined, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
  ["spaceDelimited", true],
  ["pipeDelimited", false, undefined, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
  ["pipeDelimited", true],
  ["deepObject", false, undefined, undefined, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ["deepObject", true, undefined, undefined, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ["cookie", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  ["cookie", true, "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
];

const EXAMPLES: Readonly<Record<string, unknown>> = {
  string: "blue",
  "array of string": ["blue", "black", "brown"],
  "object of integer": { R: 100, G: 200, B: 150 },
};

/** Returns the encoded value without its name. */
function textIn({ in: place, style, explode }: Cell, { url, headers }: Request): string {
  if (place === "header") return headers.get("color") ?? "";
  const { pathname, search } = new URL(url);
  if (place === "cookie") {
    // `&` is never valid in a cookie, by §4.12.5 of the specification
    const text = headers.get("cookie") ?? "";
    return style === "form" && explode ? text.replaceAll("; ", "&") : text;
  }
  return place === "path" ? (pathname.split("/").at(-1) ?? "") : search.slice(1);
}

test("encodes the examples of the specification", async () => {
  const found: unknown[][] = [];
  for (const { cell, shape, id } of ROWS) {
    const index = Object.keys(EXAMPLES).indexOf(shape.name);
    const [, , ...texts] =
      STYLE_EXAMPLES.find(([style, explode]) => style === cell.style && explode === cell.explode) ?? [];
    if (texts[index] === undefined) continue;
    const outcome = await trip({ cell, shape, id }, EXAMPLES[shape.name]);
    found.push([nameOf(cell), texts[index], "sent" in outcome ? textIn(cell, outcome.sent) : outcome]);
  }
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(([, want, got]) => got !== want)).toEqual([]);
});

/** Number of runs. For more: `RUNS=1000`. */
const RUNS = Number(process.env["RUNS"] ?? 20);

describe("decodes or rejects every value of every cell", () => {
  test.each(CELLS.map((cell) => [nameOf(cell), cell] as const))("%s", async (_, cell) => {
    for (const row of ROWS) {
      if (row.cell !== cell || complaintsOf(row).includes("form-schema")) continue;
      await fc.assert(
        fc.asyncProperty(row.shape.values, async (value) => {
          const want = arrivalOf(cell, row.shape, value);
          expect([row.shape.name, comparable(await trip(row, value), want)]).toEqual([row.shape.name, want]);
        }),
        { numRuns: RUNS },
      );
    }
  });
});
