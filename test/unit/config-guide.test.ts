/** The configuration guide and the JSON Schema for editors say what the table of options says. */
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../generator/1-document/json.ts";
import { CONFIG_OPTIONS, type ConfigOption } from "../../generator/config-options.ts";
import { configSchema, defaultOf } from "../../generator/config-schema.ts";
import { generateCommand } from "../../generator/commands/generate.ts";

const root = new URL("../../", import.meta.url);

/** Flags of `generate` that control one run. */
const RUN_FLAGS: ReadonlySet<string> = new Set(["check", "force", "format", "timings", "verbose"]);

const options: readonly (readonly [string, ConfigOption<unknown>])[] = Object.entries(CONFIG_OPTIONS);

/** Returns a type as the guide prints it. */
function typeOf(schema: JsonObject): string {
  const { type, enum: choices, const: only, items, properties, additionalProperties, anyOf } = schema;
  if (Array.isArray(anyOf)) return anyOf.map((one) => shortTypeOf(one as JsonObject)).join(", ");
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (Array.isArray(choices)) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  if (type === "array") return `array of ${typeOf(items as JsonObject)}`;
  if (type !== "object") return String(type);
  if (properties === undefined) return `object of ${typeOf(additionalProperties as JsonObject)}`;
  const entries = Object.entries(properties as JsonObject);
  return `object with ${entries.map(([key, value]) => `\`${key}\`: ${typeOf(value as JsonObject)}`).join("; ")}`;
}

/** Returns one of several types, without the names in it. */
function shortTypeOf({ type, const: only }: JsonObject): string {
  if (only !== undefined) return typeOf({ const: only });
  return type === "array" ? "array of names" : String(type);
}

function defaultText(name: string, { fallback }: ConfigOption<unknown>): string {
  const value = defaultOf(name);
  if (fallback !== undefined || value === undefined) return fallback ?? "none";
  if (typeof value !== "object" || value === null) return `\`${String(value)}\``;
  const entries = Object.entries(value).map(([key, item]) => `\`${key}\`: ${Number(item).toLocaleString("en")}`);
  return entries.length === 0 ? "none" : entries.join("; ");
}

/** Updated by `UPDATE_GUIDE=1 npx vitest run --config test/vitest.config.ts test/unit/config-guide.test.ts`. */
test("the guide has one row for each option", () => {
  const rows = options.map(([name, option]) => {
    const flag = option.flag === undefined ? "" : `\`${option.flag}\``;
    return `| \`${name}\` | ${flag} | ${typeOf(option.schema)} | ${defaultText(name, option)} | ${option.meaning} |`;
  });
  const file = new URL("generator/guide/configuration.md", root);
  const guide = readFileSync(file, "utf8");
  const updated = guide.replace(
    /(\| key \| flag .*\n\|-.*\n)(?:\|.*\n)*/,
    (_match, head: string) => `${head}${rows.join("\n")}\n`,
  );
  if (process.env["UPDATE_GUIDE"] === "1") writeFileSync(file, updated);
  expect(updated).toContain("| `spec` | `[spec]` |");
  expect(readFileSync(file, "utf8")).toBe(updated);
});

test("each flag of `generate` has an option, or controls one run", () => {
  const flags = options.flatMap(([, { flag = "" }]) => (flag.startsWith("--") ? [flag.slice(2)] : []));
  const others = Object.keys(generateCommand.options).filter((flag) => !flags.includes(flag));
  expect(flags.filter((flag) => !Object.hasOwn(generateCommand.options, flag))).toEqual([]);
  expect(others.filter((flag) => !RUN_FLAGS.has(flag))).toEqual([]);
});

test("each meaning is one sentence", () => {
  for (const [, { meaning }] of options) expect(meaning).toMatch(/^[A-Z[][^.]*(?:\.md[^.]*|\.[a-z][^.]*)*\.$/);
});

describe("the JSON Schema of the package", () => {
  const schema = JSON.parse(readFileSync(new URL("dist/config.schema.json", root), "utf8"));
  const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

  test("is printed from the table", () => {
    expect(schema).toEqual(configSchema());
  });

  test.each([
    [
      "the configuration of this repository",
      JSON.parse(readFileSync(new URL("package.json", root), "utf8")).specwright,
    ],
    [
      "all kinds of options",
      { spec: "a.yaml", targets: ["types"], rules: { "name-changed": "off" }, limits: { depth: 9 } },
    ],
    ["$schema", { $schema: "./node_modules/specwright/dist/config.schema.json", spec: "-", strict: true }],
    ["the runtime in the package", { runtime: "package" }],
    ["the runtime in a folder", { runtime: "./runtime" }],
    ["headers and conversions", { headers: { "x-a": "1" }, conversions: { int64: "bigint" } }],
  ])("accepts %s", (_name, config) => {
    validate(config);
    expect(validate.errors).toBeNull();
  });

  test.each([
    ["an unknown key", { specs: "a.yaml" }],
    ["an unknown target", { targets: ["angular"] }],
    ["an unknown limit", { limits: { width: 1 } }],
    ["a limit of 0", { limits: { depth: 0 } }],
    ["a conversion to another type", { conversions: { int64: "Date" } }],
    ["an unknown place of the runtime", { runtime: "pakcage" }],
    ["an unknown severity", { rules: { syntax: "fatal" } }],
    ["a string for an array", { overlays: "a.yaml" }],
  ])("rejects %s", (_name, config) => {
    expect(validate(config)).toBe(false);
    expect(() => readAsConfig(config)).toThrow();
  });
});

/** Reads options as `readConfig` does. Throws for invalid ones. */
function readAsConfig(config: object): void {
  for (const [name, value] of Object.entries(config)) {
    const option = options.find(([key]) => key === name)?.[1];
    if (option === undefined) throw new Error(`unknown option ${name}`);
    option.read(value, name);
  }
}
