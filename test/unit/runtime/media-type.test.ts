import { describe, expect, test } from "vitest";
import { parseMediaType, pickContent } from "../../../templates/runtime/wire/media-type.ts";

describe("parseMediaType", () => {
  test.each([
    ["application/json", "application/json", {}],
    [" Application/JSON ", "application/json", {}],
    ['text/plain;charset=UTF-8; Format="a;b\\"c"', "text/plain", { charset: "UTF-8", format: 'a;b"c' }],
    ["text/plain ; ; a=b;", "text/plain", { a: "b" }],
    ["image/svg+xml", "image/svg+xml", {}],
    ["*/*", "*/*", {}],
  ])("%s", (text, essence, parameters) => {
    const type = parseMediaType(text);
    expect([type?.essence, Object.fromEntries(type?.parameters ?? [])]).toEqual([essence, parameters]);
  });

  test.each(["", "json", "a/b/c", "a/b, c/d", 'a/b; c="d', "a /b", "a/b\nc", "a/b;c = d"])("%j is none", (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });
});

const pick = (contents: readonly string[], type: string) => {
  const given = parseMediaType(type);
  return (
    given &&
    pickContent(
      contents.map((mediaType) => ({ mediaType })),
      given,
    )?.mediaType
  );
};

describe("pickContent", () => {
  test.each([
    ["the same", ["application/json"], "application/json", "application/json"],
    ["case", ["Application/Json"], "application/JSON", "Application/Json"],
    [
      "a charset does not matter",
      ["application/json; charset=utf-8"],
      "application/json",
      "application/json; charset=utf-8",
    ],
    [
      "parameters do",
      ["application/json; v=1", "application/json; v=2"],
      "application/json; v=2",
      "application/json; v=2",
    ],
    ["missing parameters", ["application/json; v=1"], "application/json", undefined],
    [
      "more parameters are more specific",
      ["application/json", "application/json; v=1"],
      "application/json; v=1",
      "application/json; v=1",
    ],
    ["a range", ["image/*"], "image/png", "image/*"],
    ["any", ["*/*"], "image/png", "*/*"],
    ["the more specific, wherever it stands", ["*/*", "image/*", "image/png"], "image/png", "image/png"],
    ["a range before any", ["*/*", "image/*"], "image/png", "image/*"],
    ["a suffix", ["application/*+json"], "application/problem+json", "application/*+json"],
    ["no suffix", ["application/*+json"], "application/json", undefined],
    ["a suffix is another type", ["application/json"], "application/problem+json", undefined],
    ["another type", ["application/json"], "text/html", undefined],
  ])("%s", (_, contents, type, want) => {
    expect(pick(contents, type)).toBe(want);
  });
});
