/** Functions that compiled checks call. */
import { describe, expect, test } from "vitest";
import { areUnique, isBinary, isEqual, isMultipleOf, lengthOf } from "../../../templates/runtime/validation/checks.ts";

describe("lengthOf counts characters", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["😀a😀", 3],
    ["\ud83d", 1],
    ["\ude00\ud83d", 2],
  ])("%j: %d", (text, want) => {
    expect(lengthOf(text)).toBe(want);
  });
});

describe("isMultipleOf compares decimals", () => {
  test.each([
    [6, 3, true],
    [7, 3, false],
    [0, 0.1, true],
    [0.3, 0.1, true],
    [19.99, 0.01, true],
    [19.995, 0.01, false],
    [4.35, 0.01, true],
    [1.1, 0.1, true],
    [-1.1, 0.1, true],
    [1e308, 0.5, true],
    [1e308, 0.123456789, false],
    [1e-9, 1e-10, true],
    [1.5e-9, 1e-9, false],
    [2 ** 53 + 2, 2, true],
    [1, 1e-300, true],
  ])("%d of %d: %j", (value, factor, want) => {
    expect(isMultipleOf(value, factor)).toBe(want);
  });
});

describe("isEqual compares JSON values:", () => {
  const bare = Object.assign(Object.create(null), { a: 1 });
  const ROWS: readonly (readonly [name: string, left: unknown, right: unknown, want: boolean])[] = [
    ["the order of properties", { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ["the order of items", [1, 2], [2, 1], false],
    ["a prototype", bare, { a: 1 }, true],
    ["an array and an object", [1], { 0: 1 }, false],
    ["more properties", { a: 1 }, { a: 1, b: 2 }, false],
    ["an inherited property", { a: 1 }, { toString: 1 }, false],
    ["zeros", 0, -0, true],
    ["a string and a number", "1", 1, false],
    ["null and an object", null, {}, false],
    ["own __proto__", JSON.parse('{"__proto__":1}'), {}, false],
  ];
  test.each(ROWS)("%s", (_name, left, right, want) => {
    expect([isEqual(left, right), isEqual(right, left)]).toEqual([want, want]);
  });
});

describe("areUnique compares items:", () => {
  const ROWS: readonly (readonly [name: string, items: readonly unknown[], want: boolean])[] = [
    ["none", [], true],
    ["equal numbers", [1, 2, 1], false],
    ["numbers and strings", [1, "1", true, "true", null, "null", "[1]", [1], "{}", {}], true],
    ["equal objects", [{ a: { b: [1], c: 2 } }, { a: { c: 2, b: [1] } }], false],
    ["nested strings and numbers", [["1"], [1]], true],
    ["names that need quotes", [{ 'a":1,"b': 2 }, { a: 1, b: 2 }], true],
    ["own __proto__", [JSON.parse('{"__proto__":1}'), {}], true],
    ["files", [new Blob(["a"]), new Blob(["a"])], true],
    ["the same file", ((file) => [file, file])(new Blob(["a"])), false],
    ["a hundred thousand objects", Array.from({ length: 100_000 }, (_, index) => ({ index })), true],
  ];
  test.each(ROWS)("%s", (_name, items, want) => {
    expect(areUnique(items)).toBe(want);
  });
});

test("isBinary accepts blobs, files and byte arrays", () => {
  expect([new Blob(), new File([], "a"), new Uint8Array()].map(isBinary)).toEqual([true, true, true]);
  expect(["", {}, [], null, new ArrayBuffer(1)].map(isBinary)).toEqual([false, false, false, false, false]);
});
