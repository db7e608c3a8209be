/**
 * Every place × style × explode × allowReserved × shape, there and back: a table of what stands on the wire, and for
 * each of its rows a property over all values that the cell can carry.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParameterSpec, Shape } from "../../../templates/runtime/operation.ts";
import { decode, encode } from "./wire.ts";

const ITEMS = { items: "string" } as const;
const OBJECT = { properties: { R: "integer", G: "integer", B: "integer" } } as const;
const rgb = { R: 100, G: 200, B: 150 };
const list = ["blue", "black", "brown"];

/** OpenAPI 3.2 §4.12.3, the table of style examples, with the places that each style is for. */
const CELLS: readonly [cell: Omit<ParameterSpec, "name">, value: unknown, wire: string][] = [
  [{ in: "path", style: "simple" }, "blue", "blue"],
  [{ in: "path", style: "simple", shape: ITEMS }, list, "blue,black,brown"],
  [{ in: "path", style: "simple", explode: true, shape: ITEMS }, list, "blue,black,brown"],
  [{ in: "path", style: "simple", shape: OBJECT }, rgb, "R,100,G,200,B,150"],
  [{ in: "path", style: "simple", explode: true, shape: OBJECT }, rgb, "R=100,G=200,B=150"],
  [{ in: "path", style: "label" }, "blue", ".blue"],
  [{ in: "path", style: "label", shape: ITEMS }, list, ".blue,black,brown"],
  [{ in: "path", style: "label", explode: true, shape: ITEMS }, list, ".blue.black.brown"],
  [{ in: "path", style: "label", shape: OBJECT }, rgb, ".R,100,G,200,B,150"],
  [{ in: "path", style: "label", explode: true, shape: OBJECT }, rgb, ".R=100.G=200.B=150"],
  [{ in: "path", style: "matrix" }, "blue", ";color=blue"],
  [{ in: "path", style: "matrix", shape: ITEMS }, list, ";color=blue,black,brown"],
  [{ in: "path", style: "matrix", explode: true, shape: ITEMS }, list, ";color=blue;color=black;color=brown"],
  [{ in: "path", style: "matrix", shape: OBJECT }, rgb, ";color=R,100,G,200,B,150"],
  [{ in: "path", style: "matrix", explode: true, shape: OBJECT }, rgb, ";R=100;G=200;B=150"],
  [{ in: "path", allowReserved: true }, "a:b@c!$&'()*+,=", "a:b@c!$&'()*+,="],
  [{ in: "path", allowReserved: true }, "a/b?c#d[e];f", "a%2Fb%3Fc%23d%5Be%5D%3Bf"],
  [{ in: "path", content: "json", shape: "any" }, { a: ["/"] }, "%7B%22a%22%3A%5B%22%2F%22%5D%7D"],

  [{ in: "query", style: "form" }, "blue", "color=blue"],
  [{ in: "query", style: "form" }, "", "color="],
  [{ in: "query", style: "form", shape: ITEMS }, list, "color=blue&color=black&color=brown"],
  [{ in: "query", style: "form", explode: false, shape: ITEMS }, list, "color=blue,black,brown"],
  [{ in: "query", style: "form", shape: OBJECT }, rgb, "R=100&G=200&B=150"],
  [{ in: "query", style: "form", explode: false, shape: OBJECT }, rgb, "color=R,100,G,200,B,150"],
  [{ in: "query", style: "spaceDelimited", shape: ITEMS }, list, "color=blue%20black%20brown"],
  [{ in: "query", style: "spaceDelimited", explode: true, shape: ITEMS }, list, "color=blue&color=black&color=brown"],
  [{ in: "query", style: "spaceDelimited", shape: OBJECT }, rgb, "color=R%20100%20G%20200%20B%20150"],
  [{ in: "query", style: "pipeDelimited", shape: ITEMS }, list, "color=blue%7Cblack%7Cbrown"],
  [{ in: "query", style: "pipeDelimited", explode: true, shape: ITEMS }, list, "color=blue&color=black&color=brown"],
  [{ in: "query", style: "pipeDelimited", shape: OBJECT }, rgb, "color=R%7C100%7CG%7C200%7CB%7C150"],
  [{ in: "query", style: "deepObject", shape: OBJECT }, rgb, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  [
    { in: "query", style: "deepObject", allowReserved: true, shape: { properties: {} } },
    { a: "b/c" },
    "color%5Ba%5D=b/c",
  ],
  [{ in: "query", allowReserved: true }, ":/?@!$'()*,;=", "color=:/?@!$'()*,;="],
  [{ in: "query", allowReserved: true }, "a&b#c[d]+e %", "color=a%26b%23c%5Bd%5D%2Be%20%25"],
  [{ in: "query", allowReserved: true, explode: false, shape: ITEMS }, ["a,b", "c/d"], "color=a%2Cb,c/d"],
  [{ in: "query", content: "json", shape: "any" }, { a: 1 }, "color=%7B%22a%22%3A1%7D"],
  [{ in: "query", content: "text" }, "a b", "color=a%20b"],
  [{ in: "querystring", content: "json", shape: "any" }, { a: 1 }, "%7B%22a%22%3A1%7D"],
  [{ in: "querystring", content: "form", shape: OBJECT }, rgb, "R=100&G=200&B=150"],
  [{ in: "querystring", content: "text" }, "$.a[0]", "%24.a%5B0%5D"],

  [{ in: "header", style: "simple" }, "blue, black", "blue, black"],
  [{ in: "header", style: "simple", shape: ITEMS }, list, "blue,black,brown"],
  [{ in: "header", style: "simple", explode: true, shape: ITEMS }, list, "blue,black,brown"],
  [{ in: "header", style: "simple", shape: OBJECT }, rgb, "R,100,G,200,B,150"],
  [{ in: "header", style: "simple", explode: true, shape: OBJECT }, rgb, "R=100,G=200,B=150"],
  [{ in: "header", content: "json", shape: "any" }, { a: "é€" }, '{"a":"\\u00e9\\u20ac"}'],

  [{ in: "cookie", style: "form" }, "blue; black", "color=blue%3B%20black"],
  [{ in: "cookie", style: "form", shape: ITEMS }, list, "color=blue; color=black; color=brown"],
  [{ in: "cookie", style: "form", explode: false, shape: ITEMS }, list, "color=blue,black,brown"],
  [{ in: "cookie", style: "form", shape: OBJECT }, rgb, "R=100; G=200; B=150"],
  [{ in: "cookie", style: "form", explode: false, shape: OBJECT }, rgb, "color=R,100,G,200,B,150"],
  [{ in: "cookie", style: "form", allowReserved: true }, "a;b/c", "color=a%3Bb/c"],
  [{ in: "cookie", style: "cookie" }, "blue%20=black", "color=blue%20=black"],
  [{ in: "cookie", style: "cookie", shape: ITEMS }, list, "color=blue; color=black; color=brown"],
  [{ in: "cookie", style: "cookie", explode: false, shape: ITEMS }, list, "color=blue,black,brown"],
  [{ in: "cookie", style: "cookie", shape: OBJECT }, rgb, "R=100; G=200; B=150"],
  [{ in: "cookie", style: "cookie", explode: false, shape: OBJECT }, rgb, "color=R,100,G,200,B,150"],
  [{ in: "cookie", content: "json", shape: "any" }, { a: 1 }, "color=%7B%22a%22%3A1%7D"],
];

describe("the table of styles", () => {
  test.each(CELLS.map(([cell, value, wire]) => [nameOf(cell), { ...cell, name: "color" }, value, wire] as const))(
    "%s",
    (_, spec, value, wire) => {
      expect(encode(spec, value)).toBe(wire);
      expect(decode(spec, wire)).toEqual({ value, errors: [] });
    },
  );
});

type Cell = Omit<ParameterSpec, "name">;

function nameOf({ in: place, style, content, explode, allowReserved, shape = "string" }: Cell): string {
  const kind = JSON.stringify(shape).replaceAll('"', "");
  return [
    place,
    style ?? content,
    explode === undefined ? [] : `explode ${explode}`,
    allowReserved ? "allowReserved" : [],
    kind,
  ]
    .flat()
    .join(" · ");
}

/** Cells without their shape: each is tried with every shape that its style has a form for. */
const PLACES: readonly Cell[] = [
  ...(["simple", "label", "matrix"] as const).flatMap((style) =>
    both((explode) => both((allowReserved) => [{ in: "path", style, explode, allowReserved }])),
  ),
  ...both((explode) => both((allowReserved) => [{ in: "query", style: "form", explode, allowReserved }])),
  ...(["spaceDelimited", "pipeDelimited"] as const).flatMap((style) =>
    both((explode) => both((allowReserved) => [{ in: "query", style, explode, allowReserved }])),
  ),
  ...both((allowReserved) => [{ in: "query", style: "deepObject", allowReserved }]),
  ...both((explode) => [{ in: "header", style: "simple", explode }]),
  ...both((explode) => both((allowReserved) => [{ in: "cookie", style: "form", explode, allowReserved }])),
  ...both((explode) => [{ in: "cookie", style: "cookie", explode }]),
];

function both(cells: (flag: boolean) => readonly Cell[]): readonly Cell[] {
  return [false, true].flatMap(cells);
}

const integers = fc.maxSafeInteger();
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Shapes with all their values, as far as the text of a string goes in a cell. */
const SHAPES: readonly [shape: Shape, values: (texts: fc.Arbitrary<string>) => fc.Arbitrary<unknown>][] = [
  ["string", (texts) => texts],
  ["integer", () => integers],
  ["number", () => numbers],
  ["boolean", () => fc.boolean()],
  [{ anyOf: ["null", "boolean", "integer"] }, () => fc.oneof(fc.boolean(), integers)],
  [{ items: "string" }, (texts) => fc.array(texts, { minLength: 1 })],
  [{ items: "number" }, () => fc.array(numbers, { minLength: 1 })],
  [{ items: { anyOf: ["null", "boolean"] } }, () => fc.array(fc.constantFrom(null, true, false), { minLength: 1 })],
  [
    { properties: { R: "integer", G: "string", B: "boolean" } },
    (texts) => someOf({ R: integers, G: texts, B: fc.boolean() }),
  ],
  [{ properties: {}, rest: "string" }, (texts) => fc.dictionary(KEYS, texts, { minKeys: 1 })],
];

/** `__proto__` and names with separators in them are names. */
const KEYS = fc.oneof(fc.constantFrom("__proto__", "constructor", "a b", "a&b", "ä"), fc.string({ minLength: 1 }));

function someOf(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(model, { requiredKeys: ["R"] });
}

/** What the heads of `styles.ts`, `escapes.ts`, `deep-object.ts` and `path.ts` say cannot travel. */
function canCarry({ in: place, style, explode, allowReserved }: Cell, value: unknown): boolean {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const keys = isObject ? Object.keys(value) : [];
  const leaves = (isObject ? Object.values(value) : [value].flat()).filter((leaf) => typeof leaf === "string");
  const texts = [...keys, ...leaves];
  const isSingle = typeof value !== "object" || value === null;
  if (allowReserved && texts.some((text) => /%[0-9a-f]{2}/i.test(text))) return false;
  if (place === "path" && !isObject) {
    const segment = (style === "label" ? "." : "") + [value].flat().join(style === "label" && explode ? "." : ",");
    if (value === "" || (style !== "matrix" && /^\.{0,2}$/.test(segment))) return false;
  }
  if (place === "header" || style === "cookie") {
    if (!texts.every((text) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text.trim() === text)) return false;
    if (style === "cookie" && texts.some((text) => text.includes(";"))) return false;
    const separator = explode && style === "cookie" ? ";" : ",";
    if (!isSingle && texts.some((text) => text.includes(separator))) return false;
    return !(explode && keys.some((key) => key.includes("=")));
  }
  if (style === "deepObject") return keys.every((key) => !/[[\]]/.test(key));
  if (style === "spaceDelimited" && !explode && !isSingle) return !texts.some((text) => text.includes(" "));
  if (style === "pipeDelimited" && !explode && !isSingle) return !texts.some((text) => text.includes("|"));
  return true;
}

describe("every value that a cell can carry comes back", () => {
  test.each(
    PLACES.flatMap((cell) => SHAPES.map(([shape, values]) => ({ ...cell, shape, values, name: "color" })))
      .filter(({ style, shape }) => style !== "deepObject" || (typeof shape === "object" && !("anyOf" in shape)))
      .map((spec) => [nameOf(spec), spec] as const),
  )("%s", (_, { values, ...spec }) => {
    const texts = fc.string({ unit: spec.in === "header" || spec.style === "cookie" ? "binary-ascii" : "binary" });
    fc.assert(
      fc.property(values(texts), (value) => {
        fc.pre(canCarry(spec, value));
        expect(decode(spec, encode(spec, value))).toEqual({ value, errors: [] });
      }),
    );
  });
});
