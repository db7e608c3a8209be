/** A request as a curl command and in reports. Credentials are replaced by environment variables. */
import { reportBody } from "./findings.ts";
import type { SentRequest } from "./test-report.ts";
import type { Redaction } from "./redaction.ts";
import { type ShellParts, shellWord, shellWordWithVariables } from "./shell.ts";
import { requestUrl, type WireRequest } from "../wire/encode-request.ts";

/** Returns a curl command for POSIX shells, on one line. */
export function curlCommand(request: WireRequest, base: string, redactions: readonly Redaction[]): string {
  const shown = (piece: string): ShellParts => redactions.find((one) => one.piece === piece)?.shown ?? [piece];
  const words = ["curl", "-sS", "-i", "--globoff"];
  if (request.method === "HEAD") words.push("--head");
  else if (request.method !== "GET" || request.body !== undefined) words.push("-X", shellWord(request.method));
  for (const [name, value] of headersOf(request)) {
    const piece = `${name}: ${value}`;
    const redaction = redactions.find((one) => one.piece === piece);
    if (redaction?.isBasic) words.push("-u", shellWordWithVariables(redaction.shown.slice(1)));
    else words.push("-H", shellWordWithVariables(shown(piece)));
  }
  if (request.cookies.length > 0) {
    words.push("-H", shellWordWithVariables(["Cookie: ", ...joinParts(request.cookies.map(shown), "; ")]));
  }
  const query = joinParts(request.query.map(shown), "&");
  words.push(shellWordWithVariables([`${base}${request.path}${query.length === 0 ? "" : "?"}`, ...query]));
  if (request.body === undefined) return words.join(" ");
  const text = printableString(request.body.bytes);
  if (text !== undefined) return [...words, "--data-raw", shellWordWithVariables(splitVariables(text))].join(" ");
  const base64 = Buffer.from(request.body.bytes).toString("base64");
  return `printf %s ${shellWord(base64)} | base64 -d | ${words.join(" ")} --data-binary @-`;
}

/** Returns all headers. An empty `Content-Type` prevents that curl adds one. */
function headersOf({ headers, body }: WireRequest): readonly (readonly [string, string])[] {
  return body === undefined ? headers : [...headers, ["Content-Type", body.contentType ?? ""]];
}

function joinParts(texts: readonly ShellParts[], separator: string): ShellParts {
  return texts.flatMap((text, index) => (index === 0 ? text : [separator, ...text]));
}

/** Splits a body at the variables that stand for secrets, so that the shell expands them. */
function splitVariables(text: string): ShellParts {
  return text.split(/\$(SPECWRIGHT_AUTH_\w+)/).map((part, index) => (index % 2 === 1 ? { variable: part } : part));
}

/** Returns a body as a string if it can be an argument: valid UTF-8 without NUL. */
function printableString(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Returns a request for a report, without credentials. */
export function reportRequest(request: WireRequest, base: string, redactions: readonly Redaction[]): SentRequest {
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
    url: requestUrl({ ...request, query: request.query.map(shown) }, base),
    headers: [...headers, ...cookies],
    body: reportBody(request.body?.bytes),
  };
}
