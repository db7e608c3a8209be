/** A file that is larger than memory, on its way to a server or from a client. */

/**
 * A file whose bytes are still to come: read it once, by `stream()` or as a whole. Its size is not known before that,
 * and it has no slices. In a multipart body of the client it is sent as it is read:
 *
 *     new StreamedFile(Readable.toWeb(createReadStream("film.mp4")), "film.mp4", "video/mp4")
 */
export class StreamedFile extends File {
  readonly #stream: ReadableStream<Uint8Array<ArrayBuffer>>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>, name: string, type: string) {
    super([], name, { type });
    this.#stream = stream;
  }

  override get size(): number {
    throw new TypeError("the size of a streamed file is not known before it has been read");
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
    throw new TypeError("a streamed file has no slices: read it as a whole first");
  }
}
