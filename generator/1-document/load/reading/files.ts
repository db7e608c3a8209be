/**
 * Reads the files of a description, each once, inside a fence: only below the folder of the root description
 * (symbolic links followed first), and from hosts that the user allowed. What cannot be read is remembered
 * with the reason; nothing here throws.
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

/** Why a file is not there; `mark` where the reason stands in the file itself. */
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
  /** By the id that was asked for, and by the one behind symbolic links. */
  readonly #opened = new Map<string, Promise<OpenedFile>>();
  readonly #settled = new Map<string, OpenedFile>();
  readonly #hashes = new Map<string, string>();
  #fence: string | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Ids of what has been read, in order. */
  get ids(): readonly string[] {
    return [...new Set([...this.#settled.values()].flatMap((opened) => (isLoadFailure(opened) ? [] : opened.text.id)))];
  }

  /** What tells the files from others: a hash of each by its id. Undefined where what was not there counts as well, or is elsewhere. */
  get hashes(): ReadonlyMap<string, string> | undefined {
    const opened = [...this.#settled.values()];
    return opened.some((each) => isLoadFailure(each) || isUrl(each.text.id)) ? undefined : this.#hashes;
  }

  /** The root of the description. Its folder becomes the fence. */
  async openRoot(spec: string): Promise<OpenedFile> {
    const id = isUrl(spec) ? spec : path.resolve(spec);
    const opened = await this.#once(id, spec);
    if (!isLoadFailure(opened) && !isUrl(id)) this.#fence = path.dirname(opened.text.id);
    return opened;
  }

  /** A file that the user named, wherever it is. */
  openNamed(file: string): Promise<OpenedFile> {
    return this.#once(isUrl(file) ? file : path.resolve(file), file);
  }

  /** A file that a description refers to. */
  open(id: string): Promise<OpenedFile> {
    return this.#once(id);
  }

  /** What `open` answered. */
  get(id: string): OpenedFile {
    return this.#settled.get(id) ?? missingFile(id);
  }

  /** `typed` is what the user called a file that is trusted, wherever it is. */
  async #once(id: string, userPath?: string): Promise<OpenedFile> {
    let opening = this.#opened.get(id);
    if (!opening) {
      opening = this.#read(id, userPath);
      this.#opened.set(id, opening);
    }
    const opened = await opening;
    this.#settled.set(id, opened);
    return opened;
  }

  async #read(id: string, userPath: string | undefined): Promise<OpenedFile> {
    const { limits, allowRemote } = this.#options;
    if (this.#opened.size >= limits.files) return tooLarge(`There are more than ${limits.files} files.`, "files");
    if (isUrl(id)) {
      const fetched = await fetchRemote(new URL(id), allowRemote, limits.bytes);
      return "bytes" in fetched ? this.#parse(id, fetched.bytes) : remoteRefused(id, fetched.reason);
    }
    const realId = await realpath(id).catch(() => undefined);
    if (userPath === undefined && (this.#fence === undefined || !isBelow(this.#fence, realId ?? id))) {
      return outsideRoot(id);
    }
    if (realId === undefined) {
      return userPath === undefined ? missingFile(id) : unreadableFile(userPath, "does not exist");
    }
    const known = realId === id ? undefined : this.#settled.get(realId);
    return known ?? this.#readLocal(realId, userPath ?? fileNameOf(id));
  }

  async #readLocal(id: string, displayName: string): Promise<OpenedFile> {
    const { limits } = this.#options;
    // a pipe that nobody writes into would never open
    const handle = await open(id, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
    if (!handle) return unreadableFile(displayName, "cannot be read");
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return unreadableFile(displayName, stat.isDirectory() ? "is a folder" : "is no file");
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

/** The file that `uri`, written in `base`, names; undefined where it names none that we could read. */
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
    return undefined; // a malformed URL or percent-encoding
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
    message: `There is no file ${fileNameOf(id)}.`,
    remedy: "Correct the path, or add the file.",
  };
}

function unreadableFile(displayName: string, why: string): LoadFailure {
  return {
    rule: "unreadable",
    message: `${displayName} ${why}.`,
    remedy: "Give the path of a file that you may read.",
  };
}

function outsideRoot(id: string): LoadFailure {
  return {
    rule: "outside-root",
    message: `${path.basename(id)} is outside of the folder of the description.`,
    remedy: "Move it below that folder: a description reads no other files.",
  };
}

function remoteRefused(id: string, reason: string): LoadFailure {
  return {
    rule: "remote-refused",
    message: `${id} is not read: ${reason}.`,
    remedy: "Copy it next to the description, or allow its host with `--allow-remote`.",
  };
}

function tooLarge(message: string, limit: string): LoadFailure {
  return { rule: "limits", message, remedy: `Raise \`limits.${limit}\` if you trust the description.` };
}

function notUtf8(id: string, bytes: Uint8Array): LoadFailure {
  const text = new SourceText(id, new TextDecoder().decode(bytes));
  return {
    rule: "unreadable",
    message: `${fileNameOf(id)} is not encoded in UTF-8.`,
    remedy: "Save it as UTF-8.",
    mark: text.markOffset(text.content.indexOf("\ufffd")),
  };
}

function fileNameOf(id: string): string {
  return isUrl(id) ? id : path.basename(id);
}
