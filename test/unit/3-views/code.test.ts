/** The makers of `Code`: whatever a text says, it stays the text. */
import { describe, expect, test } from "vitest";
import { code, commentLines, identifier, key, literal, path, printed } from "../../../generator/3-views/code.ts";

describe("a literal", () => {
  test.each<[string, unknown, string]>([
    ["quotes and backslashes", `"\\`, String.raw`"\"\\"`],
    ["the end of a script", "</script><!--", String.raw`"\u003c/script>\u003c!--"`],
    ["ends of lines", "\n\u2028\u2029", String.raw`"\n\u2028\u2029"`],
    ["turned text", "\u202e\u2066\ufeff", String.raw`"\u202e\u2066\ufeff"`],
    ["half a character", "\ud800", String.raw`"\ud800"`],
    ["a source map", "//# sourceMappingURL=a", String.raw`"//# \u0073ourceMappingURL=a"`],
    ["a template", "`${a}`", '"`${a}`"'],
    ["a prototype", JSON.parse('{"__proto__":{"a-b":-0}}'), '{ ["__proto__"]: { "a-b": -0 } }'],
    ["the other zero", -0, "-0"],
  ])("%s", (_name, given, want) => {
    expect(literal(given as never)).toBe(want); // JSON, of any type
  });
});

describe("a comment", () => {
  test.each<[string, string, readonly string[]]>([
    ["its end", "a */ b **// c", [String.raw`a *\/ b **\// c`]],
    ["its end around what is removed", "*\u0000/ *\u202e/", [String.raw`*\/ *\/`]],
    ["ends of lines", "a\rb\u2028c\r\nd\u0085e", ["a", "b", "c", "d", "e"]],
    ["a tag", "  @internal", [String.raw`  \@internal`]],
    ["orders to compilers", "a @ts-nocheck @jsx", [String.raw`a @\ts-nocheck @\jsx`]],
    [
      "orders to runners",
      "a @vitest-environment @jest-environment",
      [String.raw`a @\vitest-environment @\jest-environment`],
    ],
    ["orders to bundlers", "a @__PURE__ #__PURE__ @license", [String.raw`a @\__PURE__ #\__PURE__ @\license`]],
    ["a reference", `/// <reference path="a" />`, [String.raw`/// <\reference path="a" />`]],
    ["a source map", "//# sourceMappingURL=a //@ sourceURL=b", [String.raw`//# \sourceMappingURL=a //@ \sourceURL=b`]],
    ["the end of a script", "</script> <!-- <b>", [String.raw`<\/script> <\!-- <b>`]],
    ["what people write", "user@example.com #1 <b>", ["user@example.com #1 <b>"]],
  ])("%s", (_name, given, want) => {
    expect(commentLines(given)).toEqual(want);
  });
});

describe("a name", () => {
  test.each<[string, string]>([
    ["a", "a"],
    ["größe", "größe"],
    ["a-b", '"a-b"'],
    ["__proto__", '["__proto__"]'],
    ["\u{20bb7}", '"\u{20bb7}"'], // not every compiler takes it for a letter
    ["a\u200d", '"a\u200d"'],
    ["", '""'],
  ])("%j", (given, want) => {
    expect(key(given)).toBe(want);
  });

  test("is never made of anything else", () => {
    expect(() => identifier("a;b")).toThrow("not an identifier");
    expect(() => path("../../etc/passwd'")).toThrow("not a module path");
    expect(code`${identifier("a")}.b`).toBe("a.b");
  });
});

describe("what libraries have written", () => {
  test.each([printed])("%o", (make) => {
    const text = `const a = "</script><!--\u2028\u202e//# sourceMappingURL=a";`;
    const want = String.raw`const a = "\u003c/script>\u003c!--\u2028\u202e//# \u0073ourceMappingURL=a";`;
    expect(make(text)).toBe(want);
  });
});
