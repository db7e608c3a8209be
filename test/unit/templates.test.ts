/** What a template may say, on examples and on every template that there is. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lintTemplate } from "../../generator/4-output/template-lint.ts";

const folder = new URL("../../templates/", import.meta.url);
const templates = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".hbs"));

describe("every template lays out and decides nothing", () => {
  test.each(templates)("%s", (file) => {
    expect(lintTemplate(readFileSync(new URL(file, folder), "utf8"))).toEqual([]);
  });
});

test.each(templates)("%s leaves import lines to the view", (file) => {
  const lines = readFileSync(new URL(file, folder), "utf8").split("\n");
  expect(lines.filter((line) => /^import\b|^export .*\bfrom\b|^\} from\b/.test(line))).toEqual([]);
});

describe("what the lint lets pass", () => {
  test.each([
    ["a field", "{{name}}"],
    ["the item itself", "{{#each lines}} * {{this}}\n{{/each}}"],
    ["a flag with its other side", "{{#if required}}a{{else}}b{{/if}}"],
    ["a partial with its item", "{{> docs docs}}"],
    ["a hole with a default", "{{#> footer}}{{name}}{{/footer}}"],
    ["a comment", "{{! the shape of a client }}"],
  ])("%s", (_name, source) => {
    expect(lintTemplate(source)).toEqual([]);
  });
});

describe("what the lint finds", () => {
  test.each([
    ["unescaped output", "{{{name}}}", "values are already escaped"],
    ["unescaped output, short", "{{&name}}", "values are already escaped"],
    ["the parent", "{{../name}}", "../name is not the name of a field"],
    ["the root", "{{@root.name}}", "@root.name is not the name of a field"],
    ["loop variables", "{{#each list}}{{@last}}{{/each}}", "@last is not the name of a field"],
    ["a path", "{{operation.name}}", "operation.name is not the name of a field"],
    ["a path through this", "{{this.name}}", "this.name is not the name of a field"],
    ["a helper's call", "{{upper name}}", "too many arguments"],
    ["a sub-expression", "{{#if (eq a b)}}{{/if}}", "SubExpression instead of a field"],
    ["a constant", '{{"text"}}', "StringLiteral instead of a field"],
    ["a computed partial", "{{> (lookup . name)}}", "a partial must have a fixed name"],
    ["named arguments", "{{> docs text=name}}", "named arguments"],
    ["other blocks", "{{#unless flag}}{{/unless}}", "only {{#if}} and {{#each}} are allowed"],
    ["a block over a field", "{{#name}}{{/name}}", "only {{#if}} and {{#each}} are allowed"],
    ["block parameters", "{{#each list as |item|}}{{item}}{{/each}}", "block parameters"],
    ["the empty list", "{{#each list}}{{else}}{{/each}}", "{{else}} of {{#each}}"],
    ["inherited names", "{{constructor}}", "constructor is reserved"],
    ["a decorator", '{{#*inline "x"}}{{/inline}}', "is not allowed in templates"],
    ["what an inner block says", "{{#if a}}{{#each b}}\n{{{c}}}{{/each}}{{/if}}", "line 2: {{{"],
  ])("%s", (_name, source, want) => {
    expect(lintTemplate(source).join("\n")).toContain(want);
  });
});
