/** The HTML report contains the whole report, loads nothing, and escapes all strings. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { htmlReport } from "../../../../generator/6-test/report/report-html.ts";
import { REPORT } from "./sample.ts";

const page = htmlReport(REPORT);
const tags = Array.from(
  page.matchAll(/<([a-z][\w-]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*\/?>/g),
  ([, name = "", attributes = ""]) => ({
    name,
    attributes: Array.from(attributes.matchAll(/(?:^|\s)([\w-]+)(?:="[^"]*")?/g), ([, attribute = ""]) => attribute),
  }),
);

describe("the HTML report", () => {
  test("contains no elements from strings of the report", () => {
    const known =
      /^(html|head|meta|title|style|body|main|header|section|h[12]|p|span|b|code|dl|div|dt|dd|figure|figcaption|svg|rect|ul|ol|li|table|thead|tbody|tr|th|td|details|summary|pre)$/;
    expect([...new Set(tags.map(({ name }) => name))].filter((name) => !known.test(name))).toEqual([]);
    // every bracket belongs to a tag of the template, the doctype or the style
    const rest = page.replace(/<style>[^]*<\/style>/, "").replaceAll(/<\/?[a-z][^<>]*>/g, "");
    expect(rest.replace("<!doctype html>", "")).not.toMatch(/[<>]/);
  });

  test("has no attributes that run scripts or load resources", () => {
    const names = new Set(tags.flatMap(({ attributes }) => attributes));
    expect([...names].filter((name) => /^(on|href|src|style|action|data|xlink)/.test(name))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });

  test("permits only its own style", () => {
    const [, style = ""] = /<style>([^]*)<\/style>/.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`);
  });

  test("shows findings and their places", () => {
    const texts = [
      "1 finding",
      "The body at /id must be string.",
      "&quot;id&quot;: 7",
      ":4:3",
      "3 of 6",
      "No credential",
    ];
    expect(texts.filter((text) => !page.includes(text))).toEqual([]);
    expect(page.match(/class="wrong" x=/g)).toHaveLength(1);
    expect(page.match(/class="seen" x=/g)).toHaveLength(2);
    expect(page.match(/class="unseen" x=/g)).toHaveLength(3);
  });

  test("replaces unprintable characters", () => {
    expect(page).not.toMatch(/\u202e|[^\P{Cc}\n\t]/u);
  });
});

test("says that there are no findings", () => {
  const good = htmlReport({ ...REPORT, ok: true, operations: REPORT.operations.slice(0, 1) });
  expect(good).toContain('<h1 class="good">No findings</h1>');
  expect(good).not.toContain("Findings");
});
