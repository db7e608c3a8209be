/** A request as a line of shell that sends it again; credentials are variables there, and in what is reported of it. */
import { reportedBody } from "./findings.ts";
import type { SentRequest } from "./report.ts";
import { credentialsFor, type Secrets } from "../description/described-security.ts";
import type { DescribedRequirement } from "../description/description.ts";
import { shellText, shellWord } from "./shell.ts";
import { urlOf, type WireRequest } from "../wire/wire-request.ts";
import { percentEncode } from "../wire/wire-styles.ts";

type Text = readonly (string | { readonly variable: string })[];

/** A piece of a request that is a credential, and how it is shown. */
export interface Redaction {
  /** `Name: value` of a header, `name=value` of a query or cookie. */
  readonly piece: string;
  readonly shown: Text;
  /** Of Basic authentication, which curl writes itself. */
  readonly isBasic: boolean;
}

/** The variable of the environment that the credential of a scheme is taken from. */
export function variableFor(key: string): string {
  return `SPECWRIGHT_AUTH_${key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_")}`;
}

export function redactionsOf(alternative: readonly DescribedRequirement[], secrets: Secrets): readonly Redaction[] {
  return alternative.flatMap((requirement): readonly Redaction[] => {
    const { scheme } = requirement;
    const credentials = credentialsFor([requirement], secrets);
    const variable = { variable: variableFor(scheme.key) };
    const pieces = credentials && [
      ...credentials.headers.map(([name, value]) => [`${name}: `, `${name}: ${value}`] as const),
      ...credentials.query.map(
        ([name, value]) => [`${percentEncode(name)}=`, `${percentEncode(name)}=${percentEncode(value)}`] as const,
      ),
      ...credentials.cookies.map(([name, value]) => [`${name}=`, `${name}=${value}`] as const),
    ];
    const isBasic = scheme.type === "authorization" && scheme.scheme.toLowerCase() === "basic";
    const word =
      scheme.type !== "authorization"
        ? ""
        : isBasic
          ? "Basic "
          : `${/^bearer$/i.test(scheme.scheme) ? "Bearer" : scheme.scheme} `;
    return (pieces ?? []).map(([start, piece]) => ({ piece, shown: [start + word, variable], isBasic }));
  });
}

/** One line; works in every POSIX shell. */
export function curlLine(request: WireRequest, base: string, redactions: readonly Redaction[]): string {
  const shown = (piece: string): Text => redactions.find((one) => one.piece === piece)?.shown ?? [piece];
  const words = ["curl", "-sS", "-i", "--globoff"];
  if (request.method === "HEAD") words.push("--head");
  else if (request.method !== "GET" || request.body !== undefined) words.push("-X", shellWord(request.method));
  for (const [name, value] of headersOf(request)) {
    const piece = `${name}: ${value}`;
    const redaction = redactions.find((one) => one.piece === piece);
    if (redaction?.isBasic) words.push("-u", shellText(redaction.shown.slice(1)));
    else words.push("-H", shellText(shown(piece)));
  }
  if (request.cookies.length > 0) {
    words.push("-H", shellText(["Cookie: ", ...joined(request.cookies.map(shown), "; ")]));
  }
  const query = joined(request.query.map(shown), "&");
  words.push(shellText([`${base}${request.path}${query.length === 0 ? "" : "?"}`, ...query]));
  if (request.body === undefined) return words.join(" ");
  const text = printable(request.body.bytes);
  if (text !== undefined) return [...words, "--data-raw", shellWord(text)].join(" ");
  const base64 = Buffer.from(request.body.bytes).toString("base64");
  return `printf %s ${shellWord(base64)} | base64 -d | ${words.join(" ")} --data-binary @-`;
}

/** An empty type keeps curl from writing one of its own. */
function headersOf({ headers, body }: WireRequest): readonly (readonly [string, string])[] {
  return body === undefined ? headers : [...headers, ["Content-Type", body.contentType ?? ""]];
}

function joined(texts: readonly Text[], separator: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [separator, ...text]));
}

/** `--data-raw` takes any text but for NUL, which no argument can hold. */
function printable(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a report says of the request. */
export function reportedRequest(request: WireRequest, base: string, redactions: readonly Redaction[]): SentRequest {
  const shown = (piece: string): string => {
    const redaction = redactions.find((one) => one.piece === piece);
    return redaction === undefined
      ? piece
      : redaction.shown.map((part) => (typeof part === "string" ? part : `$${part.variable}`)).join("");
  };
  const headers = headersOf(request).map(([name, value]): [string, string] => {
    return [name, shown(`${name}: ${value}`).slice(name.length + 2)];
  });
  const cookies: [string, string][] =
    request.cookies.length === 0 ? [] : [["Cookie", request.cookies.map(shown).join("; ")]];
  return {
    method: request.method,
    url: urlOf({ ...request, query: request.query.map(shown) }, base),
    headers: [...headers, ...cookies],
    body: reportedBody(request.body?.bytes),
  };
}
