/** Reading of bodies as text, within a limit. */

export interface LimitedText {
  readonly text: string;
  /** False if the body exceeds the limit. The rest of it was cancelled. */
  readonly whole: boolean;
}

/** Reads at most `limit` bytes of a body as text. The content type names the charset (default: UTF-8). */
export async function readText(source: Request | Response, limit: number): Promise<LimitedText> {
  // some platforms (React Native) have no streams: they have read the body already
  if (!source.body?.getReader) return { text: await source.text(), whole: true };
  const decoder = decoderOf(source.headers.get("content-type") ?? "");
  const reader = source.body.getReader();
  let text = "";
  let room = limit;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    text += decoder.decode(value.subarray(0, room), { stream: true });
    room -= value.byteLength;
    if (room < 0) {
      cancelBody(reader);
      return { text, whole: false };
    }
  }
}

/** Returns the decoder of a content type. An unknown charset is read as UTF-8. */
function decoderOf(contentType: string): InstanceType<typeof TextDecoder> {
  const [, charset = "utf-8"] = /;\s*charset="?([^\s;"]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Returns true for a stream. Some platforms (React Native) have none. */
export function isStream(value: unknown): value is ReadableStream {
  return typeof ReadableStream !== "undefined" && value instanceof ReadableStream;
}

/**
 * Cancels a body that is not needed. Callers do not await it: if the response was cloned, cancelling ends only when the
 * clone is read.
 */
export function cancelBody(body: { readonly cancel?: () => Promise<void> } | null): void {
  body?.cancel?.().catch(() => {});
}
