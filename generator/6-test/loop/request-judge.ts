/** A request as the generated client has made it, against the same input written out by the description. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import { contentFor } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import type { FindingPlace } from "../../5-oracle/report/report.ts";
import { partsIn } from "../../5-oracle/wire/wire-body.ts";
import { eventsIn } from "../../5-oracle/wire/wire-events.ts";
import { isByHand, partsIn as partsOfText, spelledParts } from "../../5-oracle/wire/wire-multipart.ts";
import { parseJson } from "../../5-oracle/wire/wire-values.ts";
import type { OperationInput, WireRequest } from "../../5-oracle/wire/wire-request.ts";
import { percentEncode } from "../../5-oracle/wire/wire-styles.ts";
import type { Captured } from "./loop.ts";
import { bodyText, comparable } from "./compared-values.ts";

/** `wanted` is `input`, written out. */
export async function problemsOfRequest(
  operation: DescribedOperation,
  input: OperationInput,
  wanted: WireRequest,
  sent: Captured,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const tell = (message: string, place: FindingPlace, pointer: string = operation.pointer): void => {
    problems.push({ kind: "wrong-request", message, place, pointer });
  };
  const { pathname, search } = new URL(sent.url);
  if (sent.method !== operation.method) tell(`The method is ${sent.method}.`, { in: "path" });
  if (canonical(pathname) !== canonical(wanted.path)) {
    tell(`The path is ${pathname}, and ${wanted.path} is described.`, { in: "path" });
  }
  const [query, wantedQuery] = [search.slice(1).split("&"), wanted.query].map((pieces) => {
    return pieces
      .filter((piece) => piece !== "")
      .map(canonical)
      .toSorted()
      .join("&");
  });
  if (query !== wantedQuery) {
    tell(`The query is ${search}, and ?${wanted.query.join("&")} is described.`, { in: "query" });
  }
  for (const [name, value] of wanted.headers) {
    const found = sent.headers.get(name);
    if (found !== value) {
      tell(`The header ${name} is ${String(found)}, and ${value} is described.`, { in: "header", name });
    }
  }
  const cookies = (sent.headers.get("cookie") ?? "")
    .split("; ")
    .filter((cookie) => cookie !== "")
    .map(canonical)
    .toSorted();
  if (cookies.join("; ") !== wanted.cookies.map(canonical).toSorted().join("; ")) {
    tell(`The cookies are ${cookies.join("; ")}, and ${wanted.cookies.join("; ")} are described.`, { in: "cookie" });
  }
  return [...problems, ...(await problemsOfBody(operation, input, wanted, sent))];
}

/** What is percent-encoded without need is the same: RFC 3986 §6.2.2. Delimiters that stand unencoded stay so. */
function canonical(text: string): string {
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

async function problemsOfBody(
  operation: DescribedOperation,
  { body }: OperationInput,
  wanted: WireRequest,
  { bytes, headers }: Captured,
): Promise<readonly Problem[]> {
  const pointer = operation.body?.pointer ?? operation.pointer;
  const problem = (message: string): readonly Problem[] => [
    { kind: "wrong-request", message, place: { in: "body" }, pointer },
  ];
  if (body === undefined || wanted.body === undefined) {
    return bytes === undefined ? [] : problem("There is a body, and none was given.");
  }
  if (bytes === undefined) return problem("There is no body, and one was given.");
  const type = headers.get("content-type") ?? "";
  if (contentFor([body.content], type) === undefined) {
    return problem(`The body is of type ${type}, and ${body.content.mediaType} was asked for.`);
  }
  const { content } = body;
  const response = new Response(bytes, { headers: { "content-type": type } });
  const [found, described] = await readings(content.kind, response, wanted.body);
  if (found === described) return [];
  return problem(`The body is ${excerpt(found)}, and ${excerpt(described)} is described.`);

  async function readings(kind: typeof content.kind, sent: Response, own: NonNullable<WireRequest["body"]>) {
    if (isByHand(content)) {
      const [text, ownText] = [await sent.text(), new TextDecoder().decode(own.bytes)];
      return [spelledParts(partsOfText(text, type)), spelledParts(partsOfText(ownText, own.contentType ?? ""))];
    }
    if (kind === "multipart") {
      const wantedForm = new Response(own.bytes, { headers: { "content-type": own.contentType ?? "" } });
      return Promise.all([sent, wantedForm].map(async (one) => partsOf(await partsIn(one))));
    }
    const texts = [await sent.text(), new TextDecoder().decode(own.bytes)];
    if (kind === "form") return texts.map((text) => text.split("&").map(canonical).toSorted().join("&"));
    if (kind === "events") return Promise.all(texts.map((text) => inOneSpelling(eventsIn(text))));
    if (kind === "lines") return Promise.all(texts.map((text) => inOneSpelling(linesIn(text))));
    if (kind === "json") return Promise.all(texts.map(async (text) => bodyText(content, JSON.parse(text))));
    return texts;
  }
}

async function inOneSpelling(items: readonly Json[]): Promise<string> {
  return JSON.stringify(await comparable(items));
}

function linesIn(text: string): readonly Json[] {
  const lines = text
    .replaceAll("\u001e", "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => parseJson(line)?.value ?? line);
}

/** The lines of a text end with CRLF in a form (HTML §4.10.22.8), and as they are in others. */
async function partsOf(form: FormData): Promise<string> {
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
