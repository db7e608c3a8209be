/** The engine is strict: what a view does not have is never printed as nothing. */
import { describe, expect, test } from "vitest";
import { compileTemplate } from "../../../generator/4-output/templates.ts";

describe("what a template prints", () => {
  test.each<[string, string, object, string]>([
    ["a field", "{{name}}", { name: "a" }, "a"],
    ["text as it is", "{{name}}", { name: `<&"'>{{name}}` }, `<&"'>{{name}}`],
    ["each item", "{{#each list}}{{this}};{{/each}}", { list: ["a", "b"] }, "a;b;"],
    ["each item's fields", "{{#each list}}{{name}};{{/each}}", { list: [{ name: "a" }, { name: "b" }] }, "a;b;"],
    ["one side or the other", "{{#if flag}}a{{else}}b{{/if}}", { flag: false }, "b"],
    ["a partial with its item", "{{> docs docs}}", { docs: { lines: ["one", "two"] } }, "one\ntwo\n"],
    ["a partial, indented", "  {{> docs docs}}\n", { docs: { lines: ["one", "two"] } }, "  one\n  two\n"],
    ["nothing that is inherited", "{{name}}", Object.create({ name: "a" }), ""],
    ["an own field of a name that objects have", "{{valueOf}}", { valueOf: "a" }, "a"],
  ])("%s", (_name, source, view, want) => {
    expect(compileTemplate(source)(view)).toBe(want);
  });
});

describe("what it throws on", () => {
  test.each<[string, string, object]>([
    ["a field that is not there", "{{name}}", {}],
    ["a flag that is not there", "{{#if flag}}{{/if}}", {}],
    ["a flag that is text", "{{#if flag}}{{/if}}", { flag: "" }],
    ["a list that is not there", "{{#each list}}{{/each}}", {}],
    ["a list that is an object", "{{#each list}}{{/each}}", { list: { a: 1 } }],
    ["a partial that is not there", "{{> nowhere this}}", {}],
    ["a partial of nothing", "{{> docs docs}}", {}],
    ["a switched-off helper", "{{#unless flag}}{{/unless}}", { flag: true }],
    ["a helper that nobody has", "{{upper name}}", { name: "a" }],
    ["a lookup", "{{lookup this name}}", { name: "a" }],
  ])("%s", (_name, source, view) => {
    expect(() => compileTemplate(source)(view)).toThrow();
  });
});
