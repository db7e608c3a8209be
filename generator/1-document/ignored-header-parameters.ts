/** Header parameters of these names are ignored: the body, the responses and the security say it. OpenAPI 3.2 §4.12.2.1 */
export const IGNORED_HEADER_PARAMETERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);
