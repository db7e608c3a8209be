/** The JSON Schema of the configuration, for editors. The build writes it to `dist/config.schema.json`. */
import type { Json, JsonObject } from "./1-document/json.ts";
import { CONFIG_OPTIONS, type ConfigOption } from "./config-options.ts";
import { DEFAULT_GENERATE } from "./options.ts";

export function configSchema(): JsonObject {
  const options = Object.entries(CONFIG_OPTIONS).map(([name, option]) => [name, optionSchema(name, option)]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of specwright",
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(options) },
    additionalProperties: false,
  };
}

function optionSchema(name: string, { schema, meaning, fallback }: ConfigOption<unknown>): JsonObject {
  const value = defaultOf(name);
  const isConstant = fallback === undefined && value !== undefined;
  return { ...schema, description: withoutMarkdown(meaning), ...(isConstant && { default: value }) };
}

/** Returns the default of an option, if it is a constant. */
export function defaultOf(name: string): Json | undefined {
  const value: unknown = Reflect.get(DEFAULT_GENERATE, name);
  return value as Json | undefined; // options are JSON values
}

function withoutMarkdown(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
}
