import { expect, it } from "vitest";
import { code, literal } from "../../../generator/3-views/code.ts";
import { type Data, layOut } from "../../../generator/3-views/layout.ts";

const long = literal("x".repeat(45));

const ROWS: readonly [name: string, data: Data, margin: number, taken: number, want: string][] = [
  ["an expression", literal("a"), 0, 200, `"a"`],
  ["nothing", {}, 0, 200, "{}"],
  ["an empty list", [], 0, 200, "[]"],
  ["on one line", { a: [code`b`, code`c`], d: undefined }, 0, 0, "{ a: [b, c] }"],
  ["a key that is none", { "a-b": code`c`, ["__proto__"]: code`d` }, 0, 0, `{ "a-b": c, ["__proto__"]: d }`],
  ["a key that every object has", { valueOf: code`"a"` }, 0, 0, `{ valueOf: "a" as const }`],
  ["just fitting", [code`x`, code`y`], 2, 112, "[x, y]"],
  ["one too many", [code`x`, code`y`], 2, 113, "[\n    x,\n    y,\n  ]"],
  [
    "only what is too long",
    { a: { b: long, c: long }, d: [code`e`] },
    2,
    0,
    `{\n    a: { b: ${long}, c: ${long} },\n    d: [e],\n  }`,
  ],
  [
    "and what is inside of it",
    { a: { b: long, c: long, d: [long] } },
    0,
    0,
    `{\n  a: {\n    b: ${long},\n    c: ${long},\n    d: [${long}],\n  },\n}`,
  ],
];

it.each(ROWS)("lays out %s", (_name, data, margin, taken, want) => {
  expect(layOut(data, { margin, taken })).toBe(want);
});
