/** Files that are larger than memory, sent by a client or received by a server. */
import { withCode } from "../error-codes.js";

/**
 * A file whose bytes are still to come. It can be read once, with `stream()` or as a whole. It has no size and no
 * slices. A client sends it as a part of a multipart body while it is read:
 *
 *     new StreamedFile(Readable.toWeb(createReadStream("film.mp4")), "film.mp4", "video/mp4")
 */
export class StreamedFile extends File {
  readonly #stream: ReadableStream<Uint8Array<ArrayBuffer>>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>, name: string, type: string) {
    super([], name, { type });
    this.#stream = stream;
    // an accessor of the class contradicts the property that some versions of the types of Node declare
    Object.defineProperty(this, "size", { get: () => reject("size") });
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#stream;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return new Response(this.#stream).arrayBuffer();
  }

  override text(): Promise<string> {
    return new Response(this.#stream).text();
  }

  override slice(): Blob {
    return reject("slices");
  }
}

function reject(what: string): never {
  throw withCode("streamed-file", new TypeError(`a streamed file has no ${what}: read it as a whole first`));
}
