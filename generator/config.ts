/**
 * Reads the configuration of a project from the working directory: `specwright.config.js`, `.mjs` or `.json`, or the
 * property `specwright` of package.json. Paths in it are relative to that directory.
 */
import { existsSync, readFileSync } from "node:fs";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  DEFAULT_LIMITS,
  CONVERSIONS,
  ADAPTERS,
  IMPORT_EXTENSIONS,
  TARGETS,
  type GenerateOptions,
  type Limits,
} from "./options.ts";
import { oneOf, suggestion, UsageError } from "./usage-error.ts";

/** Configuration of a project. Command-line flags win over it. */
export type Config = Omit<ReadConfig, "limits" | "redoclyRules"> & {
  /** Overrides of single limits. */
  readonly limits?: Partial<Limits>;
};

/** A validated configuration with all limits filled in, and the rules of `redocly.yaml`. */
export type ReadConfig = Partial<Omit<GenerateOptions, "check" | "force">>;

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

type OptionReader<T> = (value: unknown, what: string) => T;

const OPTION_READERS: {
  readonly [Name in Exclude<keyof ReadConfig, "redoclyRules">]-?: OptionReader<NonNullable<ReadConfig[Name]>>;
} = {
  spec: readString,
  overlays: arrayOf(readString),
  output: readString,
  targets: arrayOf((value) => oneOf(TARGETS, value, "target")),
  adapters: arrayOf((value) => oneOf(ADAPTERS, value, "adapter")),
  importExtension: (value) => oneOf(IMPORT_EXTENSIONS, value, "import extension"),
  conversions: (value, what) => {
    const entries = Object.entries(isObject(value) ? value : reject(what, "an object"));
    return Object.fromEntries(entries.map(([format, type]) => conversionOf(format, type)));
  },
  allowRemote: arrayOf(readString),
  root: readString,
  headers: (value, what) => {
    const headers = Object.entries(isObject(value) ? value : reject(what, "an object"));
    return Object.fromEntries(headers.map(([name, text]) => headerOf(name, readString(text, `${what}.${name}`))));
  },
  lenient: readBoolean,
  strict: readBoolean,
  rules: (value, what) => {
    const levels = Object.entries(isObject(value) ? value : reject(what, "an object"));
    return Object.fromEntries(levels.map(([rule, level]) => [rule, oneOf(SEVERITIES, level, `severity of ${rule}`)]));
  },
  limits: (value, what) => {
    const limits = Object.entries(isObject(value) ? value : reject(what, "an object")).map(([name, limit]) => [
      oneOf(Object.keys(DEFAULT_LIMITS), name, "limit"),
      typeof limit === "number" && limit > 0 ? limit : reject(`${what}.${name}`, "a positive number"),
    ]);
    return { ...DEFAULT_LIMITS, ...Object.fromEntries(limits) };
  },
};

/** Returns a conversion as an entry. Throws a `UsageError` if the format or its type is unknown. */
export function conversionOf(format: string, type: unknown): readonly [format: string, type: string] {
  const known = oneOf(Object.keys(CONVERSIONS) as (keyof typeof CONVERSIONS)[], format, "format"); // `keyof` of a constant object
  return [known, oneOf([CONVERSIONS[known]], type, `type of ${known}`)];
}

/** Returns a request header as an entry. Throws a `UsageError` if its name or its value is invalid in HTTP. */
export function headerOf(name: string, value: string): readonly [name: string, value: string] {
  try {
    validateHeaderName(name.trim());
    validateHeaderValue(name.trim(), value.trim());
  } catch {
    throw new UsageError(`${JSON.stringify(name)} is not a valid header. Write it as "Name: value".`);
  }
  return [name.trim().toLowerCase(), value.trim()];
}

const SEVERITIES = ["error", "warning", "info", "off"] as const;

function checkConfig(content: unknown): ReadConfig {
  if (!isObject(content)) return reject("The configuration", "an object");
  const entries = Object.entries(content).map(([name, value]) => {
    if (!isOption(name)) throw new UsageError(`Unknown option ${name}${suggestion(name, Object.keys(OPTION_READERS))}`);
    return [name, OPTION_READERS[name](value, name)];
  });
  return Object.fromEntries(entries);
}

function isOption(name: string): name is keyof typeof OPTION_READERS {
  return Object.hasOwn(OPTION_READERS, name);
}

function readString(value: unknown, what: string): string {
  return typeof value === "string" ? value : reject(what, "a string");
}

function readBoolean(value: unknown, what: string): boolean {
  return typeof value === "boolean" ? value : reject(what, "true or false");
}

function arrayOf<T>(read: OptionReader<T>): OptionReader<readonly T[]> {
  return (value, what) =>
    Array.isArray(value) ? value.map((item: unknown) => read(item, what)) : reject(what, "an array");
}

function reject(what: string, wanted: string): never {
  throw new UsageError(`${what} must be ${wanted}.`);
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
