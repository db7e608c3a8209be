/** Prints templates strictly: a missing field throws instead of printing an empty string. */
import { describe, expect, test } from "vitest";
import { compileTemplate } from "../../../generator/4-output/templates.ts";

describe("prints", () => {
  test.each<[string, string, object, string]>([
    ["a field", "{{name}}", { name: "a" }, "a"],
    ["a string without escaping", "{{name}}", { name: `<&"'>{{name}}` }, `<&"'>{{name}}`],
    ["each item", "{{#each list}}{{this}};{{/each}}", { list: ["a", "b"] }, "a;b;"],
    ["each item's fields", "{{#each list}}{{name}};{{/each}}", { list: [{ name: "a" }, { name: "b" }] }, "a;b;"],
    ["one branch of a condition", "{{#if flag}}a{{else}}b{{/if}}", { flag: false }, "b"],
    ["a partial with its item", "{{> docs docs}}", { docs: { lines: ["one", "two"] } }, "one\ntwo\n"],
    ["a partial, indented", "  {{> docs docs}}\n", { docs: { lines: ["one", "two"] } }, "  one\n  two\n"],
    ["no inherited property", "{{name}}", Object.create({ name: "a" }), ""],
    ["an own field that is named like an inherited one", "{{valueOf}}", { valueOf: "a" }, "a"],
  ])("%s", (_name, source, view, want) => {
    expect(compileTemplate(source)(view)).toBe(want);
  });
});

describe("throws for", () => {
  test.each<[string, string, object]>([
    ["a missing field", "{{name}}", {}],
    ["a missing flag", "{{#if flag}}{{/if}}", {}],
    ["a flag that is a string", "{{#if flag}}{{/if}}", { flag: "" }],
    ["a missing array", "{{#each list}}{{/each}}", {}],
    ["an object instead of an array", "{{#each list}}{{/each}}", { list: { a: 1 } }],
    ["an unknown partial", "{{> nowhere this}}", {}],
    ["a partial with a missing field", "{{> docs docs}}", {}],
    ["a disabled helper", "{{#unless flag}}{{/unless}}", { flag: true }],
    ["an unknown helper", "{{upper name}}", { name: "a" }],
    ["a lookup", "{{lookup this name}}", { name: "a" }],
  ])("%s", (_name, source, view) => {
    expect(() => compileTemplate(source)(view)).toThrow();
  });
});
