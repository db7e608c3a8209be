/** Text of a description is never a template: it cannot name a helper, a partial or a field. */
import { describe, expect, test } from "vitest";
import { compileTemplate } from "../../generator/4-output/templates.ts";

const NAMES = [
  "if",
  "each",
  "unless",
  "with",
  "lookup",
  "log",
  "helperMissing",
  "blockHelperMissing",
  "docs",
  "banner",
];

describe("data under the name of a helper or a partial", () => {
  test.each(["unless", "with", "lookup", "log", "docs", "banner"])("%s is printed as text", (name) => {
    expect(compileTemplate(`{{${name}}}`)({ [name]: "text" })).toBe("text");
  });

  test.each(["if", "each"])("%s cannot be printed, and calls nothing", (name) => {
    const view = { [name]: () => "called", flag: true, list: ["a"] };
    expect(() => compileTemplate(`{{${name}}}`)(view)).toThrow(TypeError);
    expect(compileTemplate("{{#if flag}}{{#each list}}{{this}}{{/each}}{{/if}}")(view)).toBe("a");
  });

  test.each(NAMES)("%s in an array is text", (name) => {
    expect(compileTemplate("{{#each list}}{{this}};{{/each}}")({ list: [name, `{{${name}}}`] })).toBe(
      `${name};{{${name}}};`,
    );
  });
});

describe("template syntax in data", () => {
  test.each([
    "{{name}}",
    "{{{name}}}",
    "{{> banner}}",
    "{{#each name}}{{/each}}",
    "{{!-- name --}}",
    "{{{{raw}}}}{{{{/raw}}}}",
    "\\{{name}}",
    "{{lookup . 'constructor'}}",
    "$& $` $' $1 $<name>",
  ])("%s is text in fields, partials and arrays", (text) => {
    expect(compileTemplate("{{name}}")({ name: text })).toBe(text);
    expect(compileTemplate("{{> docs docs}}")({ docs: { lines: [text] } })).toBe(`${text}\n`);
  });

  test("data cannot choose a partial", () => {
    const view = { docs: { lines: ["a"] }, partial: "banner", source: "b" };
    expect(compileTemplate("{{> docs docs}}")(view)).toBe("a\n");
    expect(() => compileTemplate("{{> (lookup . 'partial')}}")(view)).toThrow("lookup");
  });

  test("data cannot become the prototype of a view", () => {
    const view: unknown = JSON.parse('{ "__proto__": { "name": "inherited" } }');
    expect(compileTemplate("{{name}}")(Object.create({ name: "inherited" }))).toBe("");
    expect(() => compileTemplate("{{name}}")(view as object)).toThrow("name");
  });
});
