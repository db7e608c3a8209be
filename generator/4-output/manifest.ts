/**
 * `.specwright.json` in the output folder: what specwright has written there, so that a later run tells
 * its own files from everyone else's.
 */
import { createHash } from "node:crypto";
import { VERSION } from "../version.ts";

export const MANIFEST = ".specwright.json";

/** sha-256 by path. */
export type Hashes = ReadonlyMap<string, string>;

export interface Manifest {
  /** The whole output of the last run that came to its end. */
  readonly files: Hashes;
  /** What a run was about to write when it began; still there only if that run was killed. */
  readonly pending: Hashes;
}

/** Whether a run of specwright wrote this very content at `path`. */
export function isOurs(manifest: Manifest, path: string, text: string): boolean {
  const hash = hashOf(text);
  return manifest.files.get(path) === hash || manifest.pending.get(path) === hash;
}

export function hashesOf(files: ReadonlyMap<string, string>): Hashes {
  return new Map([...files].map(([path, text]) => [path, hashOf(text)]));
}

/** The text of the manifest: sorted, without times, so that the same output has the same manifest. */
export function formatManifest({ files, pending }: Manifest): string {
  const content = {
    specwright: VERSION,
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
  return { files: hashesIn(content, "files"), pending: hashesIn(content, "pending") };
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

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sorted(hashes: Hashes): readonly (readonly [string, string])[] {
  return [...hashes].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
