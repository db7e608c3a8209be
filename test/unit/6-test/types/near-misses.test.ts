import { describe, expect, it } from "vitest";
import type { Json } from "../../../../generator/1-document/json.ts";
import { nearMisses } from "../../../../generator/6-test/types/near-misses.ts";

const ROWS: readonly (readonly [name: string, given: Json, want: Readonly<Record<string, Json>>])[] = [
  [
    "a text",
    "a",
    {
      "an object as the value": {},
      "another text as the value": "~ no such text ~",
      "a number as the value": 20_240_229.5,
      "null as the value": null,
    },
  ],
  [
    "null",
    null,
    { "an object as the value": {}, "a text as the value": "~ no such text ~", "a number as the value": 20_240_229.5 },
  ],
  [
    "an object, from the top down",
    { "a/b": [1] },
    {
      "without /a~1b": {},
      "an undeclared property in the value": { "a/b": [1], "undeclared~": true },
      "a text as the value": "~ no such text ~",
      "a number as the value": 20_240_229.5,
      "null as the value": null,
      "an object as /a~1b": { "a/b": {} },
      "an item less in /a~1b": { "a/b": [] },
      "an item more in /a~1b": { "a/b": [1, 1] },
      "a text as /a~1b": { "a/b": "~ no such text ~" },
      "a number as /a~1b": { "a/b": 20_240_229.5 },
      "null as /a~1b": { "a/b": null },
      "an object as /a~1b/*": { "a/b": [{}] },
      "a text as /a~1b/*": { "a/b": ["~ no such text ~"] },
      "another number as /a~1b/*": { "a/b": [20_240_229.5] },
      "null as /a~1b/*": { "a/b": [null] },
    },
  ],
];

describe("nearMisses", () => {
  it.each(ROWS)("%s", (_name, given, want) => {
    const found = [...nearMisses(given)].map(({ what, value }) => [what, value] as const);
    expect(found).toEqual(Object.entries(want));
  });

  it("tells what is alike", () => {
    const alike = [...nearMisses({ a: ["x"] })].filter(({ isAlike }) => isAlike).map(({ what }) => what);
    expect(alike).toEqual(["without /a", "an item less in /a", "an item more in /a", "another text as /a/*"]);
  });

  it("leaves properties of any name in their place", () => {
    const value = JSON.parse('{ "__proto__": 1, "b": 2 }') as Json; // an own property
    const misses = [...nearMisses(value)].filter(({ what }) => what === "null as /__proto__");
    expect(misses.map(({ value: miss }) => JSON.stringify(miss))).toEqual(['{"__proto__":null,"b":2}']);
  });
});
