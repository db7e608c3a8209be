/**
 * Writes generated files into the output folder without losing other files. Only changed files are written. Files are
 * overwritten or removed only if an earlier run wrote them and they were not edited since. If any other file is in the
 * way, nothing is written.
 *
 * A run can be killed at any moment: `check` then reports the folder as stale, and the next run repairs it. For this,
 * the manifest lists the new contents before the first file changes, and drops the old ones after the last change.
 */
import { basename, dirname, join } from "node:path";
import { hasErrors, type Diagnostic } from "../diagnostics.ts";
import { systemErrorCode, hasLeftovers, withLock, readPath, removeFile, replaceFile } from "./folder.ts";
import { inputTest, inputDiagnostic } from "./protected-inputs.ts";
import {
  fingerprintsOf,
  formatManifest,
  type FileHashes,
  hashesOf,
  isSafePath,
  MANIFEST,
  originOf,
  parseManifest,
  readManifest,
  type Manifest,
  type RunRecord,
} from "./manifest.ts";

/** Options of a write to the output folder. */
export interface WriteOptions {
  /** The output folder, created if it does not exist. */
  readonly output: string;
  /** True to compare files without changing them. */
  readonly check: boolean;
  /** True to overwrite files that specwright did not write, or that were edited. */
  readonly force: boolean;
  /** Paths of the inputs of the run. They are never overwritten or removed, even with `force`. */
  readonly inputs?: readonly string[];
  /** The record of this run, by which the next run can tell that nothing has changed. */
  readonly record?: RunRecord | undefined;
  /** The place of the runtime, for the manifest. */
  readonly runtime?: string | undefined;
}

/** A change of a file. */
export interface FileChange {
  readonly path: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  /** Undefined for a file to be removed. */
  readonly after: string | undefined;
  /** True if a formatter changed the file since specwright wrote it. */
  readonly isFormatted?: true;
}

/** The result of a write. */
export interface WriteResult {
  /** Changes that were made, or with `check` would be made. */
  readonly changes: readonly FileChange[];
  /** Paths of the files that were already up to date. */
  readonly unchanged: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes files into the output folder, and removes those of earlier runs that are no longer generated. If a file cannot
 * be written, nothing is written, and the diagnostics contain an error. Throws for a path outside of the folder, which
 * is a bug.
 *
 * @param files contents by path, relative to the folder.
 */
export function writeFiles(files: ReadonlyMap<string, string>, options: WriteOptions): WriteResult {
  for (const path of files.keys()) {
    if (!isSafePath(path)) throw new Error(`path is not inside of the output folder: ${path}`);
  }
  try {
    const hashes = hashesOf(files);
    const output = { files, hashes, fingerprints: fingerprintsOf(files, hashes, readManifest(options.output)) };
    const plan = makePlan(output, options);
    if (options.check) return { ...plan, diagnostics: [] }; // an obstacle is reported as a change
    if (hasErrors(plan.diagnostics)) return { ...plan, changes: [] };
    if (plan.changes.length === 0 && !hasLeftovers(options.output)) return plan;
    // plan again, because the folder is locked only now
    return (
      withLock(options.output, () => carryOut(makePlan(output, options), output, options)) ?? busyResult(options.output)
    );
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return { changes: [], unchanged: [], diagnostics: [unwritableDiagnostic(options.output, code)] };
  }
}

/** Writes one file to any path but that of an input. Returns a diagnostic if it cannot be written. */
export function writeFile(path: string, text: string, inputs: readonly string[]): readonly Diagnostic[] {
  if (inputTest(inputs)(path)) return [inputDiagnostic(path)];
  try {
    replaceFile(dirname(path), basename(path), text);
    return [];
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return [unwritableDiagnostic(path, code)];
  }
}

/** The files of the new output, with their hashes. */
interface OutputFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly hashes: FileHashes;
  readonly fingerprints: FileHashes;
}

/** The changes to make, and the manifest that they are based on. */
interface WritePlan extends WriteResult {
  readonly manifest: Manifest;
}

