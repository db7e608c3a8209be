/** A folder for code that will be run again: nobody but the user can have put anything into it. */
import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * `node_modules/.cache/specwright` of the project in `directory`, or a folder of the user's own among the temporary
 * files; undefined where neither is safe.
 */
export function privateFolder(directory: string): string | undefined {
  const temporary = join(tmpdir(), `specwright-${process.getuid?.() ?? "cache"}`);
  return guarded(join(directory, "node_modules"), [".cache", "specwright"]) ?? guarded(temporary, []);
}

/** The folder at the end of `names` below `top`, made where it is missing; undefined where others have a say in it. */
function guarded(top: string, names: readonly string[]): string | undefined {
  const above = look(dirname(top));
  if (above === undefined || !(isOwn(above) || isSticky(above))) return undefined;
  let folder = top;
  try {
    if (names.length === 0 && look(top) === undefined) mkdirSync(top, { mode: 0o700 });
    for (const name of names) {
      if (!isOwn(look(folder))) return undefined;
      folder = join(folder, name);
      if (look(folder) === undefined) mkdirSync(folder, { mode: 0o700 });
    }
  } catch {
    return undefined; // a disk that cannot be written to, say: then nothing is kept
  }
  return isOwn(look(folder)) ? folder : undefined;
}

/** Of the thing itself: a link may lead anywhere. */
function look(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Whether it is a folder of the user's that nobody else can write into. Windows has neither, and a home for each user. */
function isOwn(stats: Stats | undefined): boolean {
  if (stats === undefined || !stats.isDirectory()) return false;
  if (process.getuid === undefined) return true;
  return stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

/** In such a folder (`/tmp`) everyone can make entries, and nobody can replace those of others. */
function isSticky(stats: Stats): boolean {
  return stats.isDirectory() && (stats.mode & 0o1000) !== 0;
}
