/** Reports errors in the streams of responses. */

/** Returns a stream of the same bytes. If the source fails, calls `onFailure`, unless the client has cancelled the stream. */
export function reportStreamFailure(
  stream: ReadableStream<Uint8Array>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let hasLeft = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (hasLeft) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (hasLeft) return; // the source only tells that the client has left
          onFailure(error);
          controller.error(error);
        }
      },
      async cancel(reason) {
        hasLeft = true;
        await reader.cancel(reason).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
