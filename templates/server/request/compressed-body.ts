/** Bodies with a content coding (RFC 9110 §8.4). They are decompressed within the limits of uncompressed bodies. */
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Bytes } from "../../runtime/wire/scanner.js";
import { type IncomingRequest, readStream } from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";

type Format = "gzip" | "deflate";

/** The formats of content codings. */
const FORMATS: Readonly<Record<string, Format>> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/**
 * Returns the body of a request without its content coding: whole, or as a stream. Throws a problem of status 415 if the
 * server does not accept the coding.
 */
export function withoutCoding(
  incoming: IncomingRequest,
  isAccepted: boolean,
): Pick<IncomingRequest, "read"> & BodyStream {
  const coding = incoming.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (/^(?:identity)?$/.test(coding)) {
    return { read: (limits) => incoming.read(limits), stream: () => incoming.request.body };
  }
  const format = Object.hasOwn(FORMATS, coding) ? FORMATS[coding] : undefined;
  if (!isAccepted || format === undefined) throw compressedBody(isAccepted);
  return {
    read: async (limits) => {
      const bytes = await incoming.read(limits);
      return readStream(decompressed(new Blob([bytes]).stream(), format), limits).catch(rethrowMalformed);
    },
    stream: () => incoming.request.body && decompressed(incoming.request.body, format),
  };
}

interface BodyStream {
  readonly stream: () => ReadableStream<Bytes> | null;
}

function decompressed(stream: ReadableStream<Bytes>, format: Format): ReadableStream<Bytes> {
  return stream.pipeThrough(new DecompressionStream(format));
}

/** Throws a `WireError` for malformed data, which platforms report as different errors. */
function rethrowMalformed(error: unknown): never {
  throw error instanceof HttpProblem ? error : new WireError("is not valid in its content coding");
}

/** Returns the problem for a content coding that the server does not accept (RFC 9110 §12.5.3). */
function compressedBody(isAccepted: boolean): HttpProblem {
  const detail = isAccepted ? "The body must be compressed with gzip or deflate." : "The body must not be compressed.";
  return new HttpProblem(415, { detail }, [["accept-encoding", isAccepted ? "gzip, deflate" : "identity"]]);
}
