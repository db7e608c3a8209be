/** Generates the code of a description and runs it in this process. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkDocument } from "../1-document/check/check.ts";
import type { JsonObject } from "../1-document/json.ts";
import { type LoadedDescription, loadDocument } from "../1-document/load/load.ts";
import { type Checked, type Diagnostic, hasErrors } from "../diagnostics.ts";
import { printFiles } from "../generate.ts";
import { DEFAULT_GENERATE, type LoadOptions, type SourceOptions } from "../options.ts";
import {
  type CacheEntry,
  cacheKey,
  type StoredEntry,
  readCacheEntry,
  writeCompiled,
  writeCacheEntry,
} from "./program-cache.ts";
import { linkModules } from "./link-modules.ts";
import { ENTRIES, type Program, createProgram } from "./program.ts";
import { MissingModule, bundleScript } from "./bundle-script.ts";
import { folderReader } from "./read-folder.ts";

export type { LoadOptions } from "../options.ts";
export type { Program } from "./program.ts";

/** A description and its running code. */
export interface LoadedProgram {
  readonly program: Program;
  /** Bundled description in its original OpenAPI version, with overlays applied. */
  readonly bundled: JsonObject;
  /** Absolute paths or URLs of all files of the description. The root file is the first one. */
  readonly files: readonly string[];
  /** Returns a function that locates nodes of `bundled` in the files. Undefined if the files no longer exist. */
  readonly locator: () => Promise<LoadedDescription["locate"] | undefined>;
}

/**
 * Loads the client and the server of a description. The code is generated, or read from the folder `generated`. Errors
 * in the description or in the folder are diagnostics.
 */
export async function loadGenerated(options: LoadOptions): Promise<Checked<LoadedProgram>> {
  const { cache, generated } = options;
  const place =
    cache === undefined
      ? undefined
      : { folder: cache, key: cacheKey([generated && resolve(generated), relevantOptions(options)]) };
  const kept = place && readCacheEntry(place);
  if (kept) return { value: startProgram(kept, options), diagnostics: kept.diagnostics };

  const since = Date.now();
  const { value: made, diagnostics } = await buildProgram(options);
  if (made === undefined) return { value: undefined, diagnostics };
  const { entry, inputs, loaded } = made;
  const written = place && writeCacheEntry(place, entry, inputs, since);
  return { value: startProgram(written ?? entry, options, loaded), diagnostics };
}

/** Returns the options that change the generated code, with absolute paths. They are part of the cache key. */
function relevantOptions({ spec, overlays, ...options }: SourceOptions): object {
  const { allowRemote, root, lenient, strict, rules, redoclyRules, limits, formats, extendClosedBases } = options;
  const files = { spec: absolutePath(spec), overlays: overlays.map(absolutePath) };
  return { ...files, allowRemote, root, lenient, strict, rules, redoclyRules, limits, formats, extendClosedBases };
}

function absolutePath(file: string): string {
  return /^https?:/.test(file) ? file : resolve(file);
}

interface BuiltProgram {
  readonly entry: CacheEntry;
  /** Absolute paths or URLs of all input files. */
  readonly inputs: readonly string[];
  readonly loaded: LoadedDescription;
}

async function buildProgram({ generated, ...source }: LoadOptions): Promise<Checked<BuiltProgram>> {
  return generated === undefined ? generateProgram(source) : readGeneratedFolder(generated, source);
}

async function generateProgram(source: SourceOptions): Promise<Checked<BuiltProgram>> {
  const { value: printed, diagnostics } = await printFiles({
    ...DEFAULT_GENERATE,
    ...source,
    targets: ["client", "server"],
    adapters: ["node"],
  });
  if (printed === undefined) return { value: undefined, diagnostics };
  const { loaded, files } = printed;
  const entries = entryModules([...files.keys()]);
  const { source: script } = await bundleScript(entries, (path) => files.get(path));
  return { value: { entry: cacheEntryOf(script, loaded, diagnostics), inputs: loaded.files, loaded }, diagnostics };
}

async function readGeneratedFolder(folder: string, source: SourceOptions): Promise<Checked<BuiltProgram>> {
  const { value, diagnostics: loading } = await loadDocument(source);
  if (value === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(value, source);
  const diagnostics = [...loading, ...checking];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const reader = folderReader(folder);
  try {
    const operations = existsSync(join(folder, "operations")) ? readdirSync(join(folder, "operations")) : [];
    const present = [...ENTRIES.map((path) => `${path}.ts`), ...operations.map((name) => `operations/${name}`)];
    const { source: script, paths } = await bundleScript(entryModules(present), reader.read, reader);
    const inputs = [...loaded.files, ...paths.map((path) => resolve(reader.fileOf(path)))];
    return { value: { entry: cacheEntryOf(script, loaded, diagnostics), inputs, loaded }, diagnostics };
  } catch (error) {
    if (!(error instanceof MissingModule)) throw error;
    return { value: undefined, diagnostics: [...diagnostics, incompleteFolder(folder, error.path)] };
  }
}

function incompleteFolder(folder: string, missing: string): Diagnostic {
  return {
    rule: "generated-incomplete",
    severity: "error",
    message: `${folder} has no file ${missing}.`,
    remedy: "Generate the folder with `--targets client,server --adapters node`, or omit `--generated`.",
  };
}

function entryModules(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => isOperationModule(path) || ENTRIES.some((entry) => path === `${entry}.ts`));
}

function isOperationModule(path: string): boolean {
  return /^operations\/[^/]+(?<!\.d)\.ts$/.test(path);
}

function cacheEntryOf(script: string, loaded: LoadedDescription, diagnostics: readonly Diagnostic[]): CacheEntry {
  return { script, bundled: JSON.stringify(loaded.bundled), files: loaded.files, diagnostics };
}

function startProgram(
  entry: CacheEntry | StoredEntry,
  { generated, ...source }: LoadOptions,
  loaded?: LoadedDescription,
): LoadedProgram {
  const kept = "filename" in entry ? entry : undefined;
  const { paths, module, compiled } = linkModules(entry.script, {
    filename: kept?.filename ?? "specwright-generated.js",
    compiled: kept?.compiled,
    packagesOf: generated === undefined ? undefined : resolve(generated),
  });
  const program = createProgram((path) => module(`${path}.ts`), paths.filter(isOperationModule));
  if (kept && !kept.compiled) writeCompiled(kept, compiled());
  return {
    program,
    bundled: loaded?.bundled ?? JSON.parse(entry.bundled),
    files: entry.files,
    locator: async () => (loaded ?? (await loadDocument(source)).value)?.locate,
  };
}
