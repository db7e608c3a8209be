/** Which methods there are. RFC 9110 §9. */

/** Methods that everyone knows, if only to refuse them: RFC 9110 §9.3 and RFC 5789. */
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

/** What `Allow` says of a path: GET answers HEAD, and OPTIONS is always answered. */
export function allowance(methods: ReadonlyMap<string, unknown>): string {
  const names = new Set(methods.keys());
  if (names.has("GET")) names.add("HEAD");
  return [...names.add("OPTIONS")].join(", ");
}
