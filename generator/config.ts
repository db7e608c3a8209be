/**
 * Reads the configuration of a project from the working directory: `specwright.config.js`, `.mjs` or `.json`, or the
 * property `specwright` of package.json. Paths in it are relative to that directory.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CONFIG_OPTIONS, type ConfigValues } from "./config-options.ts";
import { isObject, reject } from "./config-types.ts";
import { DEFAULT_LIMITS, type Limits, type SourceOptions } from "./options.ts";
import { suggestion, UsageError } from "./usage-error.ts";

/** Configuration of a project. Command-line flags win over it. */
export interface Config extends ConfigValues {
  /** The JSON Schema that editors use: `./node_modules/specwright/dist/config.schema.json`. */
  readonly $schema?: string;
}

/** A validated configuration with all limits filled in, and the rules of `redocly.yaml`. */
export type ReadConfig = Omit<ConfigValues, "limits"> &
  Partial<Pick<SourceOptions, "redoclyRules">> & { readonly limits?: Limits };

/** Reads the configuration in `folder`; without one, returns an empty object. Throws a `UsageError` if it is invalid. */
export async function readConfig(folder: string): Promise<ReadConfig> {
  for (const [name, read] of CONFIG_SOURCES) {
    const file = join(folder, name);
    try {
      const content: unknown = existsSync(file) ? await read(file) : undefined;
      if (content !== undefined) return checkConfig(content);
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`${name}: ${error.message}`) : error;
    }
  }
  return {};
}

const CONFIG_SOURCES: readonly (readonly [string, (file: string) => unknown])[] = [
  ["specwright.config.js", importDefault],
  ["specwright.config.mjs", importDefault],
  ["specwright.config.json", readJson],
  ["package.json", (file) => memberOf(readJson(file), "specwright")],
];

/** File names that can hold the configuration. */
export const CONFIG_FILES: readonly string[] = CONFIG_SOURCES.map(([name]) => name);

function checkConfig(content: unknown): ReadConfig {
  if (!isObject(content)) return reject("The configuration", "an object");
  const entries = Object.entries(content).flatMap(([name, value]) => {
    if (name === "$schema") return [];
    if (!isOption(name)) throw new UsageError(`Unknown option ${name}${suggestion(name, Object.keys(CONFIG_OPTIONS))}`);
    return [[name, CONFIG_OPTIONS[name].read(value, name)]];
  });
  const { limits, ...values }: ConfigValues = Object.fromEntries(entries);
  return { ...values, ...(limits && { limits: { ...DEFAULT_LIMITS, ...limits } }) };
}

function isOption(name: string): name is keyof typeof CONFIG_OPTIONS {
  return Object.hasOwn(CONFIG_OPTIONS, name);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw unreadable(error);
  }
}

async function importDefault(file: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw unreadable(error);
  });
  return memberOf(module, "default") ?? reject("The default export", "the configuration");
}

/** Returns a usage error for a configuration file that cannot be read or that throws. */
function unreadable(error: unknown): UsageError {
  return new UsageError(`Cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
