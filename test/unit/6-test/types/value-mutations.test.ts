import { describe, expect, it } from "vitest";
import type { Json } from "../../../../generator/1-document/json.ts";
import { mutationsOf } from "../../../../generator/6-test/types/value-mutations.ts";

const ROWS: readonly (readonly [name: string, given: Json, want: Readonly<Record<string, Json>>])[] = [
  [
    "a text",
    "a",
    {
      "an object as the value": {},
      "another string as the value": "~ no such string ~",
      "a number as the value": 20_240_229.5,
      "null as the value": null,
    },
  ],
  [
    "null",
    null,
    {
      "an object as the value": {},
      "a string as the value": "~ no such string ~",
      "a number as the value": 20_240_229.5,
    },
  ],
  [
    "an object, from the root to the leaves",
    { "a/b": [1] },
    {
      "without /a~1b": {},
      "an undeclared property in the value": { "a/b": [1], "undeclared~": true },
      "a string as the value": "~ no such string ~",
      "a number as the value": 20_240_229.5,
      "null as the value": null,
      "an object as /a~1b": { "a/b": {} },
      "one item less in /a~1b": { "a/b": [] },
      "one item more in /a~1b": { "a/b": [1, 1] },
      "a string as /a~1b": { "a/b": "~ no such string ~" },
      "a number as /a~1b": { "a/b": 20_240_229.5 },
      "null as /a~1b": { "a/b": null },
      "an object as /a~1b/*": { "a/b": [{}] },
      "a string as /a~1b/*": { "a/b": ["~ no such string ~"] },
      "another number as /a~1b/*": { "a/b": [20_240_229.5] },
      "null as /a~1b/*": { "a/b": [null] },
    },
  ],
];

describe("mutationsOf", () => {
  it.each(ROWS)("%s", (_name, given, want) => {
    const found = [...mutationsOf(given)].map(({ description: what, value }) => [what, value] as const);
    expect(found).toEqual(Object.entries(want));
  });

  it("marks mutations of the same shape", () => {
    const alike = [...mutationsOf({ a: ["x"] })]
      .filter(({ isSameShape: isAlike }) => isAlike)
      .map(({ description: what }) => what);
    expect(alike).toEqual(["without /a", "one item less in /a", "one item more in /a", "another string as /a/*"]);
  });

  it("keeps the order of properties with any name", () => {
    const value = JSON.parse('{ "__proto__": 1, "b": 2 }') as Json; // an own property
    const misses = [...mutationsOf(value)].filter(({ description: what }) => what === "null as /__proto__");
    expect(misses.map(({ value: miss }) => JSON.stringify(miss))).toEqual(['{"__proto__":null,"b":2}']);
  });
});
