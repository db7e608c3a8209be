/** Merges defaults, the configuration of the project and command-line flags. Flags win over the configuration. */
import { CONFIG_FILES, readConfig, type ReadConfig } from "../config.ts";
import { DEFAULT_SOURCE, type SourceOptions } from "../options.ts";
import { UsageError } from "../usage-error.ts";
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
    ...(values["allow-remote"] && { allowRemote: values["allow-remote"] }),
    ...(values.lenient && { lenient: true }),
  };
  return { config, source };
}

/** Returns the files that a run is known to read. Output must not overwrite them. */
export function inputsOf({ spec, overlays }: SourceOptions): readonly string[] {
  return [spec, ...overlays, ...CONFIG_FILES];
}
