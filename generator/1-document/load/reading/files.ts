/**
 * Reads the files of a description, each once. Local files must be in the folder of the root description or below, or
 * below the option `root`. Symbolic links are resolved first. Remote files must be on the origin of a URL that the user
 * typed, or on hosts that the user allowed. Never throws: a file that cannot be read is stored as a failure with its
 * reason.
 */
import { constants, realpathSync, statSync } from "node:fs";
import { open, realpath } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Diagnostic } from "../../../diagnostics.ts";
import type { Limits, SourceOptions } from "../../../options.ts";
import type { Json } from "../../json.ts";
import { formatPointer } from "../../pointer.ts";
import type { LoaderRuleName } from "../loader-rules.ts";
import { contentHash } from "./content-hash.ts";
import { isUrl, STDIN } from "./description-address.ts";
import { withPointerReferences } from "./schema-identifiers.ts";
import { displayPath } from "./display-path.ts";
import { raiseLimit } from "./parse-errors.ts";
import { decodeUtf8, parseJsonOrYaml } from "./parse.ts";
import { fetchRemote, readBytes } from "./remote.ts";
import { syntaxWarnings } from "./syntax-warnings.ts";
import { type SourceMark, SourceText } from "./source-text.ts";

export interface SourceFile {
  readonly text: SourceText;
  readonly value: Json;
}

/** The reason why a file or a reference could not be read. `mark` is set if the cause is inside a file. */
export interface LoadFailure {
  readonly rule: LoaderRuleName;
  readonly message: string;
  readonly remedy: string;
  readonly mark?: SourceMark;
}

export type OpenedFile = SourceFile | LoadFailure;

export function isLoadFailure(opened: object): opened is LoadFailure {
  return "rule" in opened;
}

