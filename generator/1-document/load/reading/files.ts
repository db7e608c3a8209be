/**
 * Reads the files of a description, each once. Local files must be in the folder of the root description or below,
 * after symbolic links are resolved. Remote files must be on hosts that the user allowed. Never throws: a file that
 * cannot be read is stored as a failure with its reason.
 */
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SourceOptions } from "../../../options.ts";
import type { Json } from "../../json.ts";
import { formatPointer } from "../../pointer.ts";
import type { LoaderRuleName } from "../loader-rules.ts";
import { contentHash } from "./content-hash.ts";
import { withPointerReferences } from "./schema-identifiers.ts";
import { decodeUtf8, parseJsonOrYaml } from "./parse.ts";
import { fetchRemote } from "./remote.ts";
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
  #rootFolder: string | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Ids of the files that have been read, in order. */
  get ids(): readonly string[] {
    return [...new Set([...this.#results.values()].flatMap((opened) => (isLoadFailure(opened) ? [] : opened.text.id)))];
  }

  /**
   * Content hashes by file id. Undefined if a file was missing or remote, because the hashes then do not identify
   * the input.
   */
  get hashes(): ReadonlyMap<string, string> | undefined {
    const opened = [...this.#results.values()];
    return opened.some((each) => isLoadFailure(each) || isUrl(each.text.id)) ? undefined : this.#hashes;
  }

  /** Opens the root of the description. References can then read only files in its folder and below. */
  async openRoot(spec: string): Promise<OpenedFile> {
    const id = isUrl(spec) ? spec : path.resolve(spec);
    const opened = await this.#readOnce(id, spec);
    if (!isLoadFailure(opened) && !isUrl(id)) this.#rootFolder = path.dirname(opened.text.id);
    return opened;
  }

  /** Opens a file that the user named. It may be in any folder. */
  openNamed(file: string): Promise<OpenedFile> {
    return this.#readOnce(isUrl(file) ? file : path.resolve(file), file);
  }

  /** Opens a file that a description refers to. */
  open(id: string): Promise<OpenedFile> {
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
    const { limits, allowRemote } = this.#options;
    if (this.#pending.size >= limits.files) {
      return tooLarge(`The description has more than ${limits.files} files.`, "files");
    }
    if (isUrl(id)) {
      const fetched = await fetchRemote(new URL(id), allowRemote, limits.bytes);
      return "bytes" in fetched ? this.#parse(id, fetched.bytes) : remoteRefused(id, fetched.reason);
    }
    const realId = await realpath(id).catch(() => undefined);
    if (userPath === undefined && (this.#rootFolder === undefined || !isBelow(this.#rootFolder, realId ?? id))) {
      return outsideRoot(id);
    }
    if (realId === undefined) {
      return userPath === undefined ? missingFile(id) : unreadableFile(userPath, "does not exist");
    }
    const known = realId === id ? undefined : this.#results.get(realId);
    return known ?? this.#readLocal(realId, userPath ?? fileNameOf(id));
  }

  async #readLocal(id: string, displayName: string): Promise<OpenedFile> {
    const { limits } = this.#options;
    // opening a pipe without a writer would wait forever
    const handle = await open(id, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
    if (!handle) return unreadableFile(displayName, "cannot be read");
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return unreadableFile(displayName, stat.isDirectory() ? "is a folder" : "is not a file");
      if (stat.size > limits.bytes) return tooLarge(`${displayName} has more than ${limits.bytes} bytes.`, "bytes");
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
    const parsed = parseJsonOrYaml(content, this.#options.limits);
    if ("value" in parsed) {
      const uri = isUrl(id) ? id : pathToFileURL(id).href;
      return {
        text: new SourceText(id, content, parsed.syntax),
        value: withPointerReferences(parsed.value, uri, content),
      };
    }
    const text = new SourceText(id, content);
    const { rule, message, remedy, offset, steps } = parsed.error;
    const mark = steps ? text.markPointer(formatPointer(steps), "value") : text.markOffset(offset ?? 0);
    return { rule, message, remedy, mark };
  }
}

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

function isUrl(id: string): boolean {
  return /^https?:\/\//i.test(id);
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

function outsideRoot(id: string): LoadFailure {
  return {
    rule: "outside-root",
    message: `${path.basename(id)} is outside the folder of the description.`,
    remedy: "Move the file into the folder of the description. References can read no other files.",
  };
}

function remoteRefused(id: string, reason: string): LoadFailure {
  return {
    rule: "remote-refused",
    message: `${id} was not fetched: ${reason}.`,
    remedy: "Copy the file next to the description, or allow its host with `--allow-remote`.",
  };
}

function tooLarge(message: string, limit: string): LoadFailure {
  return { rule: "limits", message, remedy: `If you trust the description, raise \`limits.${limit}\`.` };
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

function fileNameOf(id: string): string {
  return isUrl(id) ? id : path.basename(id);
}
