/**
 * Fetches remote files. A file that a description refers to must be on an allowed host, and is requested by https from
 * a public address. A URL that the user typed, and files of the same origin, may also use http and a private address.
 */
import { lookup as lookUp, type LookupAddress } from "node:dns";
import { get as getByHttp, type IncomingMessage } from "node:http";
import { get as getByHttps } from "node:https";
import { BlockList, isIP, isIPv6 } from "node:net";

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;

/** A remote file, or the reason why it could not be read. `hint` says what to do about the reason. */
export type RemoteContent =
  | { readonly bytes: Uint8Array; readonly url: string }
  | { readonly reason: string; readonly hint?: string }
  | { readonly exceeds: number };

export interface RemoteOptions {
  /** True for a URL that the user typed, and for files of the same origin. */
  readonly isTrusted: boolean;
  /** Hosts that files of other origins may be on, with a port if it is not 443. */
  readonly allowed: readonly string[];
  /** Maximum number of bytes. */
  readonly limit: number;
  /** Request headers. They are not sent to another host, because redirects to other hosts are not followed. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns the reason why `url` must not be requested, or undefined if it may be. `allowed` contains host names, with
 * a port if it is not 443.
 */
export function rejectionOfUrl(url: URL, allowed: readonly string[]): string | undefined {
  if (url.protocol !== "https:") return "only https is allowed";
  if (url.username !== "" || url.password !== "") return "the URL contains credentials";
  if (!allowed.some((host) => host.toLowerCase() === url.host)) return `the host ${url.host} is not allowed`;
  if (isPrivateHost(url.hostname)) return "its address is private";
  return undefined;
}

/** Returns the reason why a URL that the user typed cannot be requested. */
function rejectionOfTypedUrl(url: URL): string | undefined {
  return url.username === "" && url.password === "" ? undefined : "the URL contains credentials";
}

/** Fetches `url`. Follows redirects on the same host only, and none from https to http. */
export async function fetchRemote(url: URL, options: RemoteOptions): Promise<RemoteContent> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let current = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const reason = options.isTrusted ? rejectionOfTypedUrl(current) : rejectionOfUrl(current, options.allowed);
    if (reason !== undefined) return { reason, ...(options.isTrusted && { hint: CREDENTIALS_HINT }) };
    try {
      const response = await sendGetRequest(current, signal, options);
      const status = response.statusCode ?? 0;
      if (status === 200) return await readBody(response, current, options.limit);
      response.destroy();
      const location = status >= 300 && status < 400 ? response.headers.location : undefined;
      if (location === undefined || !URL.canParse(location, current)) return badStatus(status);
      const next = new URL(location, current);
      if (next.host !== current.host) {
        return { reason: "it redirects to another host", hint: `Use its new address: ${next.origin}${next.pathname}` };
      }
      if (current.protocol === "https:" && next.protocol !== "https:") {
        return { reason: "it redirects from https to http" };
      }
      current = next;
    } catch (error) {
      if (error instanceof PrivateAddressError) return { reason: "its address is private" };
      if (signal.aborted) return { reason: "the host took more than 10 seconds" };
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      return {
        reason: `the host could not be reached${code}`,
        ...(/CERT|SIGNATURE/.test(code) && { hint: CERTIFICATE_HINT }),
      };
    }
  }
  return { reason: "it redirects too often" };
}

const CREDENTIALS_HINT = 'Remove them from the URL, and pass `--header "Authorization: …"`.';
const CERTIFICATE_HINT = "Name the certificate authority in the environment variable NODE_EXTRA_CA_CERTS.";

function badStatus(status: number): RemoteContent {
  const needsCredentials = status === 401 || status === 403;
  const hint = 'Pass credentials with `--header "Authorization: …"`, or in the environment variable SPECWRIGHT_HEADER.';
  return { reason: `the host returned status ${status}`, ...(needsCredentials && { hint }) };
}

class PrivateAddressError extends Error {}

function sendGetRequest(
  url: URL,
  signal: AbortSignal,
  { isTrusted, headers }: RemoteOptions,
): Promise<IncomingMessage> {
  const get = url.protocol === "http:" ? getByHttp : getByHttps;
  const accept = "application/yaml, application/json, */*";
  return new Promise((resolve, reject) => {
    const options = { signal, headers: { accept, ...headers }, ...(!isTrusted && { lookup: lookUpPublic }) };
    get(url, options, resolve).on("error", reject);
  });
}

/**
 * Resolves a host name and rejects private addresses. The connection uses the same lookup, so the name cannot
 * resolve to another address afterwards.
 */
function lookUpPublic(
  hostname: string,
  options: object,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
): void {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const hidden = error === null && addresses.some(({ address }) => isPrivateHost(address));
    callback(hidden ? new PrivateAddressError() : error, addresses);
  });
}

async function readBody(response: IncomingMessage, url: URL, limit: number): Promise<RemoteContent> {
  // no encoding is set, so the stream yields bytes
  const bytes = await readBytes(response as AsyncIterable<Uint8Array>, limit);
  if (bytes === undefined) response.destroy();
  return bytes === undefined ? { exceeds: limit } : { bytes, url: url.href };
}

/** Reads a stream to its end. Returns undefined if it has more than `limit` bytes. */
export async function readBytes(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const PRIVATE_NETWORKS = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE_NETWORKS.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE_NETWORKS.addSubnet(network, prefix, "ipv6");
}

/**
 * Returns true if an address is not in a public network (RFC 6890). Returns false for host names except `localhost`,
 * because their addresses are not known yet.
 */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) === 0) return address === "localhost" || address.endsWith(".localhost");
  return PRIVATE_NETWORKS.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
