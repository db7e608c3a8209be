/** A description → the code that is generated from it, running in this process. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkDocument } from "../1-document/check/check.ts";
import type { JsonObject } from "../1-document/json.ts";
import { type LoadedDescription, loadDocument } from "../1-document/load/load.ts";
import { type Checked, type Diagnostic, hasErrors } from "../diagnostics.ts";
import { printFiles } from "../generate.ts";
import { DEFAULT_GENERATE, type LoadOptions, type SourceOptions } from "../options.ts";
import { type Entry, entryKey, type Kept, readEntry, writeCompiled, writeEntry } from "./cache.ts";
import { link } from "./link.ts";
import { ENTRIES, type Program, programOf } from "./program.ts";
import { MissingModule, type ReadModule, scriptOf } from "./script.ts";

export type { LoadOptions } from "../options.ts";
export type { Program } from "./program.ts";

/** A description and its code. */
export interface Running {
  readonly program: Program;
  /** The description as one document of its own version, overlays applied. */
  readonly bundled: JsonObject;
  /** Absolute path or URL of every file of the description, the root first. */
  readonly files: readonly string[];
  /** Tells where in its files a node of `bundled` stands. Reads them again if need be; undefined if they have gone. */
  readonly locator: () => Promise<LoadedDescription["locate"] | undefined>;
}

/**
 * Generates the client and the server of a description, or takes what is in `generated`, and runs it. What is wrong
 * with the description or with that folder is a diagnostic.
 */
export async function loadGenerated(options: LoadOptions): Promise<Checked<Running>> {
  const { cache, generated } = options;
  const place =
    cache === undefined
      ? undefined
      : { folder: cache, key: entryKey([generated && resolve(generated), readingOf(options)]) };
  const kept = place && readEntry(place);
  if (kept) return { value: start(kept, options), diagnostics: kept.diagnostics };

  const since = Date.now();
  const { value: made, diagnostics } = await make(options);
  if (made === undefined) return { value: undefined, diagnostics };
  const { entry, inputs, loaded } = made;
  const written = place && writeEntry(place, entry, inputs, since);
  return { value: start(written ?? entry, options, loaded), diagnostics };
}

/** What makes a difference to what is made. The same description from another working directory is another one. */
function readingOf({ spec, overlays, allowRemote, lenient, rules, limits }: SourceOptions): object {
  return { spec: absolute(spec), overlays: overlays.map(absolute), allowRemote, lenient, rules, limits };
}

function absolute(file: string): string {
  return /^https?:/.test(file) ? file : resolve(file);
}

interface Made {
  readonly entry: Entry;
  /** Absolute paths, or URLs, of all that it was made of. */
  readonly inputs: readonly string[];
  readonly loaded: LoadedDescription;
}

async function make({ generated, ...source }: LoadOptions): Promise<Checked<Made>> {
  return generated === undefined ? makeAnew(source) : makeFrom(generated, source);
}

async function makeAnew(source: SourceOptions): Promise<Checked<Made>> {
  const { value: printed, diagnostics } = await printFiles({
    ...DEFAULT_GENERATE,
    ...source,
    targets: ["client", "server"],
    adapters: ["node"],
  });
  if (printed === undefined) return { value: undefined, diagnostics };
  const { loaded, files } = printed;
  const entries = entriesIn([...files.keys()]);
  const { source: script } = await scriptOf(entries, (path) => files.get(path));
  return { value: { entry: entryOf(script, loaded, diagnostics), inputs: loaded.files, loaded }, diagnostics };
}

async function makeFrom(folder: string, source: SourceOptions): Promise<Checked<Made>> {
  const { value, diagnostics: loading } = await loadDocument(source);
  if (value === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(value, source);
  const diagnostics = [...loading, ...checking];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const read: ReadModule = (path) => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  try {
    const operations = existsSync(join(folder, "operations")) ? readdirSync(join(folder, "operations")) : [];
    const present = [...ENTRIES.map((path) => `${path}.ts`), ...operations.map((name) => `operations/${name}`)];
    const { source: script, paths } = await scriptOf(entriesIn(present), read);
    const inputs = [...loaded.files, ...paths.map((path) => resolve(folder, path))];
    return { value: { entry: entryOf(script, loaded, diagnostics), inputs, loaded }, diagnostics };
  } catch (error) {
    if (!(error instanceof MissingModule)) throw error;
    return { value: undefined, diagnostics: [...diagnostics, incomplete(folder, error.path)] };
  }
}

function incomplete(folder: string, missing: string): Diagnostic {
  return {
    rule: "generated-incomplete",
    severity: "error",
    message: `${folder} has no ${missing}.`,
    remedy: "Generate it with the targets client and server and the adapter node, or leave --generated out.",
  };
}

function entriesIn(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => isOperations(path) || ENTRIES.some((entry) => path === `${entry}.ts`));
}

function isOperations(path: string): boolean {
  return /^operations\/[^/]+(?<!\.d)\.ts$/.test(path);
}

function entryOf(script: string, loaded: LoadedDescription, diagnostics: readonly Diagnostic[]): Entry {
  return { script, bundled: JSON.stringify(loaded.bundled), files: loaded.files, diagnostics };
}

function start(entry: Entry | Kept, { generated, ...source }: LoadOptions, loaded?: LoadedDescription): Running {
  const kept = "filename" in entry ? entry : undefined;
  const { paths, module, compiled } = link(entry.script, {
    filename: kept?.filename ?? "specwright-generated.js",
    compiled: kept?.compiled,
    packagesOf: generated === undefined ? undefined : resolve(generated),
  });
  const program = programOf((path) => module(`${path}.ts`), paths.filter(isOperations));
  if (kept && !kept.compiled) writeCompiled(kept, compiled());
  return {
    program,
    bundled: loaded?.bundled ?? JSON.parse(entry.bundled),
    files: entry.files,
    locator: async () => (loaded ?? (await loadDocument(source)).value)?.locate,
  };
}
