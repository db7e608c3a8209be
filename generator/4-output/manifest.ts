/**
 * `.specwright.json` in the output folder: what specwright has written there, so that a later run tells
 * its own files from everyone else's.
 */
import { contentHash } from "../1-document/load/reading/content-hash.ts";
import { type Diagnostic, isDiagnostic } from "../diagnostics.ts";
import { VERSION } from "../version.ts";

export const MANIFEST = ".specwright.json";

/** sha-256 by path. */
export type Hashes = ReadonlyMap<string, string>;

/** What a run was made of, and what it said: the next one needs not do it again. */
export interface RunRecord {
  /** Which specwright it was. */
  readonly build: string;
  /** Of the options that count. */
  readonly options: string;
  /** By path from the folder of the description. */
  readonly inputs: Hashes;
  /** Files in them by such paths as well. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Manifest {
  /** Of the run that wrote the files, where it can be repeated. */
  readonly record?: RunRecord | undefined;
  /** The whole output of the last run that came to its end. */
  readonly files: Hashes;
  /** What a run was about to write when it began; still there only if that run was killed. */
  readonly pending: Hashes;
}

/** Whether a run of specwright wrote this very content at `path`. */
export function isOurs(manifest: Manifest, path: string, text: string): boolean {
  const hash = contentHash(text);
  return manifest.files.get(path) === hash || manifest.pending.get(path) === hash;
}

export function hashesOf(files: ReadonlyMap<string, string>): Hashes {
  return new Map([...files].map(([path, text]) => [path, contentHash(text)]));
}

/** The text of the manifest: sorted, without times, so that the same output has the same manifest. */
export function formatManifest({ record, files, pending }: Manifest): string {
  const content = {
    specwright: VERSION,
    ...(record && { run: { ...record, inputs: Object.fromEntries(sorted(record.inputs)) } }),
    files: Object.fromEntries(sorted(files)),
    ...(pending.size > 0 && { pending: Object.fromEntries(sorted(pending)) }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * The manifest in `text`. One that is missing or damaged (a merge conflict, say) is empty: then no file is known
 * to be ours, which is the safe side. So is a path that leaves the folder: the manifest may come from anywhere.
 */
export function parseManifest(text: string | undefined): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text ?? "");
  } catch {
    content = undefined;
  }
  return { record: recordIn(content), files: hashesIn(content, "files"), pending: hashesIn(content, "pending") };
}

function recordIn(content: unknown): RunRecord | undefined {
  const run: unknown = isObject(content) ? content["run"] : undefined;
  if (!isObject(run)) return undefined;
  const { build, options, inputs, diagnostics } = run;
  if (typeof build !== "string" || typeof options !== "string" || !isObject(inputs)) return undefined;
  if (!Array.isArray(diagnostics) || !diagnostics.every(isDiagnostic)) return undefined;
  const hashes = Object.entries(inputs).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { build, options, inputs: new Map(hashes), diagnostics };
}

/** A relative path of plain segments, `/` between them: it cannot leave the folder it is relative to. */
export function isSafePath(path: string): boolean {
  return path.split("/").every((segment) => /^[\w.-]+$/.test(segment) && segment !== "." && segment !== "..");
}

function hashesIn(content: unknown, member: "files" | "pending"): Hashes {
  const hashes: unknown = isObject(content) ? content[member] : undefined;
  if (!isObject(hashes)) return new Map();
  return new Map(
    Object.entries(hashes).filter(
      (entry): entry is [string, string] => isSafePath(entry[0]) && typeof entry[1] === "string",
    ),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function sorted(hashes: Hashes): readonly (readonly [string, string])[] {
  return [...hashes].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
