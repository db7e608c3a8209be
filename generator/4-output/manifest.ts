/**
 * The manifest `.specwright.json` in the output folder. It records the files that specwright has written, so that a
 * later run can tell them from other files.
 */
import { printJson } from "../visible-text.ts";
import { contentHash } from "../1-document/load/reading/content-hash.ts";
import { type Diagnostic, isDiagnostic } from "../diagnostics.ts";
import { VERSION } from "../version.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readPath } from "./folder.ts";

/** The path of the manifest in the output folder. */
export const MANIFEST = ".specwright.json";

/** SHA-256 hashes by path. */
export type FileHashes = ReadonlyMap<string, string>;

/** The inputs and diagnostics of a run. If they are unchanged, the next run has nothing to do. */
export interface RunRecord {
  /** The build of specwright. */
  readonly build: string;
  /** The hash of the options that affect the output. */
  readonly options: string;
  /** Hashes by path, relative to the folder of the description. */
  readonly inputs: FileHashes;
  /** Diagnostics, with file names as such relative paths. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The content of the manifest. */
export interface Manifest {
  /** The run that wrote the files, if it can be repeated. */
  readonly record?: RunRecord | undefined;
  /** The version of specwright that wrote it. */
  readonly version?: string | undefined;
  /** The place of the runtime: `package`, or the path of a folder. Absent if the output has a copy. */
  readonly runtime?: string | undefined;
  /** The complete output of the last run that was not interrupted. */
  readonly files: FileHashes;
  /** Fingerprints of `files`, which formatters do not change. */
  readonly fingerprints?: FileHashes;
  /** The planned output of a run, removed when the run ends. It remains only if that run was killed. */
  readonly pending: FileHashes;
}

/** The origin of a file: written by specwright, changed by a formatter since, or anything else. */
export type FileOrigin = "written" | "formatted" | "foreign";

/**
 * Returns the origin of the content of a path.
 *
 * @param after the new content of the path, if it has any. A formatter may have changed it before this run.
 */
export function originOf(
  { files, fingerprints, pending }: Manifest,
  path: string,
  text: string,
  after?: string,
): FileOrigin {
  const hash = contentHash(text);
  if (files.get(path) === hash || pending.get(path) === hash) return "written";
  const fingerprint = fingerprintOf(text);
  const isFormatted =
    fingerprint === fingerprints?.get(path) || (after !== undefined && fingerprint === fingerprintOf(after));
  return isFormatted ? "formatted" : "foreign";
}

/** Returns the fingerprints of files by path. Takes those of unchanged files from the manifest of the earlier run. */
export function fingerprintsOf(
  files: ReadonlyMap<string, string>,
  hashes: FileHashes,
  { files: known, fingerprints }: Manifest,
): FileHashes {
  return new Map(
    Array.from(files, ([path, text]) => {
      const earlier = known.get(path) === hashes.get(path) ? fingerprints?.get(path) : undefined;
      return [path, earlier ?? fingerprintOf(text)];
    }),
  );
}

/** Returns the hashes of files by path. */
export function hashesOf(files: ReadonlyMap<string, string>): FileHashes {
  return new Map([...files].map(([path, text]) => [path, contentHash(text)]));
}

/** Returns the content of the manifest file. It is sorted and has no times, so equal outputs have equal manifests. */
export function formatManifest(manifest: Omit<Manifest, "version">): string {
  const { record, runtime, files, fingerprints = new Map(), pending } = manifest;
  const content = {
    specwright: VERSION,
    ...(runtime !== undefined && { runtime }),
    ...(record && { run: { ...record, inputs: Object.fromEntries(sorted(record.inputs)) } }),
    files: Object.fromEntries(sorted(files)),
    ...(fingerprints.size > 0 && { fingerprints: Object.fromEntries(sorted(fingerprints)) }),
    ...(pending.size > 0 && { pending: Object.fromEntries(sorted(pending)) }),
  };
  return printJson(content);
}

/**
 * Parses a manifest file. A missing or damaged one, for example with a merge conflict, gives an empty manifest: then no
 * file counts as ours, which is safe. Paths that leave the folder are ignored, because the manifest is not trusted.
 */
export function parseManifest(text: string | undefined): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text ?? "");
  } catch {
    content = undefined;
  }
  const [version, runtime] = [textIn(content, "specwright"), textIn(content, "runtime")];
  return {
    record: recordIn(content),
    version,
    runtime,
    files: hashesIn(content, "files"),
    fingerprints: hashesIn(content, "fingerprints"),
    pending: hashesIn(content, "pending"),
  };
}

/** Returns the manifest of an output folder. It is empty if there is none. */
export function readManifest(output: string): Manifest {
  const found = readPath(output, MANIFEST);
  return parseManifest(found.kind === "file" ? found.text : undefined);
}

function textIn(content: unknown, member: string): string | undefined {
  const text = isObject(content) ? content[member] : undefined;
  return typeof text === "string" ? text : undefined;
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

/**
 * Returns true for a relative path of plain segments between `/`, which cannot leave its folder. A segment can have the
 * letters of all languages, because identifiers can.
 */
export function isSafePath(path: string): boolean {
  return path.split("/").every((segment) => SAFE_SEGMENT.test(segment) && segment !== "." && segment !== "..");
}

const SAFE_SEGMENT = /^[\p{ID_Continue}\u{200c}-\u{200d}$.-]+$/u;

function hashesIn(content: unknown, member: "files" | "fingerprints" | "pending"): FileHashes {
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

function sorted(hashes: FileHashes): readonly (readonly [string, string])[] {
  return [...hashes].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
