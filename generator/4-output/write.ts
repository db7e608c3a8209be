/**
 * Files → the output folder, so that nobody's work is lost: only what changed is written, only what an earlier
 * run wrote and nobody edited is overwritten or removed, and where anything else is in the way nothing is
 * written at all. Killed at any moment, a run leaves a folder that `check` calls stale and the next run heals:
 * the manifest names the new contents before the first file changes, and drops the old ones after the last.
 */
import { basename, dirname, join } from "node:path";
import { hasErrors, type Diagnostic } from "../diagnostics.ts";
import { errorCode, hasLeftovers, locked, look, removeFile, replaceFile } from "./folder.ts";
import { inputTest, isInput } from "./inputs.ts";
import {
  formatManifest,
  type Hashes,
  hashesOf,
  isOurs,
  isSafePath,
  MANIFEST,
  parseManifest,
  type Manifest,
  type RunRecord,
} from "./manifest.ts";

export interface WriteOptions {
  /** The folder; made where there is none. */
  readonly output: string;
  /** Compare and change nothing. */
  readonly check: boolean;
  /** Overwrite files that specwright did not write, or that were edited since. */
  readonly force: boolean;
  /** Paths of what the run has read: they are neither overwritten nor removed, `force` or not. */
  readonly inputs?: readonly string[];
  /** For the next run to tell whether it has to do anything. */
  readonly record?: RunRecord | undefined;
}

/** A file that is not what it should be: `after` is undefined where it should not be there, `before` where it is not. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface WriteResult {
  /** What was changed; with `check`, what would be. */
  readonly changes: readonly FileChange[];
  /** Paths of the files that were right already. */
  readonly unchanged: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the folder hold `files` (text by relative path). A file that cannot be written is a diagnostic of severity
 * `error`, and then nothing is written; throws only on a path that leaves the folder, which is a bug of ours.
 */
export function writeFiles(files: ReadonlyMap<string, string>, options: WriteOptions): WriteResult {
  for (const path of files.keys()) if (!isSafePath(path)) throw new Error(`not a path below the output: ${path}`);
  try {
    const wanted = { files, hashes: hashesOf(files) };
    const plan = makePlan(wanted, options);
    if (options.check) return { ...plan, diagnostics: [] }; // whatever is in the way shows as a change
    if (hasErrors(plan.diagnostics)) return { ...plan, changes: [] };
    if (plan.changes.length === 0 && !hasLeftovers(options.output)) return plan;
    // planned again, now that no other run can come between
    return locked(options.output, () => carryOut(makePlan(wanted, options), wanted, options)) ?? busy(options.output);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return { changes: [], unchanged: [], diagnostics: [unwritable(options.output, code)] };
  }
}

/** Writes one file, wherever it is but in the place of one of `inputs`; what hinders that is the answer. */
export function writeFile(path: string, text: string, inputs: readonly string[]): readonly Diagnostic[] {
  if (inputTest(inputs)(path)) return [isInput(path)];
  try {
    replaceFile(dirname(path), basename(path), text);
    return [];
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return [unwritable(path, code)];
  }
}

/** What the folder is to hold. */
interface WantedFile {
  readonly files: ReadonlyMap<string, string>;
  readonly hashes: Hashes;
}

interface WritePlan extends WriteResult {
  readonly manifest: Manifest;
}

function makePlan({ files, hashes }: WantedFile, options: WriteOptions): WritePlan {
  const { output, force, check } = options;
  const found = look(output, MANIFEST);
  const manifest = parseManifest(found.kind === "file" ? found.text : undefined);
  const changes: FileChange[] = [];
  const unchanged: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const obstacles = new Set<string>();
  const isRead = inputTest(options.inputs ?? []);

  for (const [path, after] of files) {
    const standing = look(output, path);
    const before = standing.kind === "file" ? standing.text : undefined;
    if (before === after) {
      unchanged.push(path);
      continue;
    }
    changes.push({ path, before, after });
    if (standing.kind === "obstacle") {
      if (!obstacles.has(standing.at)) diagnostics.push(inTheWay(output, standing)); // in the way of all that is below it
      obstacles.add(standing.at);
    }
    if (before === undefined) continue;
    if (isRead(join(output, path))) diagnostics.push(isInput(`${output}/${path}`));
    else if (!force && !isOurs(manifest, path, before)) diagnostics.push(foreign(output, path, manifest));
  }

  for (const path of new Set([...manifest.files.keys(), ...manifest.pending.keys()])) {
    if (files.has(path)) continue;
    const standing = look(output, path);
    if (standing.kind !== "file") continue;
    if (isRead(join(output, path))) diagnostics.push(isInput(`${output}/${path}`));
    else if (isOurs(manifest, path, standing.text)) changes.push({ path, before: standing.text, after: undefined });
    else diagnostics.push(leftAlone(output, path));
  }

  const before = found.kind === "file" ? found.text : undefined;
  // what is committed may have been written by another build: that makes no file stale
  const after = finalManifest(hashes, check ? { record: manifest.record } : options);
  if (before !== after) changes.push({ path: MANIFEST, before, after });
  return { changes, unchanged, diagnostics, manifest };
}

function carryOut(plan: WritePlan, { files, hashes }: WantedFile, { output, record }: WriteOptions): WriteResult {
  if (hasErrors(plan.diagnostics)) return { ...plan, changes: [] };
  if (plan.changes.length === 0) return plan;
  const ours = plan.changes.filter(({ path, before }) => before !== undefined && isOurs(plan.manifest, path, before));
  const standing = new Map(ours.map(({ path, before = "" }) => [path, before]));
  for (const path of plan.unchanged) standing.set(path, files.get(path) ?? "");
  replaceFile(output, MANIFEST, formatManifest({ files: hashesOf(standing), pending: hashes }));
  for (const { path, before, after } of plan.changes) {
    if (path === MANIFEST) continue;
    if (after !== undefined) replaceFile(output, path, after);
    else if (before !== undefined) removeFile(output, path);
  }
  replaceFile(output, MANIFEST, finalManifest(hashes, { record })); // whether it is a change or what was there before this run
  return plan;
}

function finalManifest(files: Hashes, { record }: Pick<WriteOptions, "record">): string {
  return formatManifest({ record, files, pending: new Map() });
}

function foreign(output: string, path: string, manifest: Manifest): Diagnostic {
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

function inTheWay(output: string, { at, what }: { readonly at: string; readonly what: string }): Diagnostic {
  return {
    rule: "output-obstacle",
    severity: "error",
    message: `${output}/${at} is in the way: it is ${what}.`,
    remedy: "Move it, or choose another output folder. Nothing was written.",
  };
}

function leftAlone(output: string, path: string): Diagnostic {
  return {
    rule: "output-edited",
    severity: "warning",
    message: `${output}/${path} is no longer generated, but it was edited, so it was left where it is.`,
    remedy: "Delete it if you do not need it.",
  };
}

function busy(output: string): WriteResult {
  const diagnostic: Diagnostic = {
    rule: "output-busy",
    severity: "error",
    message: `Another run of specwright is writing into ${output}.`,
    remedy: `Try again when it is done; if there is none, delete ${output}/.specwright.lock.`,
  };
  return { changes: [], unchanged: [], diagnostics: [diagnostic] };
}

function unwritable(output: string, code: string): Diagnostic {
  return {
    rule: "output-unwritable",
    severity: "error",
    message: `Cannot write ${output}: ${REASONS.get(code) ?? `the system says ${code}`}.`,
    remedy: "Choose another place, or put that right; then run it again.",
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
