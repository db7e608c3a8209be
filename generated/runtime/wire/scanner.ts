/** A scanner over a stream of bytes. It holds one chunk and the length of the search text at most. */
import { WireError } from "./wire-error.js";

export type Bytes = Uint8Array<ArrayBuffer>;

export class Scanner {
  readonly #source: AsyncIterator<Bytes>;
  #held: Bytes;

  /** Creates a scanner that reads `start` before the source. */
  constructor(source: AsyncIterator<Bytes>, start: string) {
    this.#source = source;
    this.#held = new TextEncoder().encode(start);
  }

  /**
   * Iterates over the bytes before the next occurrence of `text` and skips `text`. Throws a `WireError` if there is
   * none.
   */
  async *until(text: Bytes): AsyncGenerator<Bytes> {
    for (;;) {
      const at = find(this.#held, text);
      const end = at === -1 ? Math.max(0, this.#held.byteLength - text.byteLength + 1) : at;
      const before = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(at === -1 ? end : end + text.byteLength);
      if (before.byteLength > 0) yield before;
      if (at !== -1) return;
      await this.#fill();
    }
  }

  /** Reads the next `count` bytes. Throws a `WireError` if there are fewer. */
  async take(count: number): Promise<Bytes> {
    while (this.#held.byteLength < count) await this.#fill();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #fill(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw new WireError("ends before its last part does");
    if (this.#held.byteLength === 0) {
      this.#held = value;
      return;
    }
    const joined = new Uint8Array(this.#held.byteLength + value.byteLength);
    joined.set(this.#held);
    joined.set(value, this.#held.byteLength);
    this.#held = joined;
  }
}

/** Returns the index of `text` in `bytes`, or -1. */
function find(bytes: Bytes, text: Bytes): number {
  const [first = 0] = text;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (text.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
