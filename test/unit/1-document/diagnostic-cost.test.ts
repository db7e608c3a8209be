/** The cost of locating diagnostics does not grow with the product of diagnostics and file. Steps are counted, not seconds. */
import { parseEvents } from "js-yaml";
import { afterEach, expect, test, vi } from "vitest";
import { originalStepsIn, withoutBrokenParts } from "../../../generator/1-document/broken-parts.ts";
import { SourceText } from "../../../generator/1-document/load/reading/source-text.ts";
import { YamlSpans } from "../../../generator/1-document/load/reading/yaml-spans.ts";

afterEach(() => vi.restoreAllMocks());

/** Returns the number of characters that regular expressions receive while `work` runs. */
function charactersMatched(work: () => void): number {
  let characters = 0;
  const original = RegExp.prototype.exec;
  const replace = RegExp.prototype[Symbol.replace] as (text: string, by: unknown) => string;
  vi.spyOn(RegExp.prototype, "exec").mockImplementation(function exec(this: RegExp, text: string) {
    characters += text.length - this.lastIndex;
    return original.call(this, text);
  });
  vi.spyOn(RegExp.prototype, Symbol.replace).mockImplementation(function count(
    this: RegExp,
    text: string,
    by: unknown,
  ) {
    characters += text.length;
    return replace.call(this, text, by);
  } as (typeof RegExp.prototype)[typeof Symbol.replace]);
  work();
  vi.restoreAllMocks();
  return characters;
}

/** Returns the number of calls of `method` while `work` runs. */
function callsOf<Key extends "slice">(method: Key, work: () => void): number {
  const spy = vi.spyOn(String.prototype, method);
  work();
  const { length } = spy.mock.calls;
  vi.restoreAllMocks();
  return length;
}

test.each(["", "\n", "\r\n", "\n\r\n"])("reads a line of megabytes only around the position (ends with %j)", (end) => {
  const long = `{"first":{"a":1},"padding":"${"x".repeat(2_000_000)}","last":{"b":2}}${end}`;
  const text = new SourceText("/long.json", long, "json");
  text.markPointer("#/last/b", "value"); // the positions of lines are found once
  const characters = charactersMatched(() => {
    for (let count = 0; count < 100; count += 1) text.markPointer("#/last/b", "value");
  });
  expect(characters).toBeLessThan(100 * 2_000);
  const { location, frame } = text.markPointer("#/last/b", "value");
  expect(location).toMatchObject({ line: 1, endLine: 1 });
  const [row = "", marker = ""] = frame.split("\n");
  expect(row.endsWith(`","last":{"b":2}}`)).toBe(true);
  expect(row.slice(marker.indexOf("^"), marker.lastIndexOf("^") + 1)).toBe("2");
});

test("reads each key of a YAML mapping once, however many positions are found in it", () => {
  const count = 2_000;
  const text = Array.from({ length: count }, (_, index) => `key${index}:\n  a: 1\n`).join("");
  const spans = new YamlSpans(text, parseEvents(text, {}));
  const reads = callsOf("slice", () => {
    for (let index = 0; index < count; index += 1) {
      const { start, end } = spans.find([`key${index}`, "a"], "key");
      expect(text[start]).toBe("a");
      expect(end - start).toBe(1);
    }
  });
  expect(reads).toBeLessThan(20 * count);
});

test("copies each object once, however many parts of it are removed", () => {
  const count = 2_000;
  const items = Array.from({ length: count }, (_, index) => ({ index, broken: true }));
  const document = { items, other: { kept: 1 } };
  const removed = items.filter(({ index }) => index % 2 === 0);
  const parts = [
    ...removed.map(({ index }) => ({ steps: ["items", String(index)] })),
    { steps: ["items", "1", "broken"], replacement: {} },
    { steps: ["items", "3", "broken"] },
  ];
  let entries = 0;
  const original = Object.entries;
  vi.spyOn(Object, "entries").mockImplementation((node: object) => {
    const found: [string, unknown][] = original(node);
    entries += found.length;
    return found;
  });
  const left = withoutBrokenParts(document, parts);
  vi.restoreAllMocks();
  expect(entries).toBeLessThan(2 * count);
  expect(left["other"]).toBe(document.other);
  expect(left["items"]).toHaveLength(count / 2);
  expect((left["items"] as unknown[]).slice(0, 3)).toMatchObject([
    { index: 1, broken: {} },
    { index: 3 },
    { index: 5, broken: true },
  ]);
  expect(left["items"]).not.toHaveProperty(["1", "broken"]);
  const originalSteps = originalStepsIn(document, parts);
  expect(originalSteps(["items", "1", "index"])).toEqual(["items", "3", "index"]);
  expect(originalSteps(["items", "999"])).toEqual(["items", "1999"]);
  expect(originalSteps(["other", "kept"])).toEqual(["other", "kept"]);
});
