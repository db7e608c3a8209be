/** Standard methods (RFC 9110 §9.3 and RFC 5789). Unknown methods get status 501 instead of 405. */
export const KNOWN_METHODS: readonly string[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "CONNECT",
  "OPTIONS",
  "TRACE",
];

/** Returns the value of the `Allow` header. It adds HEAD if there is GET, and always OPTIONS. */
export function allowHeader(methods: ReadonlyMap<string, unknown>): string {
  const names = new Set(methods.keys());
  if (names.has("GET")) names.add("HEAD");
  return [...names.add("OPTIONS")].join(", ");
}
