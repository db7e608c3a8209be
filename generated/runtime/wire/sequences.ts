/** Sequential media types: encodes iterables as bodies and splits bodies into items. */
import { cancelBody } from "./read-text.js";
import { WireError } from "./wire-error.js";

/** The limit for an item of a sequence: characters of a line, or bytes of an event. */
export const MAX_ITEM: number = 10 * 1024 * 1024;

/**
 * Encodes an iterable as a stream. Each item is requested when it is needed. Throws a `WireError` if the value is not
 * iterable.
 */
export function encodeSequence(items: unknown, encodeItem: (item: unknown) => string): ReadableStream<Uint8Array> {
  if (!isIterable(items)) throw new WireError("body must be an iterable of items");
  const encoder = new TextEncoder();
  return toStream(mapItems(items, (item) => encoder.encode(encodeItem(item))));
}

/** Maps the items of an iterable lazily. Ends the source if the loop ends early or `map` throws. */
export function mapItems<T>(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  map: (item: unknown) => T,
): AsyncIterableIterator<T> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  return {
    async next() {
      const { done, value } = await iterator.next();
      if (done) return { done, value };
      try {
        return { value: map(value) };
      } catch (error) {
        await iterator.return?.();
        throw error;
      }
    },
    // calls the iterator itself: a generator around it would wait for the next item
    return: async () => ({ done: true, value: await iterator.return?.() }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * Iterates over the chunks of a stream, because some platforms cannot loop over streams. Leaving the loop cancels the
 * stream.
 */
export async function* readChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    cancelBody(reader);
  }
}

/** Creates a stream that requests each chunk when it is needed. Cancelling the stream ends the chunks. */
export function toStream<Bytes extends Uint8Array>(chunks: AsyncIterator<Bytes>): ReadableStream<Bytes> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Iterates over the text of a body as it arrives. Leaving the loop cancels the body. */
export async function* readTextChunks(source: Response): AsyncGenerator<string> {
  if (!source.body) return;
  const decoder = new TextDecoder();
  for await (const chunk of readChunks(source.body)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * Splits text at a separator of one character. Yields the last piece unless it is empty. `check` receives the length of
 * the incomplete piece, and throws if it exceeds a limit.
 */
export async function* splitAtSeparator(
  texts: AsyncIterable<string>,
  separator: string,
  check: (length: number) => void = checkItemLength,
): AsyncGenerator<string> {
  const rest = new JoinedText();
  for await (const text of texts) {
    const [start = "", ...others] = text.split(separator);
    rest.add(start);
    check(rest.length);
    for (const next of others) {
      yield rest.take();
      rest.add(next);
    }
  }
  if (rest.length > 0) yield rest.take();
}

/**
 * Text that arrives in pieces. The engine keeps each `+` of strings as an object, so many small pieces would need far
 * more memory than the text. Here they are joined at times.
 */
export class JoinedText {
  length = 0;
  #blocks: string[] = [];
  #pieces: string[] = [];

  add(piece: string): void {
    if (piece === "") return;
    this.length += piece.length;
    this.#pieces.push(piece);
    if (this.#pieces.length >= 4_096) this.#joinPieces();
  }

  /** Returns the text, and forgets it. */
  take(): string {
    const [piece = ""] = this.#pieces;
    const isSingle = this.#blocks.length === 0 && this.#pieces.length < 2;
    if (!isSingle) this.#joinPieces();
    const text = isSingle ? piece : this.#blocks.join("");
    this.#blocks = [];
    this.#pieces = [];
    this.length = 0;
    return text;
  }

  #joinPieces(): void {
    this.#blocks.push(this.#pieces.join(""));
    this.#pieces = [];
  }
}

/** Throws a `WireError` if an item exceeds the limit of memory. */
export function checkItemLength(length: number): void {
  if (length > MAX_ITEM) throw new WireError(`has an item longer than ${MAX_ITEM} characters`);
}

export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
