/** Reads and writes files of the output folder. Symbolic links are not followed, and files are replaced atomically. */
import {
  type Stats,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileContentHash } from "../1-document/load/reading/content-hash.ts";

/** The content of a path: a file, an obstacle, or nothing. */
export type PathContent =
  | { readonly kind: "nothing" }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "obstacle"; readonly at: string; readonly what: string };

const TEMPORARY = ".specwright.tmp";
const LOCK = ".specwright.lock";

/** Returns the content of a path in the output folder. Only the folder itself may be a symbolic link. */
export function readPath(folder: string, path: string): PathContent {
  // git may have checked out the file with line ends of Windows: it is still the same file
  return (
    obstacleAt(folder, path) ?? {
      kind: "file",
      text: readFileSync(join(folder, path), "utf8").replaceAll("\r\n", "\n"),
    }
  );
}

/** Returns the hash of the file at a path, or undefined if there is no file. */
export function hashAt(folder: string, path: string): string | undefined {
  return obstacleAt(folder, path) === undefined ? fileContentHash(join(folder, path)) : undefined;
}

/** Returns undefined if the path is a regular file, and otherwise the obstacle, or that there is nothing. */
function obstacleAt(folder: string, path: string): Exclude<PathContent, { readonly kind: "file" }> | undefined {
  const segments = path.split("/");
  for (const [index] of segments.entries()) {
    const at = segments.slice(0, index + 1).join("/");
    const stats = lstatSync(join(folder, at), { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "nothing" };
    if (index < segments.length - 1 ? stats.isDirectory() : stats.isFile()) continue;
    return { kind: "obstacle", at, what: fileKindOf(stats) };
  }
  return undefined;
}

function fileKindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isDirectory()) return "a folder";
  return stats.isFile() ? "a file" : "a device";
}

/** Returns true if a run that was killed left its temporary file behind. */
export function hasLeftovers(folder: string): boolean {
  return lstatSync(join(folder, TEMPORARY), { throwIfNoEntry: false }) !== undefined;
}

/** Creates a folder and its parents. Node's `recursive` never ends in a folder like `/proc`. */
function makeFolder(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })) return; // if it is not a folder, the next step fails
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") throw error; // created by another run
  }
}

/** Replaces a file atomically: readers see either the old or the new content. */
export function replaceFile(folder: string, path: string, text: string): void {
  const temporary = join(folder, TEMPORARY);
  const file = join(folder, path);
  makeFolder(dirname(file));
  rmSync(temporary, { force: true }); // removes a link itself, which `writeFileSync` would follow
  try {
    writeFileSync(temporary, text, { flag: "wx", flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes a file, and the folders that become empty. */
export function removeFile(folder: string, path: string): void {
  unlinkSync(join(folder, path));
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return; // not empty
    }
  }
}

/** Runs `work` while the folder is locked. Returns undefined if another run holds the lock. */
export function withLock<T>(folder: string, work: () => T): T | undefined {
  makeFolder(folder);
  const lock = join(folder, LOCK);
  if (!acquire(lock)) return undefined;
  try {
    return work();
  } finally {
    rmSync(join(folder, TEMPORARY), { force: true }); // left by a run that was killed
    rmSync(lock, { force: true });
  }
}

function acquire(lock: string): boolean {
  for (const attempt of ["first", "after a dead run"]) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw error;
      if (attempt !== "first" || isLockHeld(lock)) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

/** Returns true if the process that created the lock still runs. */
function isLockHeld(lock: string): boolean {
  try {
    const pid = lockProcessId(lock) || lockProcessId(lock, 200); // the process id is written just after the file is created
    if (!pid) return false; // killed in between
    process.kill(pid, 0); // signal 0 only checks that the process exists
    return true;
  } catch (error) {
    return systemErrorCode(error) === "EPERM"; // it exists, but belongs to another user
  }
}

/** Returns the process id in the lock after a delay in milliseconds, or 0 if there is none. */
function lockProcessId(lock: string, after = 0): number {
  if (after > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, after);
  return Number.parseInt(readFileSync(lock, "utf8"), 10) || 0;
}

/** Returns the code of a system error, such as `ENOSPC`, or undefined for other errors. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
