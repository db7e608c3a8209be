/**
 * A run that would change nothing is told by hashes of all that it depends on: the files of the description, the options, this very
 * build, and the output. It then says what the earlier one said, and does nothing else: nothing heavy is loaded.
 */
import { realpathSync } from "node:fs";
import * as path from "node:path";
import { displayed } from "./1-document/load/reading/displayed.ts";
import { hashOf } from "./1-document/load/reading/hash.ts";
import { errorCode, hashAt, hasLeftovers, look } from "./4-output/folder.ts";
import { MANIFEST, parseManifest, type RunRecord } from "./4-output/manifest.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { GenerateOptions } from "./options.ts";
import type { GenerateReport } from "./report.ts";
import { BUILD } from "./version.ts";

/** More of them, a kilobyte each, are found anew each time: the record is part of what users commit. */
const MOST_DIAGNOSTICS = 2_000;

/** The report of the earlier run, where this one would be the same; else undefined. */
export function earlierReport(options: GenerateOptions): GenerateReport | undefined {
  try {
    return compare(options);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined; // what the system refuses, a whole run tells
  }
}

function compare(options: GenerateOptions): GenerateReport | undefined {
  const start = { wall: performance.now(), cpu: process.cpuUsage() };
  const folder = folderOf(options.spec);
  const found = look(options.output, MANIFEST);
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
    relocated(each, (file) => displayed(path.resolve(folder, file))),
  );
  const { user, system } = process.cpuUsage(start.cpu);
  const timing = { stage: "compare", wall: performance.now() - start.wall, cpu: (user + system) / 1_000 };
  return { ok: true, diagnostics, changes: [], unchanged: [...files.keys()], timings: [timing] };
}

/** `hashes`: of the files that were read, by absolute path. Undefined where the run cannot be told from others by them. */
export function recordOf(
  options: GenerateOptions,
  hashes: ReadonlyMap<string, string> | undefined,
  diagnostics: readonly Diagnostic[],
): RunRecord | undefined {
  const folder = folderOf(options.spec);
  if (BUILD === "source" || folder === undefined || hashes === undefined) return undefined;
  if (diagnostics.length > MOST_DIAGNOSTICS) return undefined;
  const inputs = new Map([...hashes].map(([file, hash]) => [relativeTo(folder, file), hash]));
  return {
    build: BUILD,
    options: optionsHash(options, folder),
    inputs,
    diagnostics: diagnostics.map((each) => relocated(each, (file) => relativeTo(folder, behindLinks(file) ?? file))),
  };
}

/** Of a description that is a file. */
function folderOf(spec: string): string | undefined {
  const file = behindLinks(spec);
  return file === undefined ? undefined : path.dirname(file);
}

/** Undefined where there is no such file, of a URL for one. */
function behindLinks(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** All options that tell what is printed, wherever it is. */
function optionsHash(
  { spec, overlays, output: _output, check: _check, force: _force, ...options }: GenerateOptions,
  folder: string,
): string {
  const files = [spec, ...overlays].map((file) => relativeTo(folder, behindLinks(file) ?? file));
  const entries = Object.entries({ ...options, files }).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return hashOf(JSON.stringify(entries));
}

function hashOfInput(folder: string, input: string): string | undefined {
  const file = path.resolve(folder, input);
  // a link that leads elsewhere by now is another file
  return behindLinks(file) === file ? hashAt(path.dirname(file), path.basename(file)) : undefined;
}

/** The same on every machine. */
function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll("\\", "/");
}

function relocated(diagnostic: Diagnostic, move: (file: string) => string): Diagnostic {
  const { location } = diagnostic;
  return location === undefined ? diagnostic : { ...diagnostic, location: { ...location, file: move(location.file) } };
}
