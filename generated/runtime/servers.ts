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
  const parsed = parseUrl(url ?? "", base);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || /[?#]/.test(parsed.href) || parsed.username || parsed.password) {
    throw new TypeError("baseUrl must be absolute, http or https, without credentials, query or fragment");
  }
  return parsed.href.replace(/\/+$/, "");
}

/** Undefined where there is none: not every platform has `URL.parse` and `URL.canParse` yet. */
export function parseUrl(url: string, base: string | undefined): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
