/** Bodies as text, within a limit. */

export interface ReadText {
  readonly text: string;
  /** Whether the body ended within the limit; where it did not, the rest was cancelled. */
  readonly whole: boolean;
}

/** The first `limit` bytes of a body, by the charset that its content type names (default: UTF-8). */
export async function readText(source: Request | Response, limit: number): Promise<ReadText> {
  // some platforms (React Native) have no streams; they have read the body already
  if (!source.body) return { text: await source.text(), whole: true };
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
      discard(reader);
      return { text, whole: false };
    }
  }
}

/** A charset that the platform does not know is read as UTF-8. */
function decoderOf(contentType: string): TextDecoder {
  const [, charset = "utf-8"] = /;\s*charset="?([^\s;"]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/**
 * Lets go of a body that nobody will read. Not awaited: where somebody else holds a clone of the answer, cancelling
 * ends only when they are done with theirs.
 */
export function discard(body: { readonly cancel: () => Promise<void> } | null): void {
  body?.cancel().catch(() => undefined);
}
