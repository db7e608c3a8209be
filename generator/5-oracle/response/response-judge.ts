/** An answer, as it was received, against what the description promises of it. */
import type { JsonObject } from "../../1-document/json.ts";
import type { ReceivedResponse } from "./received-response.ts";
import { problemOfCharacters, textOf } from "./charset.ts";
import type {
  DescribedContent,
  DescribedHeader,
  DescribedOperation,
  DescribedResponse,
} from "../description/description.ts";
import type { Complaint } from "../judge/judge.ts";
import type { Oracle } from "../judge/oracle.ts";
import { contentFor } from "../description/described-media.ts";
import type { Problem } from "../report/problem.ts";
import { eventReadings, eventsIn } from "../wire/wire-events.ts";
import { headerReadings, parseJson } from "../wire/wire-values.ts";

/** The response that is promised for a status: by code, by range, by default. OpenAPI 3.2 §4.16 */
export function promisedFor({ responses }: DescribedOperation, status: number): DescribedResponse | undefined {
  for (const key of [`${status}`, `${Math.trunc(status / 100)}XX`, "default"]) {
    const found = responses.find((response) => response.status.toUpperCase() === key.toUpperCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** RFC 9110 §6.4.1: these have no body, whatever is described. */
export function isBodiless(method: string, status: number): boolean {
  return method === "HEAD" || [204, 205, 304].includes(status);
}

/** The content that the answer is of; undefined where it has none, or an undescribed one. */
export function contentOfResponse(
  operation: DescribedOperation,
  { status, headers }: ReceivedResponse,
): DescribedContent | undefined {
  const promised = promisedFor(operation, status);
  if (promised === undefined || isBodiless(operation.method, status)) return undefined;
  return contentFor(promised.contents, headers.get("content-type") ?? "");
}

export function problemsOfResponse(
  oracle: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse,
): readonly Problem[] {
  const promised = promisedFor(operation, response.status);
  if (promised === undefined) {
    return [
      {
        kind: "undocumented-status",
        message: `The answer has the status ${response.status}, and the description promises ${listOf(operation)}.`,
        place: { in: "status" },
        pointer: `${operation.pointer}/responses`,
      },
    ];
  }
  const headers = promised.headers.flatMap((header) => problemsOfHeader(oracle, header, response));
  return [...headers, ...problemsOfBody(oracle, operation, promised, response)];
}

function listOf({ responses }: DescribedOperation): string {
  return responses.length === 0 ? "none" : responses.map(({ status }) => status).join(", ");
}

function problemsOfHeader(
  { document, judge }: Oracle,
  header: DescribedHeader,
  { headers }: ReceivedResponse,
): readonly Problem[] {
  const text = headers.get(header.name);
  const place = { in: "header", name: header.name } as const;
  if (text === null) {
    if (!header.required) return [];
    return [
      {
        kind: "missing-header",
        message: `The answer lacks the header ${header.name}.`,
        place,
        pointer: header.pointer,
      },
    ];
  }
  const readings = headerReadings(document, header, text);
  if (!readings.every((reading) => judge.refuses(header.schema, reading, "response"))) return [];
  const [complaint] = judge.complaints(header.schema, readings[0], "response");
  const message = `The header ${header.name} is ${JSON.stringify(text).slice(0, 100)}, and ${complaint?.message}.`;
  return [{ kind: "invalid-header", message, place, pointer: header.pointer }];
}

function problemsOfBody(
  oracle: Oracle,
  operation: DescribedOperation,
  promised: DescribedResponse,
  { status, headers, bytes }: ReceivedResponse,
): readonly Problem[] {
  if (promised.contents.length === 0 || isBodiless(operation.method, status)) return [];
  const types = promised.contents.map(({ mediaType }) => mediaType).join(" or ");
  const place = { in: "body" } as const;
  const given = headers.get("content-type");
  if (bytes.byteLength === 0 && !promised.contents.some(({ kind }) => /text|binary|lines|events|stream/.test(kind))) {
    return [
      {
        kind: "missing-body",
        message: `The answer has no body, and ${types} is promised.`,
        place,
        pointer: promised.pointer,
      },
    ];
  }
  const content = given === null ? undefined : contentFor(promised.contents, given);
  if (given === null || content === undefined) {
    const is = given === null ? "names no content type" : `is of type ${given}`;
    return [
      {
        kind: "wrong-content-type",
        message: `The answer ${is}, and ${types} is promised.`,
        place: { in: "header", name: "Content-Type" },
        pointer: promised.pointer,
      },
    ];
  }
  const ofCharacters = problemOfCharacters(content, given, bytes);
  if (ofCharacters !== undefined) return [ofCharacters];
  const text = textOf(given, bytes);
  switch (content.kind) {
    case "json":
      return problemsOfJson(oracle, content, text, "");
    case "lines":
      return text
        .replaceAll("\u001e", "\n")
        .split("\n")
        .flatMap((line, index) => (line.trim() === "" ? [] : problemsOfJson(oracle, content, line, `/${index}`)));
    case "text":
      return content.schema === true ? [] : problemsOfText(oracle, content, text);
    case "events":
      return eventsIn(text).flatMap((event, index) => problemsOfEvent(oracle, content, event, `/${index}`));
    case "form":
    case "multipart":
    case "parts":
    case "part-stream":
    case "binary":
      return [];
    default:
      return content.kind satisfies never;
  }
}

function problemsOfJson(oracle: Oracle, content: DescribedContent, text: string, pointer: string): readonly Problem[] {
  const read = parseJson(text);
  if (read === undefined) {
    const message = "The body is not valid JSON.";
    return [
      { kind: "malformed-body", message, place: { in: "body", ...(pointer && { pointer }) }, pointer: content.pointer },
    ];
  }
  return asProblems(oracle, content, oracle.judge.complaints(content.schema, read.value, "response"), pointer);
}

/** By the reading of its data that comes nearest to the schema. */
function problemsOfEvent(
  oracle: Oracle,
  content: DescribedContent,
  event: JsonObject,
  pointer: string,
): readonly Problem[] {
  const complaints = eventReadings(event).map((reading) =>
    oracle.judge.complaints(content.schema, reading, "response"),
  );
  const [nearest = []] = complaints.toSorted(
    (one, other) => one.length - other.length || deepest(other) - deepest(one),
  );
  return asProblems(oracle, content, nearest, pointer);
}

/** XML and its like are beyond us: only what is a text by its schema is held against it. */
function problemsOfText(oracle: Oracle, content: DescribedContent, text: string): readonly Problem[] {
  const asText = oracle.judge.complaints({ type: "string" }, text, "response");
  const isText = typeof content.schema === "object" && content.schema.type === "string";
  if (asText.length > 0 || !isText) return [];
  return asProblems(oracle, content, oracle.judge.complaints(content.schema, text, "response"), "");
}

/** Most schemas fail in one place; where alternatives do, the deepest complaint says most. */
function asProblems(
  oracle: Oracle,
  content: DescribedContent,
  complaints: readonly Complaint[],
  prefix: string,
): readonly Problem[] {
  const told = complaints.filter(({ keyword }) => !/^(?:oneOf|anyOf|if|allOf)$/.test(keyword));
  const shown = (told.length > 0 ? told : complaints).toSorted((a, b) => depth(b) - depth(a)).slice(0, 3);
  return shown.map((complaint) => {
    const pointer = prefix + complaint.pointer;
    return {
      kind: "invalid-body",
      message: `The body${pointer === "" ? "" : ` at ${pointer}`} ${complaint.message}.`,
      place: { in: "body", ...(pointer !== "" && { pointer }) },
      pointer: oracle.pointerOf(complaint) ?? content.pointer,
    };
  });
}

function deepest(complaints: readonly Complaint[]): number {
  return Math.max(0, ...complaints.map(depth));
}

function depth({ pointer }: Complaint): number {
  return pointer.split("/").length;
}