function makePlan(outputFiles: OutputFiles, options: WriteOptions): WritePlan {
  const { files } = outputFiles;
  const { output, force, check } = options;
  const found = readPath(output, MANIFEST);
  const written = found.kind === "file" ? found.text : undefined;
  const manifest = parseManifest(written);
  const changes: FileChange[] = [];
  const unchanged: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const obstacles = new Set<string>();
  const isInputPath = inputTest(options.inputs ?? []);

  for (const [path, after] of files) {
    const standing = readPath(output, path);
    const before = standing.kind === "file" ? standing.text : undefined;
    if (before === after) {
      unchanged.push(path);
      continue;
    }
    const origin = before === undefined ? "written" : originOf(manifest, path, before, after);
    changes.push({ path, before, after, ...(origin === "formatted" && { isFormatted: true }) });
    if (standing.kind === "obstacle") {
      if (!obstacles.has(standing.at)) diagnostics.push(obstacleDiagnostic(output, standing)); // one obstacle can block several files
      obstacles.add(standing.at);
    }
    if (before === undefined) continue;
    if (isInputPath(join(output, path))) diagnostics.push(inputDiagnostic(`${output}/${path}`));
    else if (!force && origin === "foreign") diagnostics.push(foreignFileDiagnostic(output, path, manifest));
  }

  for (const path of new Set([...manifest.files.keys(), ...manifest.pending.keys()])) {
    if (files.has(path)) continue;
    const standing = readPath(output, path);
    if (standing.kind !== "file") continue;
    if (isInputPath(join(output, path))) diagnostics.push(inputDiagnostic(`${output}/${path}`));
    else if (originOf(manifest, path, standing.text) === "foreign") diagnostics.push(keptDiagnostic(output, path));
    else changes.push({ path, before: standing.text, after: undefined });
  }

  // the committed output may come from another build, which does not make it stale
  const after = finalManifest(outputFiles, check ? { ...options, record: manifest.record } : options);
  if (written !== after) changes.push({ path: MANIFEST, before: written, after });
  return { changes, unchanged, diagnostics, manifest };
}

function carryOut(plan: WritePlan, outputFiles: OutputFiles, options: WriteOptions): WriteResult {
  const { files, hashes } = outputFiles;
  const { output } = options;
  if (hasErrors(plan.diagnostics)) return { ...plan, changes: [] };
  if (plan.changes.length === 0) return plan;
  const ours = plan.changes.filter(
    ({ path, before, after }) => before !== undefined && originOf(plan.manifest, path, before, after) !== "foreign",
  );
  const standing = new Map(ours.map(({ path, before = "" }) => [path, before]));
  for (const path of plan.unchanged) standing.set(path, files.get(path) ?? "");
  replaceFile(
    output,
    MANIFEST,
    formatManifest({ runtime: options.runtime, files: hashesOf(standing), pending: hashes }),
  );
  for (const { path, before, after } of plan.changes) {
    if (path === MANIFEST) continue;
    if (after !== undefined) replaceFile(output, path, after);
    else if (before !== undefined) removeFile(output, path);
  }
  replaceFile(output, MANIFEST, finalManifest(outputFiles, options)); // also if only files have changed
  return plan;
}

function finalManifest(
  { hashes: files, fingerprints }: Pick<OutputFiles, "hashes" | "fingerprints">,
  { record, runtime }: Pick<WriteOptions, "record" | "runtime">,
): string {
  return formatManifest({ record, runtime, files, fingerprints, pending: new Map() });
}

function foreignFileDiagnostic(output: string, path: string, manifest: Manifest): Diagnostic {
  const ours = manifest.files.has(path);
  return {
    rule: "output-edited",
    severity: "error",
    message: ours
      ? `${output}/${path} was edited since specwright wrote it.`
      : `${output}/${path} is in the way: specwright did not write it.`,
    remedy: "Move it, or overwrite it with --force. Nothing was written.",
  };
}

function obstacleDiagnostic(output: string, { at, what }: { readonly at: string; readonly what: string }): Diagnostic {
  return {
    rule: "output-obstacle",
    severity: "error",
    message: `${output}/${at} is in the way: it is ${what}.`,
    remedy: "Move it, or choose another output folder. Nothing was written.",
  };
}

function keptDiagnostic(output: string, path: string): Diagnostic {
  return {
    rule: "output-edited",
    severity: "warning",
    message: `${output}/${path} is no longer generated, but it was edited, so it is kept.`,
    remedy: "Delete it if you do not need it.",
  };
}

function busyResult(output: string): WriteResult {
  const diagnostic: Diagnostic = {
    rule: "output-busy",
    severity: "error",
    message: `Another run of specwright is writing into ${output}.`,
    remedy: `Try again when it has ended. If there is none, delete ${output}/.specwright.lock.`,
  };
  return { changes: [], unchanged: [], diagnostics: [diagnostic] };
}

function unwritableDiagnostic(output: string, code: string): Diagnostic {
  return {
    rule: "output-unwritable",
    severity: "error",
    message: `Cannot write ${output}: ${REASONS.get(code) ?? `the system reports ${code}`}.`,
    remedy: "Correct the cause, or choose another output path, and run the command again.",
  };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
  ["ENOTDIR", "a file stands where a folder should be"],
  ["EEXIST", "a file stands where a folder should be"],
  ["EISDIR", "it is a folder"],
]);
