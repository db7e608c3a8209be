/**
 * Names of header parameters that are ignored, in lower case. Contents, responses and security describe these
 * headers. OpenAPI 3.2 §4.12.2.1
 */
export const IGNORED_HEADER_PARAMETERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);
