/** Sequential media types, whatever their items look like: an iterable to a body, a body to text between separators. */
import { discard } from "./reading.js";
import { WireError } from "./wire-error.js";

const MAX_ITEM = 10 * 1024 * 1024;

/** Items of an iterable as bytes, pulled one by one as they are wanted. Throws a `WireError` for what is none. */
export function encodeSequence(items: unknown, encodeItem: (item: unknown) => string): ReadableStream<Uint8Array> {
  if (!isIterable(items)) throw new WireError("body must be an iterable of items");
  const encoder = new TextEncoder();
  return toStream(mapItems(items, (item) => encoder.encode(encodeItem(item))));
}

/** An iterable of what `map` makes of each item, as it is wanted; leaving the loop ends the items, and so does what `map` throws. */
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
    // the iterator's own, and not that of a generator around it, which would wait for the next item
    return: async () => ({ done: true, value: await iterator.return?.() }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The way back: not every platform can loop over a stream. Leaving the loop cancels it. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    discard(reader);
  }
}

/** Chunks as a stream, each pulled when it is wanted; cancelling the stream ends them. */
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

/** A body's text as it arrives. Leaving the loop cancels the body. */
export async function* textsOf(source: Response): AsyncGenerator<string> {
  if (!source.body) return;
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(source.body)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** What stands between separators of one character, the last of it too if there is something. */
export async function* splitTexts(texts: AsyncIterable<string>, separator: string): AsyncGenerator<string> {
  let rest = "";
  for await (const text of texts) {
    const [start = "", ...others] = text.split(separator);
    rest += start;
    checkLength(rest);
    for (const next of others) {
      yield rest;
      rest = next;
    }
  }
  if (rest !== "") yield rest;
}

/** Throws a `WireError` for an item that is longer than anybody should hold in memory. */
export function checkLength(item: string): void {
  if (item.length > MAX_ITEM) throw new WireError(`has an item longer than ${MAX_ITEM} characters`);
}

export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
