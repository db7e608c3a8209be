/** Text of a description meets the template engine: it names no helper, no partial and no field, and is never parsed. */
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
  test.each(["unless", "with", "lookup", "log", "docs", "banner"])("%s is printed like any other", (name) => {
    expect(compileTemplate(`{{${name}}}`)({ [name]: "text" })).toBe("text");
  });

  test.each(["if", "each"])("%s is printed by no template, and calls nothing", (name) => {
    const view = { [name]: () => "called", flag: true, list: ["a"] };
    expect(() => compileTemplate(`{{${name}}}`)(view)).toThrow(TypeError);
    expect(compileTemplate("{{#if flag}}{{#each list}}{{this}}{{/each}}{{/if}}")(view)).toBe("a");
  });

  test.each(NAMES)("%s in a list is text", (name) => {
    expect(compileTemplate("{{#each list}}{{this}};{{/each}}")({ list: [name, `{{${name}}}`] })).toBe(
      `${name};{{${name}}};`,
    );
  });
});

describe("what data says of templates", () => {
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
  ])("%s is text, in fields, partials and lists", (text) => {
    expect(compileTemplate("{{name}}")({ name: text })).toBe(text);
    expect(compileTemplate("{{> docs docs}}")({ docs: { lines: [text] } })).toBe(`${text}\n`);
  });

  test("a partial is never chosen by data", () => {
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
