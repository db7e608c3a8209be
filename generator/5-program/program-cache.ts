/**
 * Cache of generated programs. An entry is valid as long as the content of all its input files is unchanged. Files are
 * written atomically. Their names contain a hash of the inputs.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../4-output/folder.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { BUILD, VERSION } from "../version.ts";

/** Generated code of a description. */
export interface CacheEntry {
  /** Script in the format of `bundleScript`. */
  readonly script: string;
  /** Bundled description as JSON, in its original OpenAPI version. */
  readonly bundled: string;
  /** Absolute paths of the files of the description. */
  readonly files: readonly string[];
  /** Warnings about the description. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An entry that is in the cache. */
export interface StoredEntry extends CacheEntry {
  /** Path of the script file. */
  readonly filename: string;
  /** V8 code cache. Undefined before the first run. */
  readonly compiled: Buffer | undefined;
}

/** Folder and key of an entry. */
export interface CacheLocation {
  /** A folder that only the user can write to. See `privateFolder`. */
  readonly folder: string;
  /** Result of `cacheKey`. */
  readonly key: string;
}

/** Returns the entry, or undefined if there is no valid one. */
export function readCacheEntry({ folder, key }: CacheLocation): StoredEntry | undefined {
  try {
    // safe: written by `writeCacheEntry`, in a folder that only the user can write to
    const { id, inputs, ...rest } = JSON.parse(readFileSync(join(folder, `${key}.json`), "utf8")) as CacheIndex;
    if (Object.entries(inputs).some(([path, hash]) => sha256(readFileSync(path)) !== hash)) return undefined;
    const filename = join(folder, `${key}-${id}.js`);
    const [script, bundled] = [filename, join(folder, `${key}-${id}.openapi.json`)].map((file) =>
      readFileSync(file, "utf8"),
    );
    if (script === undefined || bundled === undefined) return undefined;
    return { ...rest, script, bundled, filename, compiled: readCompiled(filename) };
  } catch {
    return undefined; // missing, damaged or deleted by another process: the caller generates it again
  }
}

interface CacheIndex extends Pick<CacheEntry, "files" | "diagnostics"> {
  readonly id: string;
  /** SHA-256 of all input files, by absolute path. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Stores an entry. `inputs` are absolute paths. `since` is the time in milliseconds before the inputs were read: if one
 * has changed later, nothing is stored. Returns undefined if nothing was stored, which is not an error.
 */
export function writeCacheEntry(
  { folder, key }: CacheLocation,
  entry: CacheEntry,
  inputs: readonly string[],
  since: number,
): StoredEntry | undefined {
  const { script, bundled, ...rest } = entry;
  try {
    if (inputs.some((path) => statSync(path).mtimeMs >= since)) return undefined;
    const hashes = Object.fromEntries(inputs.map((path) => [path, sha256(readFileSync(path))]));
    const id = sha256(JSON.stringify(hashes)).slice(0, 16);
    const filename = join(folder, `${key}-${id}.js`);
    replaceFile(folder, `${key}-${id}.js`, script);
    replaceFile(folder, `${key}-${id}.openapi.json`, bundled);
    replaceFile(folder, `${key}.json`, JSON.stringify({ id, inputs: hashes, ...rest } satisfies CacheIndex));
    removeOldEntries(folder, `${key}-${id}`);
    return { ...entry, filename, compiled: undefined };
  } catch {
    return undefined; // a remote description, or a disk that is full or read-only
  }
}

/** Stores the V8 code cache of a stored script. */
export function writeCompiled({ filename }: StoredEntry, compiled: Buffer): void {
  try {
    const temporary = `${filename}.${process.pid}.tmp`;
    writeFileSync(temporary, compiled, { flag: "wx" });
    renameSync(temporary, `${filename}.compiled`);
  } catch {
    // not stored, as above
  }
}

function readCompiled(filename: string): Buffer | undefined {
  const file = `${filename}.compiled`;
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** Returns the cache key of a description with these options, for this build of specwright. */
export function cacheKey(options: object): string {
  return sha256(JSON.stringify([VERSION, BUILD, options])).slice(0, 16);
}

const MAX_ENTRIES = 12;

/** Deletes files that `current` replaces, and the oldest entries above the maximum. */
function removeOldEntries(folder: string, current: string): void {
  const files = readdirSync(folder).map((name) => ({
    name,
    key: name.slice(0, 16),
    time: modifiedTime(join(folder, name)),
  }));
  const keys = files.toSorted((one, other) => other.time - one.time).map(({ key }) => key);
  const kept = new Set([...new Set(keys)].slice(0, MAX_ENTRIES));
  for (const { name, key } of files) {
    const isReplaced = current.startsWith(key) && name !== `${key}.json` && !name.startsWith(current);
    if (isReplaced || !kept.has(key)) rmSync(join(folder, name), { force: true });
  }
}

function modifiedTime(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
