/** Fetches remote files: only from hosts that the user allowed, only by https, never from a private network. */
import { lookup as lookUp, type LookupAddress } from "node:dns";
import { type IncomingMessage } from "node:http";
import { get } from "node:https";
import { BlockList, isIP, isIPv6 } from "node:net";

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;

/** The bytes of a remote file, or the reason why they could not be read. */
export type RemoteContent = { readonly bytes: Uint8Array } | { readonly reason: string };

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

/** Fetches `url`. Rejects content of more than `limit` bytes. Follows redirects on the same host only. */
export async function fetchRemote(url: URL, allowed: readonly string[], limit: number): Promise<RemoteContent> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let current = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const reason = rejectionOfUrl(current, allowed);
    if (reason !== undefined) return { reason };
    try {
      const response = await sendGetRequest(current, signal);
      const status = response.statusCode ?? 0;
      if (status === 200) return await readBody(response, limit);
      response.destroy();
      const location = status >= 300 && status < 400 ? response.headers.location : undefined;
      if (location === undefined) return { reason: `the host returned status ${status}` };
      const next = new URL(location, current);
      if (next.host !== current.host) return { reason: "it redirects to another host" };
      current = next;
    } catch (error) {
      if (error instanceof PrivateAddressError) return { reason: "its address is private" };
      return { reason: signal.aborted ? "the host took more than 10 seconds" : "the host could not be reached" };
    }
  }
  return { reason: "it redirects too often" };
}

class PrivateAddressError extends Error {}

function sendGetRequest(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(
      url,
      { signal, lookup: lookUpPublic, headers: { accept: "application/yaml, application/json, */*" } },
      resolve,
    ).on("error", reject);
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

async function readBody(response: IncomingMessage, limit: number): Promise<RemoteContent> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    // no encoding is set, so the stream yields bytes
    length += chunk.length;
    if (length > limit) {
      response.destroy();
      return { reason: `it has more than ${limit} bytes` };
    }
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
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
