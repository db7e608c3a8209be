/**
 * Detects a run that would change nothing, by hashes of its inputs, options, output and of this build. Such a run
 * repeats the diagnostics of the earlier one and does no work, so this module imports nothing heavy.
 */
import { realpathSync } from "node:fs";
import * as path from "node:path";
import { displayPath } from "./1-document/load/reading/display-path.ts";
import { isUrl, STDIN } from "./1-document/load/reading/description-address.ts";
import { contentHash } from "./1-document/load/reading/content-hash.ts";
import { systemErrorCode, hashAt, hasLeftovers, readPath } from "./4-output/folder.ts";
import { MANIFEST, parseManifest, type RunRecord } from "./4-output/manifest.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { GenerateOptions } from "./options.ts";
import type { GenerateReport } from "./generate-report.ts";
import { BUILD } from "./version.ts";

/** Maximum number of recorded diagnostics, about 1 kB each: users commit the record. Above it, each run is complete. */
const MOST_DIAGNOSTICS = 2_000;

/** Returns the report of the earlier run if this run would repeat it, else undefined. */
export function earlierReport(options: GenerateOptions): GenerateReport | undefined {
  try {
    return compareWithRecord(options);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined; // the complete run reports errors of the file system
  }
}

function compareWithRecord(options: GenerateOptions): GenerateReport | undefined {
  const start = { wall: performance.now(), cpu: process.cpuUsage() };
  const folder = descriptionFolder(options.spec);
  const found = readPath(options.output, MANIFEST);
  if (folder === undefined || found.kind !== "file") return undefined;
  const { record, files, pending } = parseManifest(found.text);
  const isSame =
    record?.build === BUILD &&
    record.options === optionsHash(options, folder) &&
    pending.size === 0 &&
    !hasLeftovers(options.output) &&
    [...record.inputs].every(([input, hash]) => hashOfInput(folder, input) === hash) &&
    [...files].every(([file, hash]) => hashAt(options.output, file) === hash);
  if (!isSame) return undefined;
  const diagnostics = record.diagnostics.map((each) =>
    relocated(each, (file) => displayPath(path.resolve(folder, file))),
  );
  const { user, system } = process.cpuUsage(start.cpu);
  const timing = { stage: "compare", wall: performance.now() - start.wall, cpu: (user + system) / 1_000 };
  return { ok: true, diagnostics, changes: [], unchanged: [...files.keys()], timings: [timing] };
}

/**
 * Returns the record of a run for the manifest. `hashes` holds the hash of each file that was read, by absolute path.
 * It is undefined if the inputs cannot be identified by hashes, such as remote files; then the result is undefined as
 * well.
 */
export function recordOf(
  options: GenerateOptions,
  hashes: ReadonlyMap<string, string> | undefined,
  diagnostics: readonly Diagnostic[],
): RunRecord | undefined {
  const folder = descriptionFolder(options.spec);
  // a runtime elsewhere is an output of its own
  if (options.runtime !== "copy") return undefined;
  if (BUILD === "source" || folder === undefined || hashes === undefined) return undefined;
  if (diagnostics.length > MOST_DIAGNOSTICS) return undefined;
  const names = new Map<string, string>();
  const nameOf = (file: string): string => {
    const name = names.get(file) ?? relativeTo(folder, realPathOf(file) ?? file);
    names.set(file, name);
    return name;
  };
  const inputs = new Map([...hashes].map(([file, hash]) => [relativeTo(folder, file), hash]));
  return {
    build: BUILD,
    options: optionsHash(options, folder),
    inputs,
    diagnostics: diagnostics.map((each) => relocated(each, nameOf)),
  };
}

/** Returns the folder of a description that is a local file, not a URL and not the standard input. */
function descriptionFolder(spec: string): string | undefined {
  const file = spec === STDIN || isUrl(spec) ? undefined : realPathOf(spec);
  return file === undefined ? undefined : path.dirname(file);
}

/** Returns the real path of a file, or undefined if there is none, as for a URL. */
function realPathOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** Returns the hash of all options that affect the output. Paths are relative to the folder of the description. */
function optionsHash(
  {
    spec,
    overlays,
    output: _output,
    check: _check,
    force: _force,
    headers: _headers,
    root,
    ...options
  }: GenerateOptions,
  folder: string,
): string {
  const files = [spec, ...overlays].map((file) => relativeTo(folder, realPathOf(file) ?? file));
  const entries = Object.entries({
    ...options,
    files,
    ...(root !== undefined && { root: relativeTo(folder, realPathOf(root) ?? root) }),
  }).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return contentHash(JSON.stringify(entries));
}

function hashOfInput(folder: string, input: string): string | undefined {
  const file = path.resolve(folder, input);
  // a symbolic link that now leads elsewhere is another file
  return realPathOf(file) === file ? hashAt(path.dirname(file), path.basename(file)) : undefined;
}

/** Returns a relative path with slashes, equal on every machine. */
function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll("\\", "/");
}

function relocated(diagnostic: Diagnostic, move: (file: string) => string): Diagnostic {
  const { location } = diagnostic;
  return location === undefined ? diagnostic : { ...diagnostic, location: { ...location, file: move(location.file) } };
}
