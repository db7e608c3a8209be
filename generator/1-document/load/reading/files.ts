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
import { pointerOf } from "../../pointer.ts";
import type { ReadingRule } from "../reading-rules.ts";
import { hashOf } from "./hash.ts";
import { withPointers } from "./identifiers.ts";
import { decode, parse } from "./parse.ts";
import { fetchRemote } from "./remote.ts";
import { type Mark, Text } from "./text.ts";

export interface SourceFile {
  readonly text: Text;
  readonly value: Json;
}

/** Why a file is not there; `mark` where the reason stands in the file itself. */
export interface Failure {
  readonly rule: ReadingRule;
  readonly message: string;
  readonly remedy: string;
  readonly mark?: Mark;
}

export type Opened = SourceFile | Failure;

export function isFailure(opened: object): opened is Failure {
  return "rule" in opened;
}

export class Files {
  readonly #options: SourceOptions;
  /** By the id that was asked for, and by the one behind symbolic links. */
  readonly #opened = new Map<string, Promise<Opened>>();
  readonly #settled = new Map<string, Opened>();
  readonly #hashes = new Map<string, string>();
  #fence: string | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Ids of what has been read, in order. */
  get ids(): readonly string[] {
    return [...new Set([...this.#settled.values()].flatMap((opened) => (isFailure(opened) ? [] : opened.text.id)))];
  }

  /** What tells the files from others: a hash of each by its id. Undefined where what was not there counts as well, or is elsewhere. */
  get hashes(): ReadonlyMap<string, string> | undefined {
    const opened = [...this.#settled.values()];
    return opened.some((each) => isFailure(each) || isUrl(each.text.id)) ? undefined : this.#hashes;
  }

  /** The root of the description. Its folder becomes the fence. */
  async openRoot(spec: string): Promise<Opened> {
    const id = isUrl(spec) ? spec : path.resolve(spec);
    const opened = await this.#once(id, spec);
    if (!isFailure(opened) && !isUrl(id)) this.#fence = path.dirname(opened.text.id);
    return opened;
  }

  /** A file that the user named, wherever it is. */
  openNamed(file: string): Promise<Opened> {
    return this.#once(isUrl(file) ? file : path.resolve(file), file);
  }

  /** A file that a description refers to. */
  open(id: string): Promise<Opened> {
    return this.#once(id);
  }

  /** What `open` answered. */
  get(id: string): Opened {
    return this.#settled.get(id) ?? missing(id);
  }

  /** `typed` is what the user called a file that is trusted, wherever it is. */
  async #once(id: string, typed?: string): Promise<Opened> {
    let opening = this.#opened.get(id);
    if (!opening) {
      opening = this.#read(id, typed);
      this.#opened.set(id, opening);
    }
    const opened = await opening;
    this.#settled.set(id, opened);
    return opened;
  }

  async #read(id: string, typed: string | undefined): Promise<Opened> {
    const { limits, allowRemote } = this.#options;
    if (this.#opened.size >= limits.files) return tooLarge(`There are more than ${limits.files} files.`, "files");
    if (isUrl(id)) {
      const fetched = await fetchRemote(new URL(id), allowRemote, limits.bytes);
      return "bytes" in fetched ? this.#parse(id, fetched.bytes) : remoteRefused(id, fetched.reason);
    }
    const real = await realpath(id).catch(() => undefined);
    if (typed === undefined && (this.#fence === undefined || !isBelow(this.#fence, real ?? id))) return outside(id);
    if (real === undefined) return typed === undefined ? missing(id) : unreadable(typed, "does not exist");
    const known = real === id ? undefined : this.#settled.get(real);
    return known ?? this.#readLocal(real, typed ?? name(id));
  }

  async #readLocal(id: string, called: string): Promise<Opened> {
    const { limits } = this.#options;
    // a pipe that nobody writes into would never open
    const handle = await open(id, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
    if (!handle) return unreadable(called, "cannot be read");
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return unreadable(called, stat.isDirectory() ? "is a folder" : "is no file");
      if (stat.size > limits.bytes) return tooLarge(`${called} has more than ${limits.bytes} bytes.`, "bytes");
      const bytes = await handle.readFile();
      this.#hashes.set(id, hashOf(bytes));
      return this.#parse(id, bytes);
    } catch {
      return unreadable(called, "cannot be read");
    } finally {
      await handle.close();
    }
  }

  #parse(id: string, bytes: Uint8Array): Opened {
    const content = decode(bytes);
    if (content === undefined) return notUtf8(id, bytes);
    const parsed = parse(content, this.#options.limits);
    if ("value" in parsed) {
      const uri = isUrl(id) ? id : pathToFileURL(id).href;
      return { text: new Text(id, content, parsed.syntax), value: withPointers(parsed.value, uri, content) };
    }
    const text = new Text(id, content);
    const { rule, message, remedy, offset, steps } = parsed.refusal;
    const mark = steps ? text.markPointer(pointerOf(steps), "value") : text.markOffset(offset ?? 0);
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

function missing(id: string): Failure {
  return {
    rule: "no-unresolved-refs",
    message: `There is no file ${name(id)}.`,
    remedy: "Correct the path, or add the file.",
  };
}

function unreadable(called: string, why: string): Failure {
  return { rule: "unreadable", message: `${called} ${why}.`, remedy: "Give the path of a file that you may read." };
}

function outside(id: string): Failure {
  return {
    rule: "outside-root",
    message: `${path.basename(id)} is outside of the folder of the description.`,
    remedy: "Move it below that folder: a description reads no other files.",
  };
}

function remoteRefused(id: string, reason: string): Failure {
  return {
    rule: "remote-refused",
    message: `${id} is not read: ${reason}.`,
    remedy: "Copy it next to the description, or allow its host with `--allow-remote`.",
  };
}

function tooLarge(message: string, limit: string): Failure {
  return { rule: "limits", message, remedy: `Raise \`limits.${limit}\` if you trust the description.` };
}

function notUtf8(id: string, bytes: Uint8Array): Failure {
  const text = new Text(id, new TextDecoder().decode(bytes));
  return {
    rule: "unreadable",
    message: `${name(id)} is not encoded in UTF-8.`,
    remedy: "Save it as UTF-8.",
    mark: text.markOffset(text.content.indexOf("\ufffd")),
  };
}

function name(id: string): string {
  return isUrl(id) ? id : path.basename(id);
}
