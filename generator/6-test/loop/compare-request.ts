/** Compares a request of the generated client with the request that the oracle encodes from the same input. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import { contentMatching, isJsonMediaType } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import type { FindingPlace } from "../../5-oracle/response/problem.ts";
import { decodeFormData } from "../../5-oracle/wire/encode-body.ts";
import { decodeEvents } from "../../5-oracle/wire/server-sent-events.ts";
import {
  isBeyondFormData,
  decodeMultipart as partsOfText,
  canonicalParts,
} from "../../5-oracle/wire/multipart-body.ts";
import { parseJson } from "../../5-oracle/wire/decode-values.ts";
import type { OperationInput, WireRequest } from "../../5-oracle/wire/encode-request.ts";
import { percentEncode } from "../../5-oracle/wire/parameter-styles.ts";
import type { CapturedRequest } from "./closed-loop.ts";
import { comparableBody, toComparableJson } from "./comparable-values.ts";

/** Returns the differences between a request and the expected one. `expected` is the encoding of `input`. */
export async function compareRequest(
  operation: DescribedOperation,
  input: OperationInput,
  expected: WireRequest,
  sent: CapturedRequest,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const tell = (message: string, place: FindingPlace, pointer: string = operation.pointer): void => {
    problems.push({ kind: "wrong-request", message, place, pointer });
  };
  const { pathname, search } = new URL(sent.url);
  if (sent.method !== operation.method) tell(`The method is ${sent.method}.`, { in: "path" });
  if (normalizeEncoding(pathname) !== normalizeEncoding(expected.path)) {
    tell(`The path is ${pathname}, expected ${expected.path}.`, { in: "path" });
  }
  const [query, wantedQuery] = [search.slice(1).split("&"), expected.query].map((pieces) => {
    return pieces
      .filter((piece) => piece !== "")
      .map(normalizeEncoding)
      .toSorted()
      .join("&");
  });
  if (query !== wantedQuery) {
    tell(`The query is ${search}, expected ?${expected.query.join("&")}.`, { in: "query" });
  }
  for (const [name, value] of expected.headers) {
    const found = sent.headers.get(name);
    if (found !== value) {
      tell(`The header ${name} is ${String(found)}, expected ${value}.`, { in: "header", name });
    }
  }
  const cookies = (sent.headers.get("cookie") ?? "")
    .split("; ")
    .filter((cookie) => cookie !== "")
    .map(normalizeEncoding)
    .toSorted();
  if (cookies.join("; ") !== expected.cookies.map(normalizeEncoding).toSorted().join("; ")) {
    tell(`The cookies are ${cookies.join("; ")}, expected ${expected.cookies.join("; ")}.`, { in: "cookie" });
  }
  return [...problems, ...(await compareBody(operation, input, expected, sent))];
}

/** Normalizes percent-encoding, and keeps unencoded delimiters. RFC 3986 §6.2.2 */
function normalizeEncoding(text: string): string {
  return text
    .split(/([/,;=&.])/)
    .map((piece) => {
      try {
        return percentEncode(decodeURIComponent(piece));
      } catch {
        return piece;
      }
    })
    .join("")
    .replaceAll("%2E", ".");
}

async function compareBody(
  operation: DescribedOperation,
  { body }: OperationInput,
  expected: WireRequest,
  { bytes, headers }: CapturedRequest,
): Promise<readonly Problem[]> {
  const pointer = operation.body?.pointer ?? operation.pointer;
  const problem = (message: string): readonly Problem[] => [
    { kind: "wrong-request", message, place: { in: "body" }, pointer },
  ];
  if (body === undefined || expected.body === undefined) {
    return bytes === undefined ? [] : problem("The request has a body, but the input has none.");
  }
  if (bytes === undefined) return problem("The request has no body, but the input has one.");
  const type = headers.get("content-type") ?? "";
  if (contentMatching([body.content], type) === undefined) {
    return problem(`The body has the media type ${type}, expected ${body.content.mediaType}.`);
  }
  const { content } = body;
  const response = new Response(bytes, { headers: { "content-type": type } });
  const [found, described] = await comparableBodies(content.kind, response, expected.body);
  if (found === described) return [];
  return problem(`The body is ${excerpt(found)}, expected ${excerpt(described)}.`);

  async function comparableBodies(kind: typeof content.kind, sent: Response, own: NonNullable<WireRequest["body"]>) {
    if (isBeyondFormData(content)) {
      const [text, ownText] = [await sent.text(), new TextDecoder().decode(own.bytes)];
      return [canonicalParts(partsOfText(text, type)), canonicalParts(partsOfText(ownText, own.contentType ?? ""))];
    }
    if (kind === "multipart") {
      const wantedForm = new Response(own.bytes, { headers: { "content-type": own.contentType ?? "" } });
      return Promise.all([sent, wantedForm].map(async (one) => comparableParts(await decodeFormData(one))));
    }
    const texts = [await sent.text(), new TextDecoder().decode(own.bytes)];
    if (kind === "form") return texts.map((text) => text.split("&").map(normalizeEncoding).toSorted().join("&"));
    if (kind === "events") return Promise.all(texts.map((text) => comparableItems(decodeEvents(text))));
    if (kind === "lines") return Promise.all(texts.map((text) => comparableItems(jsonLines(text))));
    const isJson = kind === "json" || (kind === "any" && [type, own.contentType ?? ""].every(isJsonMediaType));
    if (isJson) return Promise.all(texts.map(async (text) => comparableBody(content, JSON.parse(text))));
    return texts;
  }
}

async function comparableItems(items: readonly Json[]): Promise<string> {
  return JSON.stringify(await toComparableJson(items));
}

function jsonLines(text: string): readonly Json[] {
  const lines = text
    .replaceAll("\u001e", "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => parseJson(line)?.value ?? line);
}

/** Returns the parts of a form, sorted. Line breaks are LF, since forms may encode them as CRLF. HTML §4.10.22.8 */
async function comparableParts(form: FormData): Promise<string> {
  const parts = await Promise.all(
    Array.from(
      form,
      async ([name, value]) =>
        `${name}=${typeof value === "string" ? value.replaceAll(/\r\n?/g, "\n") : await value.text()}`,
    ),
  );
  return parts.toSorted().join("\n");
}

function excerpt(text: string | undefined = ""): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
