/** The functions that make `Code`: no string can break out of its literal or comment. */
import { describe, expect, test } from "vitest";
import { code, commentLines, identifier, key, literal, printed } from "../../../generator/3-views/code.ts";

describe("literal() escapes", () => {
  test.each<[string, unknown, string]>([
    ["quotes and backslashes", `"\\`, String.raw`"\"\\"`],
    ["the end of a script element", "</script><!--", String.raw`"\u003c/script>\u003c!--"`],
    ["line breaks", "\n\u2028\u2029", String.raw`"\n\u2028\u2029"`],
    ["marks that change the direction of text", "\u202e\u2066\ufeff", String.raw`"\u202e\u2066\ufeff"`],
    ["half of a surrogate pair", "\ud800", String.raw`"\ud800"`],
    ["a source map", "//# sourceMappingURL=a", String.raw`"//# \u0073ourceMappingURL=a"`],
    ["nothing of a template literal, since it prints quotes", "`${a}`", '"`${a}`"'],
    ["the name __proto__", JSON.parse('{"__proto__":{"a-b":-0}}'), '{ ["__proto__"]: { "a-b": -0 } }'],
    ["nothing of negative zero", -0, "-0"],
  ])("%s", (_name, given, want) => {
    expect(literal(given as never)).toBe(want); // The values are JSON of any type.
  });
});

describe("commentLines() makes safe", () => {
  test.each<[string, string, readonly string[]]>([
    ["the end of the comment", "a */ b **// c", [String.raw`a *\/ b **\// c`]],
    ["an end that removed characters would form", "*\u0000/ *\u202e/", [String.raw`*\/ *\/`]],
    ["line breaks of every kind", "a\rb\u2028c\r\nd\u0085e", ["a", "b", "c", "d", "e"]],
    ["a JSDoc tag", "  @internal", [String.raw`  \@internal`]],
    ["directives of compilers", "a @ts-nocheck @jsx", [String.raw`a @\ts-nocheck @\jsx`]],
    [
      "directives of test runners",
      "a @vitest-environment @jest-environment",
      [String.raw`a @\vitest-environment @\jest-environment`],
    ],
    ["directives of bundlers", "a @__PURE__ #__PURE__ @license", [String.raw`a @\__PURE__ #\__PURE__ @\license`]],
    ["a reference directive", `/// <reference path="a" />`, [String.raw`/// <\reference path="a" />`]],
    ["a source map", "//# sourceMappingURL=a //@ sourceURL=b", [String.raw`//# \sourceMappingURL=a //@ \sourceURL=b`]],
    ["the end of a script element", "</script> <!-- <b>", [String.raw`<\/script> <\!-- <b>`]],
    ["nothing of ordinary text", "user@example.com #1 <b>", ["user@example.com #1 <b>"]],
  ])("%s", (_name, given, want) => {
    expect(commentLines(given)).toEqual(want);
  });
});

describe("key() quotes a property name if it is no identifier", () => {
  test.each<[string, string]>([
    ["a", "a"],
    ["größe", "größe"],
    ["a-b", '"a-b"'],
    ["__proto__", '["__proto__"]'],
    ["\u{20bb7}", '"\u{20bb7}"'], // Not every compiler accepts it as a letter.
    ["a\u200d", '"a\u200d"'],
    ["", '""'],
  ])("%j", (given, want) => {
    expect(key(given)).toBe(want);
  });

  test("identifier() rejects other names", () => {
    expect(() => identifier("a;b")).toThrow("not an identifier");
    expect(code`${identifier("a")}.b`).toBe("a.b");
  });
});

describe("printed() escapes string literals of declarations", () => {
  test.each([printed])("%o", (make) => {
    const text = `const a = "</script><!--\u2028\u202e//# sourceMappingURL=a";`;
    const want = String.raw`const a = "\u003c/script>\u003c!--\u2028\u202e//# \u0073ourceMappingURL=a";`;
    expect(make(text)).toBe(want);
  });
});
