/** Defaults, the project's configuration and the flags of the command line, in this order, made one. */
import { CONFIG_FILES, readConfig, type ReadConfig } from "../config.ts";
import { DEFAULT_SOURCE, type SourceOptions } from "../options.ts";
import { UsageError } from "../usage-error.ts";
import type { SOURCE_OPTIONS, Values } from "./arguments.ts";

/** The configuration that holds for this run, and how its description is read. */
export interface Settings {
  readonly config: ReadConfig;
  readonly source: SourceOptions;
}

/**
 * A description that is named on the command line brings neither the overlays nor the output folder of the project's
 * own one along. Throws a `UsageError` where no description is named anywhere.
 */
export async function readSettings(spec: string | undefined, values: Values<typeof SOURCE_OPTIONS>): Promise<Settings> {
  const { spec: ownSpec, overlays, output, ...rest } = await readConfig(process.cwd());
  const config: ReadConfig =
    spec === undefined ? { ...rest, ...(overlays && { overlays }), ...(output !== undefined && { output }) } : rest;
  const name = spec ?? ownSpec;
  if (name === undefined) {
    throw new UsageError(
      'which description? Name its file, or settle it in package.json: { "specwright": { "spec": "openapi.yaml" } }',
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

/** What the command line knows that it reads: nothing is to be written in its place. */
export function inputsOf({ spec, overlays }: SourceOptions): readonly string[] {
  return [spec, ...overlays, ...CONFIG_FILES];
}
