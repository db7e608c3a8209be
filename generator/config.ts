/**
 * The configuration of a project: `specwright.config.js`, `.mjs` or `.json`, or the member `specwright` of
 * package.json, in the working directory. Paths in it are relative to that directory.
 */
import { existsSync, readFileSync } from "node:fs";
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

/** What a project may settle once; a flag of the command line wins over it. */
export type Config = Omit<ReadConfig, "limits"> & {
  /** Some of the limits; the others keep their defaults. */
  readonly limits?: Partial<Limits>;
};

/** A configuration that was read and understood. */
export type ReadConfig = Partial<Omit<GenerateOptions, "check" | "force">>;

/** Reads the configuration in `folder`, or an empty one. Throws a `UsageError` for one that is not understood. */
export async function readConfig(folder: string): Promise<ReadConfig> {
  for (const [name, read] of PLACES) {
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

const PLACES: readonly (readonly [string, (file: string) => unknown])[] = [
  ["specwright.config.js", importDefault],
  ["specwright.config.mjs", importDefault],
  ["specwright.config.json", readJson],
  ["package.json", (file) => memberOf(readJson(file), "specwright")],
];

/** Whatever might be the configuration of the working directory. */
export const CONFIG_FILES: readonly string[] = PLACES.map(([name]) => name);

type OptionReader<T> = (value: unknown, what: string) => T;

const READERS: { readonly [Name in keyof ReadConfig]-?: OptionReader<NonNullable<ReadConfig[Name]>> } = {
  spec: text,
  overlays: listOf(text),
  output: text,
  targets: listOf((value) => oneOf(TARGETS, value, "target")),
  adapters: listOf((value) => oneOf(ADAPTERS, value, "framework")),
  importExtension: (value) => oneOf(IMPORT_EXTENSIONS, value, "import extension"),
  conversions: (value, what) => {
    const entries = Object.entries(isObject(value) ? value : wrong(what, "an object"));
    return Object.fromEntries(entries.map(([format, type]) => conversionOf(format, type)));
  },
  allowRemote: listOf(text),
  lenient: (value, what) => (typeof value === "boolean" ? value : wrong(what, "true or false")),
  rules: (value, what) => {
    const levels = Object.entries(isObject(value) ? value : wrong(what, "an object"));
    return Object.fromEntries(levels.map(([rule, level]) => [rule, oneOf(SEVERITIES, level, `severity of ${rule}`)]));
  },
  limits: (value, what) => {
    const limits = Object.entries(isObject(value) ? value : wrong(what, "an object")).map(([name, limit]) => [
      oneOf(Object.keys(DEFAULT_LIMITS), name, "limit"),
      typeof limit === "number" && limit > 0 ? limit : wrong(`${what}.${name}`, "a positive number"),
    ]);
    return { ...DEFAULT_LIMITS, ...Object.fromEntries(limits) };
  },
};

/** A format and what its values become. Throws a `UsageError` for one that there is not. */
export function conversionOf(format: string, type: unknown): readonly [format: string, type: string] {
  const known = oneOf(Object.keys(CONVERSIONS) as (keyof typeof CONVERSIONS)[], format, "format"); // the keys of a constant
  return [known, oneOf([CONVERSIONS[known]], type, `type of ${known}`)];
}

const SEVERITIES = ["error", "warning", "info", "off"] as const;

function checkConfig(content: unknown): ReadConfig {
  if (!isObject(content)) return wrong("the configuration", "an object");
  const entries = Object.entries(content).map(([name, value]) => {
    if (!isOption(name)) throw new UsageError(`unknown option ${name}${suggestion(name, Object.keys(READERS))}`);
    return [name, READERS[name](value, name)];
  });
  return Object.fromEntries(entries);
}

function isOption(name: string): name is keyof typeof READERS {
  return Object.hasOwn(READERS, name);
}

function text(value: unknown, what: string): string {
  return typeof value === "string" ? value : wrong(what, "a string");
}

function listOf<T>(read: OptionReader<T>): OptionReader<readonly T[]> {
  return (value, what) =>
    Array.isArray(value) ? value.map((item: unknown) => read(item, what)) : wrong(what, "a list");
}

function wrong(what: string, wanted: string): never {
  throw new UsageError(`${what} must be ${wanted}`);
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
  return memberOf(module, "default") ?? wrong("the default export", "the configuration");
}

/** The file is the user's, and so is what it throws. */
function unreadable(error: unknown): UsageError {
  return new UsageError(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
