import { expect, it } from "vitest";
import { commonCycleTest } from "../../../../generator/1-document/schemas/cycles.ts";

const GRAPH: Readonly<Record<string, readonly string[]>> = {
  a: ["b"],
  b: ["c", "d"],
  c: ["a"],
  d: ["e"],
  e: ["d", "f"],
  f: [],
  g: ["g"],
};

const ROWS: readonly [one: string, other: string, want: boolean][] = [
  ["a", "c", true],
  ["c", "b", true],
  ["a", "d", false],
  ["d", "e", true],
  ["e", "f", false],
  ["f", "f", false],
  ["g", "g", true],
  ["a", "a", true],
];

it.each(ROWS)("%s and %s on one cycle: %s", (one, other, want) => {
  expect(commonCycleTest((node: string) => GRAPH[node] ?? [])(one, other)).toBe(want);
});

it("follows long chains without recursion", () => {
  const length = 50_000;
  const onOneCycle = commonCycleTest((node: number) => [(node + 1) % length]);
  expect(onOneCycle(0, length - 1)).toBe(true);
});
