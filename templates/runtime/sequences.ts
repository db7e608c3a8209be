/** Sequential media types, whatever their items look like: an iterable to a body, a body to text between separators. */
import { discard } from "./reading.js";
import { WireError } from "./wire-error.js";

const MAX_ITEM = 10 * 1024 * 1024;

/** Items of an iterable as bytes, pulled one by one as they are wanted. Throws a `WireError` for what is none. */
export function encodeSequence(items: unknown, encodeItem: (item: unknown) => string): ReadableStream<Uint8Array> {
  if (!isIterable(items)) throw new WireError("body must be an iterable of items");
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(encodeItem(value)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** A body's text between separators, the last one included. Leaving the loop cancels the body. */
export async function* splitText(source: Response, separator: RegExp | string): AsyncGenerator<string> {
  if (!source.body) return;
  const reader = source.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const pieces = (rest + decoder.decode(value, { stream: !done })).split(separator);
      rest = pieces.pop() ?? "";
      yield* pieces;
      if (done) break;
      if (rest.length > MAX_ITEM) throw new WireError(`has an item longer than ${MAX_ITEM} characters`);
    }
    if (rest !== "") yield rest;
  } finally {
    discard(reader);
  }
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
