/** Merges defaults, the configuration of the project and command-line flags. Flags win over the configuration. */
import { headerOf, readFormatOptions } from "../config-options.ts";
import { CONFIG_FILES, readConfig, type ReadConfig } from "../config.ts";
import { readRedoclyRules } from "../redocly-config.ts";
import { DEFAULT_LIMITS, DEFAULT_SOURCE, type FormatOptions, type Limits, type SourceOptions } from "../options.ts";
import { oneOf, UsageError } from "../usage-error.ts";
import type { SOURCE_OPTIONS, OptionValues } from "./arguments.ts";

/** The effective configuration of a run, and the options for reading its description. */
export interface Settings {
  readonly config: ReadConfig;
  readonly source: SourceOptions;
}

/**
 * Reads the configuration of the working directory and merges the flags into it. If the command line names a
 * description, the configured overlays and output folder do not apply: they belong to the configured description.
 * Throws a `UsageError` if neither names a description.
 */
export async function readSettings(
  spec: string | undefined,
  values: OptionValues<typeof SOURCE_OPTIONS>,
): Promise<Settings> {
  const { spec: ownSpec, overlays, output, ...rest } = await readConfig(process.cwd());
  const config: ReadConfig =
    spec === undefined ? { ...rest, ...(overlays && { overlays }), ...(output !== undefined && { output }) } : rest;
  const name = spec ?? ownSpec;
  if (name === undefined) {
    throw new UsageError(
      'No description given. Pass its file, or configure it in package.json: { "specwright": { "spec": "openapi.yaml" } }.',
    );
  }
  const source = {
    ...DEFAULT_SOURCE,
    ...config,
    spec: name,
    ...(values.overlay && { overlays: values.overlay }),
    ...(values.root !== undefined && { root: values.root }),
    headers: {
      ...config.headers,
      ...headersIn(process.env["SPECWRIGHT_HEADER"]?.split("\n") ?? []),
      ...headersIn(values.header ?? []),
    },
    limits: { ...DEFAULT_SOURCE.limits, ...config.limits, ...limitsIn(values.limit ?? []) },
    ...(values["allow-remote"] && { allowRemote: values["allow-remote"] }),
    ...(values["assert-formats"] !== undefined && { formats: formatsIn(values["assert-formats"]) }),
    ...(values["extend-closed-bases"] && { extendClosedBases: true }),
    ...(values.lenient && { lenient: true }),
    ...(values.strict && { strict: true }),
    redoclyRules: await readRedoclyRules(process.cwd()),
  };
  if (source.lenient && source.strict) {
    throw new UsageError("`--lenient` and `--strict` exclude each other: keep one, here or in the configuration.");
  }
  return { config, source };
}

/** Parses the value of `--assert-formats`. Throws a `UsageError` if it is invalid. */
function formatsIn(list: string): FormatOptions {
  if (list === "all" || list === "none") return { assert: list === "all" };
  const entries = list.split(",").map((entry) => entry.trim().split("=", 2));
  const assert = entries.some((entry) => entry.length === 2)
    ? Object.fromEntries(entries.map(([format = "", how = "on"]) => [format, MODES[how] ?? how]))
    : entries.flat();
  return readFormatOptions({ assert }, "--assert-formats");
}

const MODES: Readonly<Record<string, boolean>> = { on: true, off: false };

/** Parses `Name: value` entries of `--header`. Throws a `UsageError` if one is invalid. */
function headersIn(entries: readonly string[]): Readonly<Record<string, string>> {
  const headers = entries
    .filter((entry) => entry.trim() !== "")
    .map((entry) => {
      const [name = "", ...value] = entry.split(":");
      return headerOf(value.length === 0 ? "" : name, value.join(":"));
    });
  return Object.fromEntries(headers);
}

/** Parses `depth=200` entries of `--limit`. Throws a `UsageError` if one is invalid. */
function limitsIn(entries: readonly string[]): Partial<Limits> {
  const limits = entries.map((entry) => {
    const [name = "", number = ""] = entry.split("=", 2);
    const known = oneOf(Object.keys(DEFAULT_LIMITS), name, "limit");
    if (!/^[1-9]\d*$/.test(number)) {
      throw new UsageError(
        `Option --limit needs a limit and a positive number, such as ${known}=${DEFAULT_LIMITS.depth * 2}, got ${JSON.stringify(entry)}.`,
      );
    }
    return [known, Number(number)] as const;
  });
  return Object.fromEntries(limits);
}

/** Returns the files that a run is known to read. Output must not overwrite them. */
export function inputsOf({ spec, overlays }: SourceOptions): readonly string[] {
  return [spec, ...overlays, ...CONFIG_FILES];
}
