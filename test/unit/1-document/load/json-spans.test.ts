/** Positions of nodes in JSON equal those that the YAML parser finds. */
import fc from "fast-check";
import { parseEvents } from "js-yaml";
import { expect, test } from "vitest";
import { JsonSpans } from "../../../../generator/1-document/load/reading/json-spans.ts";
import { YamlSpans } from "../../../../generator/1-document/load/reading/yaml-spans.ts";

const TEXT = ` { "a" : [ 1 , true,null, "x\\"]}" , {} ,[] ],\n\t"b/~\\u0041":{"c": -1.5e3 , "":"\\\\"} } `;

test.each<[segments: string[], part: "key" | "value", want: string]>([
  [[], "value", ""],
  [["a"], "value", '"a"'],
  [["a", "0"], "value", "1"],
  [["a", "1"], "value", "true"],
  [["a", "2"], "value", "null"],
  [["a", "3"], "value", String.raw`"x\"]}"`],
  [["a", "4"], "value", ""],
  [["a", "6"], "value", '"a"'],
  [["b/~A"], "key", String.raw`"b/~\u0041"`],
  [["b/~A", "c"], "key", '"c"'],
  [["b/~A", "c"], "value", "-1.5e3"],
  [["b/~A", "c", "d"], "value", '"c"'],
  [["b/~A", ""], "value", String.raw`"\\"`],
  [["z"], "value", ""],
])("%j, the %s", (segments, part, want) => {
  const { start, end } = new JsonSpans(TEXT).find(segments, part);
  expect(TEXT.slice(start, end)).toBe(want);
});

test("finds the same positions as the YAML parser", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1), fc.boolean(), (value, indent, isKey) => {
      const whole = [{ value, long: '"]}'.repeat(500) }, value]; // long values are cached once they have been skipped
      const text = JSON.stringify(whole, undefined, indent);
      const [json, yaml] = [new JsonSpans(text), new YamlSpans(text, parseEvents(text, {}))];
      for (const segments of waysOf(whole)) {
        const part = isKey ? "key" : "value";
        expect(json.find(segments, part)).toEqual(yaml.find(segments, part));
      }
    }),
    { numRuns: 200 },
  );
});

function waysOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[], ["none"]];
  return [[], ...Object.entries(value).flatMap(([key, below]) => waysOf(below).map((way) => [key, ...way]))];
}
