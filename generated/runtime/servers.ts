/** Where requests go: a server of the description, or a base URL of the caller's. OpenAPI 3.2 §4.6. */
import type { ServerSpec } from "./operation.js";
import { own } from "./records.js";

/** The URL of a server, its variables filled in. Throws a `TypeError` where a value is none that it allows. */
export function serverUrl(server: ServerSpec, values: Readonly<Record<string, string>> = {}): string {
  return server.url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = own(server.variables, name);
    const value = own(values, name) ?? variable?.default;
    if (value === undefined || (variable?.enum && !variable.enum.includes(value))) {
      throw new TypeError(`server variable "${name}" must be ${variable?.enum?.join(" or ") ?? "given"}`);
    }
    return value;
  });
}

/**
 * `url` without a slash at its end; a relative one begins at `base`, or at the page in a browser. Throws a `TypeError`,
 * which does not quote it: it may hold a password.
 */
export function absoluteUrl(url: string | undefined, base: string | undefined = globalThis.location?.href): string {
  if (url === undefined) throw new TypeError("baseUrl is missing, and the description has no absolute server");
  let parsed: URL;
  try {
    parsed = new URL(url, base);
  } catch {
    throw new TypeError("baseUrl is not an absolute URL");
  }
  const { protocol, username, password, search, hash } = parsed;
  if (protocol !== "http:" && protocol !== "https:") throw new TypeError(`baseUrl is ${protocol}, not http: or https:`);
  if (username || password) throw new TypeError("baseUrl holds a password: credentials belong in auth");
  if (search || hash) throw new TypeError("baseUrl has a query or a fragment, which no path can follow");
  return parsed.href.replace(/\/+$/, "");
}
