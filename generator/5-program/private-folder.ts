/** A folder for cached code. Cached code is executed, so only the user must be able to write to the folder. */
import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Returns `node_modules/.cache/specwright` of the project in `directory`. If that is not safe: a folder in the system's
 * temporary directory. Undefined if both are not safe.
 */
export function privateFolder(directory: string): string | undefined {
  const temporary = join(tmpdir(), `specwright-${process.getuid?.() ?? "cache"}`);
  return guardedFolder(join(directory, "node_modules"), [".cache", "specwright"]) ?? guardedFolder(temporary, []);
}

/** Returns the folder `names` below `top`, and creates it if missing. Undefined if other users can write to the path. */
function guardedFolder(top: string, names: readonly string[]): string | undefined {
  const above = statOf(dirname(top));
  if (above === undefined || !(isOwnFolder(above) || isSticky(above))) return undefined;
  let folder = top;
  try {
    if (names.length === 0 && statOf(top) === undefined) mkdirSync(top, { mode: 0o700 });
    for (const name of names) {
      if (!isOwnFolder(statOf(folder))) return undefined;
      folder = join(folder, name);
      if (statOf(folder) === undefined) mkdirSync(folder, { mode: 0o700 });
    }
  } catch {
    return undefined; // for example a read-only disk: then nothing is cached
  }
  return isOwnFolder(statOf(folder)) ? folder : undefined;
}

/** Returns the status of a path. Does not follow links, because other users can own their targets. */
function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Returns true for a folder that only the user can write to. Windows has no such modes, so any folder passes there. */
function isOwnFolder(stats: Stats | undefined): boolean {
  if (stats === undefined || !stats.isDirectory()) return false;
  if (process.getuid === undefined) return true;
  return stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

/** Returns true for a folder such as `/tmp`: all users can create entries, but only owners can replace them. */
function isSticky(stats: Stats): boolean {
  return stats.isDirectory() && (stats.mode & 0o1000) !== 0;
}