export class DescriptionFiles {
  readonly #options: SourceOptions;
  /** Files by requested id, and by the id after symbolic links are resolved. */
  readonly #pending = new Map<string, Promise<OpenedFile>>();
  readonly #results = new Map<string, OpenedFile>();
  readonly #hashes = new Map<string, string>();
  readonly #warnings: Diagnostic[] = [];
  /** Ids of files that are read as text. */
  readonly #texts = new Set<string>();
  /** Real paths of the folders that references can read. */
  #folders: readonly string[] = [];
  /** Origins of the URLs that the user typed. */
  readonly #origins = new Set<string>();
  /** Host of the root, which receives the headers of the options. */
  #rootHost: string | undefined;
  #tooManyFiles: LoadFailure | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Ids of the files that have been read, in order. */
  get ids(): readonly string[] {
    return [...new Set([...this.#results.values()].flatMap((opened) => (isLoadFailure(opened) ? [] : opened.text.id)))];
  }

  /** Warnings about the syntax of the files that have been read. */
  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  /**
   * Content hashes by file id. Undefined if a file was missing, remote, or the standard input, because
   * the hashes then do not identify the input.
   */
  get hashes(): ReadonlyMap<string, string> | undefined {
    const opened = [...this.#results.values()];
    return opened.some((each) => isLoadFailure(each) || !this.#hashes.has(each.text.id)) ? undefined : this.#hashes;
  }

  /**
   * Opens the root of the description: a file, a URL, or `-` for the standard input. References of the standard input
   * are relative to the working directory.
   */
  async openRoot(spec: string): Promise<OpenedFile> {
    if (isUrl(spec)) this.#rootHost = URL.canParse(spec) ? new URL(spec).host : undefined;
    const isStdin = spec === STDIN;
    const opened = isStdin ? await this.#readStdin() : await this.openNamed(spec);
    if (isLoadFailure(opened) || isUrl(opened.text.id)) return opened;
    const folder = this.#options.root === undefined ? undefined : realFolder(this.#options.root);
    if (this.#options.root !== undefined && folder === undefined) return missingRootFolder(this.#options.root);
    const own = path.dirname(opened.text.id);
    this.#folders = [...(isStdin ? [realpathSync(own)] : [own]), ...(folder === undefined ? [] : [folder])];
    return opened;
  }

  async #readStdin(): Promise<OpenedFile> {
    const { limits } = this.#options;
    standardInput ??= readBytes(process.stdin, limits.bytes);
    const bytes = await standardInput.catch(() => undefined);
    const id = path.resolve(STDIN_NAME);
    const opened = bytes ? this.#parse(id, bytes) : tooManyBytes("The standard input", limits);
    this.#pending.set(id, Promise.resolve(opened));
    this.#results.set(id, opened);
    return opened;
  }

  /** Opens a file or a URL that the user typed. It may be in any folder, and on any host. */
  openNamed(file: string): Promise<OpenedFile> {
    if (!isUrl(file)) return this.#readOnce(path.resolve(file), file);
    if (!URL.canParse(file)) return Promise.resolve(unreadableFile(file, "is not a valid URL"));
    this.#origins.add(new URL(file).origin);
    return this.#readOnce(new URL(file).href, file);
  }

  /** Opens a file that a description refers to. `isText` says that its content is the value, whatever its syntax. */
  open(id: string, isText = false): Promise<OpenedFile> {
    if (isText && !/\.(?:json|ya?ml)$/i.test(pathnameOf(id))) this.#texts.add(id);
    return this.#readOnce(id);
  }

  /** Returns the result of an earlier call of `open`. */
  get(id: string): OpenedFile {
    return this.#results.get(id) ?? missingFile(id);
  }

  /**
   * Reads a file unless it has been read before. `typed` is the path that the user gave. Files with such a path may
   * be in any folder.
   */
  async #readOnce(id: string, userPath?: string): Promise<OpenedFile> {
    let opening = this.#pending.get(id);
    if (!opening) {
      opening = this.#read(id, userPath);
      this.#pending.set(id, opening);
    }
    const opened = await opening;
    this.#results.set(id, opened);
    return opened;
  }

  async #read(id: string, userPath: string | undefined): Promise<OpenedFile> {
    const { limits } = this.#options;
    if (this.#pending.size >= limits.files) return (this.#tooManyFiles ??= tooManyFiles(limits));
    if (isUrl(id)) return this.#fetch(new URL(id), userPath);
    const realId = await realpath(id).catch(() => undefined);
    if (userPath === undefined && !this.#folders.some((folder) => isBelow(folder, realId ?? id))) {
      return outsideRoot(id, commonFolder([...this.#folders.slice(0, 1), path.dirname(realId ?? id)]));
    }
    if (realId === undefined) {
      return userPath === undefined ? missingFile(id) : unreadableFile(userPath, "does not exist");
    }
    const known = realId === id ? undefined : this.#results.get(realId);
    if (this.#texts.has(id)) this.#texts.add(realId);
    return known ?? this.#readLocal(realId, userPath ?? fileNameOf(id));
  }

  async #fetch(url: URL, userPath: string | undefined): Promise<OpenedFile> {
    const { limits, allowRemote, headers = {} } = this.#options;
    const fetched = await fetchRemote(url, {
      isTrusted: this.#origins.has(url.origin),
      allowed: allowRemote,
      limit: limits.bytes,
      headers: url.host === this.#rootHost ? headers : {},
    });
    if ("exceeds" in fetched) return tooManyBytes(url.href, limits);
    if ("reason" in fetched) return remoteFailure(url, fetched, userPath !== undefined);
    if (userPath !== undefined) this.#origins.add(new URL(fetched.url).origin); // after a redirect from http to https
    if (this.#texts.has(url.href)) this.#texts.add(fetched.url);
    url.href = fetched.url;
    url.hash = "";
    return this.#parse(url.href, fetched.bytes);
  }

  async #readLocal(id: string, displayName: string): Promise<OpenedFile> {
    const { limits } = this.#options;
    // opening a pipe without a writer would wait forever
    const handle = await open(id, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
    if (!handle) return unreadableFile(displayName, "cannot be read");
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return unreadableFile(displayName, stat.isDirectory() ? "is a folder" : "is not a file");
      if (stat.size > limits.bytes) return tooManyBytes(displayName, limits, stat.size);
      const bytes = await handle.readFile();
      this.#hashes.set(id, contentHash(bytes));
      return this.#parse(id, bytes);
    } catch {
      return unreadableFile(displayName, "cannot be read");
    } finally {
      await handle.close();
    }
  }

  #parse(id: string, bytes: Uint8Array): OpenedFile {
    const content = decodeUtf8(bytes);
    if (content === undefined) return notUtf8(id, bytes);
    if (this.#texts.has(id)) return { text: new SourceText(id, content), value: content };
    const parsed = parseJsonOrYaml(content, this.#options.limits, /\.json$/i.test(pathnameOf(id)));
    if ("value" in parsed) {
      const uri = isUrl(id) ? id : pathToFileURL(id).href;
      const text = new SourceText(id, content, parsed.syntax, parsed.repaired);
      this.#warnings.push(...syntaxWarnings(text, parsed.slips, this.#options));
      return { text, value: withPointerReferences(parsed.value, uri, content) };
    }
    const text = new SourceText(id, content, "yaml", parsed.repaired);
    const { rule, message, remedy, offset, steps } = parsed.error;
    const mark = steps ? text.markPointer(formatPointer(steps), "value") : text.markParsedOffset(offset ?? 0);
    return { rule, message, remedy, mark };
  }
}

/** Name of the standard input in messages. */
const STDIN_NAME = "<stdin>";

/** Content of the standard input. It can be read once, but a command may load its description several times. */
let standardInput: Promise<Uint8Array | undefined> | undefined;

/**
 * Returns the id of the file that `uri`, written in the file `base`, refers to. Returns undefined if it names no
 * readable file.
 */
export function resolveUri(base: string, uri: string): string | undefined {
  try {
    if (isUrl(base) || isUrl(uri)) {
      const url = new URL(uri, isUrl(base) ? base : undefined);
      url.hash = "";
      return isUrl(url.href) ? url.href : undefined;
    }
    if (uri.startsWith("file:")) return fileURLToPath(uri);
    if (/^[a-z][a-z0-9+.-]+:/i.test(uri)) return undefined;
    const decoded = decodeURIComponent(uri);
    return decoded.includes("\0") ? undefined : path.resolve(path.dirname(base), decoded);
  } catch {
    return undefined; // the URL or its percent-encoding is malformed
  }
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

function missingFile(id: string): LoadFailure {
  return {
    rule: "no-unresolved-refs",
    message: `The file ${fileNameOf(id)} does not exist.`,
    remedy: "Correct the path, or add the file.",
  };
}

function unreadableFile(displayName: string, why: string): LoadFailure {
  return {
    rule: "unreadable",
    message: `${displayName} ${why}.`,
    remedy: "Give the path of a file that exists and that you can read.",
  };
}

function outsideRoot(id: string, common: string): LoadFailure {
  const isFileSystemRoot = path.dirname(common) === common;
  const folder = isFileSystemRoot ? "DIR" : displayPath(common) === common ? common : displayPath(common);
  return {
    rule: "outside-root",
    message: `${path.basename(id)} is outside the folder of the description.`,
    remedy: `Let references read all files below a folder with \`--root ${folder}\`, or \`root\` in the configuration. Or move the file into the folder of the description.`,
  };
}

function missingRootFolder(folder: string): LoadFailure {
  return {
    rule: "unreadable",
    message: `${folder} is not a folder.`,
    remedy: "Give a folder that exists with `--root`, or with `root` in the configuration.",
  };
}

/** Returns the real path of a folder, or undefined if it does not exist. */
function realFolder(folder: string): string | undefined {
  try {
    return statSync(folder).isDirectory() ? realpathSync(folder) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the folder that contains all of `folders`. */
function commonFolder(folders: readonly string[]): string {
  return folders.reduce((one, other) => {
    let common = one;
    while (common !== other && !isBelow(common, other) && path.dirname(common) !== common) {
      common = path.dirname(common);
    }
    return common;
  });
}

function remoteFailure(
  url: URL,
  { reason, hint }: { readonly reason: string; readonly hint?: string },
  isTyped: boolean,
): LoadFailure {
  url.username = "";
  url.password = "";
  const message = `${url.href} was not fetched: ${reason}.`;
  if (isTyped) {
    return { rule: "unreadable", message, remedy: hint ?? "Check the URL, or download the file and give its path." };
  }
  const remedy = hint ?? "Copy the file next to the description, or allow its host with `--allow-remote`.";
  return { rule: "remote-refused", message, remedy };
}

function tooManyFiles({ files }: Limits): LoadFailure {
  return {
    rule: "limits",
    message: `The description has more than ${files} files.`,
    remedy: raiseLimit("files", files * 2),
  };
}

function tooManyBytes(name: string, { bytes }: Limits, size: number = bytes * 2): LoadFailure {
  return { rule: "limits", message: `${name} has more than ${bytes} bytes.`, remedy: raiseLimit("bytes", size) };
}

function notUtf8(id: string, bytes: Uint8Array): LoadFailure {
  const text = new SourceText(id, new TextDecoder().decode(bytes));
  return {
    rule: "unreadable",
    message: `${fileNameOf(id)} is not encoded in UTF-8.`,
    remedy: "Save the file as UTF-8.",
    mark: text.markOffset(text.content.indexOf("\ufffd")),
  };
}

/** Returns the path of a file or of a URL, without a query. */
function pathnameOf(id: string): string {
  return isUrl(id) ? new URL(id).pathname : id;
}

function fileNameOf(id: string): string {
  return isUrl(id) ? id : path.basename(id);
}
