/**
 * What was made of a description, kept for the next start: valid as long as every file that it was made of has the
 * content it had. Each file of the cache is written whole, under a name that says what it was made of.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../4-output/folder.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { BUILD, VERSION } from "../version.ts";

export interface Entry {
  /** A script, as `scriptOf` writes it. */
  readonly script: string;
  /** The description as one document of its own version, as JSON. */
  readonly bundled: string;
  /** Absolute paths of the files of the description. */
  readonly files: readonly string[];
  /** What there was to say about the description, short of errors. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Kept extends Entry {
  /** Where the script is. */
  readonly filename: string;
  /** Its compiled code, once it has run. */
  readonly compiled: Buffer | undefined;
}

/** Where something is kept. */
export interface CachePlace {
  /** A private folder. */
  readonly folder: string;
  /** See `entryKey`. */
  readonly key: string;
}

/** What has been kept; undefined where there is nothing, or nothing that still holds. */
export function readEntry({ folder, key }: CachePlace): Kept | undefined {
  try {
    // written by `writeEntry` into a folder that nobody else writes into
    const { id, inputs, ...rest } = JSON.parse(readFileSync(join(folder, `${key}.json`), "utf8")) as CacheIndex;
    if (Object.entries(inputs).some(([path, hash]) => hashOf(readFileSync(path)) !== hash)) return undefined;
    const filename = join(folder, `${key}-${id}.js`);
    const [script, bundled] = [filename, join(folder, `${key}-${id}.openapi.json`)].map((file) =>
      readFileSync(file, "utf8"),
    );
    if (script === undefined || bundled === undefined) return undefined;
    return { ...rest, script, bundled, filename, compiled: readCompiled(filename) };
  } catch {
    return undefined; // never made, or swept away meanwhile: it is made anew
  }
}

interface CacheIndex extends Pick<Entry, "files" | "diagnostics"> {
  readonly id: string;
  /** sha-256 of every file that the entry was made of, by absolute path. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Keeps what was made of `inputs`, files by absolute path, unless one was changed after `since` (milliseconds of the
 * epoch): then it may not be the content that was read. Undefined where nothing was kept, which is no loss.
 */
export function writeEntry(
  { folder, key }: CachePlace,
  entry: Entry,
  inputs: readonly string[],
  since: number,
): Kept | undefined {
  const { script, bundled, ...rest } = entry;
  try {
    if (inputs.some((path) => statSync(path).mtimeMs >= since)) return undefined;
    const hashes = Object.fromEntries(inputs.map((path) => [path, hashOf(readFileSync(path))]));
    const id = hashOf(JSON.stringify(hashes)).slice(0, 16);
    const filename = join(folder, `${key}-${id}.js`);
    replaceFile(folder, `${key}-${id}.js`, script);
    replaceFile(folder, `${key}-${id}.openapi.json`, bundled);
    replaceFile(folder, `${key}.json`, JSON.stringify({ id, inputs: hashes, ...rest } satisfies CacheIndex));
    sweep(folder, `${key}-${id}`);
    return { ...entry, filename, compiled: undefined };
  } catch {
    return undefined; // a description on the web; a disk that is full, or read-only
  }
}

/** Keeps the compiled code of a script that was kept. */
export function writeCompiled({ filename }: Kept, compiled: Buffer): void {
  try {
    const temporary = `${filename}.${process.pid}.tmp`;
    writeFileSync(temporary, compiled, { flag: "wx" });
    renameSync(temporary, `${filename}.compiled`);
  } catch {
    // as above
  }
}

function readCompiled(filename: string): Buffer | undefined {
  const file = `${filename}.compiled`;
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** The name under which a description, read in this way by this build, is kept. */
export function entryKey(options: object): string {
  return hashOf(JSON.stringify([VERSION, BUILD, options])).slice(0, 16);
}

const MOST_ENTRIES = 12;

/** Removes what `current` has taken the place of, and the oldest of the others where there are many. */
function sweep(folder: string, current: string): void {
  const files = readdirSync(folder).map((name) => ({ name, key: name.slice(0, 16), time: timeOf(join(folder, name)) }));
  const keys = files.toSorted((one, other) => other.time - one.time).map(({ key }) => key);
  const kept = new Set([...new Set(keys)].slice(0, MOST_ENTRIES));
  for (const { name, key } of files) {
    const isReplaced = current.startsWith(key) && name !== `${key}.json` && !name.startsWith(current);
    if (isReplaced || !kept.has(key)) rmSync(join(folder, name), { force: true });
  }
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
