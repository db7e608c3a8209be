/** Reasons of aborted calls, on platforms without `DOMException` and without `AbortSignal.reason` (React Native). */

/** Returns the error with which an aborted signal ends its work. */
export function abortReasonOf(signal: AbortSignal): unknown {
  return signal.reason ?? namedError("AbortError", "the call was aborted");
}

/** Creates an error whose name is one of those of the DOM. */
export function namedError(name: "AbortError" | "TimeoutError", message: string): Error {
  if (typeof DOMException !== "undefined") return new DOMException(message, name);
  return Object.assign(new Error(message), { name });
}
