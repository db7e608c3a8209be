/** The output folder on the disk. Nothing here follows a symbolic link or shows half a file to anybody. */
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

/** What stands at a path. */
export type FoundFile =
  | { readonly kind: "nothing" }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "obstacle"; readonly at: string; readonly what: string };

const TEMPORARY = ".specwright.tmp";
const LOCK = ".specwright.lock";

/** Looks at `path` below `folder`, whose own place is the user's choice and may be a link. */
export function look(folder: string, path: string): FoundFile {
  // git may have checked the file out with the line ends of Windows: still the same file
  return (
    hindrance(folder, path) ?? { kind: "file", text: readFileSync(join(folder, path), "utf8").replaceAll("\r\n", "\n") }
  );
}

/** What tells the file at `path` from others; undefined where there is none. */
export function hashAt(folder: string, path: string): string | undefined {
  return hindrance(folder, path) === undefined ? fileContentHash(join(folder, path)) : undefined;
}

/** What stands at a path, unless it is a file. */
function hindrance(folder: string, path: string): Exclude<FoundFile, { readonly kind: "file" }> | undefined {
  const segments = path.split("/");
  for (const [index] of segments.entries()) {
    const at = segments.slice(0, index + 1).join("/");
    const stats = lstatSync(join(folder, at), { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "nothing" };
    if (index < segments.length - 1 ? stats.isDirectory() : stats.isFile()) continue;
    return { kind: "obstacle", at, what: describe(stats) };
  }
  return undefined;
}

function describe(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isDirectory()) return "a folder";
  return stats.isFile() ? "a file" : "a device";
}

/** Whether a run that was killed left its temporary file behind. */
export function hasLeftovers(folder: string): boolean {
  return lstatSync(join(folder, TEMPORARY), { throwIfNoEntry: false }) !== undefined;
}

/** With those above it. Node's own `recursive` never ends where the system has no place for folders, as in `/proc`. */
function makeFolder(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })) return; // what is no folder hinders what comes next
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error; // another run was faster
  }
}

/** Puts the whole file in its place at once: readers see the old content or the new. */
export function replaceFile(folder: string, path: string, text: string): void {
  const temporary = join(folder, TEMPORARY);
  const file = join(folder, path);
  makeFolder(dirname(file));
  rmSync(temporary, { force: true }); // of a link the link itself, which `writeFileSync` would follow
  try {
    writeFileSync(temporary, text, { flag: "wx", flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes the file, and the folders that it leaves empty. */
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

/** Runs `work` while no other run writes into the folder; undefined, and nothing done, where one does. */
export function locked<T>(folder: string, work: () => T): T | undefined {
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
      if (errorCode(error) !== "EEXIST") throw error;
      if (attempt !== "first" || isHeld(lock)) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

/** Whether the run that made the lock is still at it. */
function isHeld(lock: string): boolean {
  try {
    const pid = processOf(lock) || processOf(lock, 200); // a lock is made first, and named at once
    if (!pid) return false; // killed between the two
    process.kill(pid, 0); // signal 0 only asks whether the process is there
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM"; // it is there, and somebody else's
  }
}

/** The process that the lock names after so many milliseconds; 0 where it names none. */
function processOf(lock: string, after = 0): number {
  if (after > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, after);
  return Number.parseInt(readFileSync(lock, "utf8"), 10) || 0;
}

/** The code of an error of the system, such as `ENOSPC`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
