/** Encoding and decoding per place and style. `test/unit/wire/` covers all values and styles. */
import { describe, expect, test } from "vitest";
import type { ParameterSpec } from "../../../templates/runtime/operation.ts";
import { decode, encode } from "./parameter-round-trip.ts";

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
