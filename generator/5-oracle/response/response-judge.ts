/**
 * Validates responses by the oracle's reading of the description: status, headers, media type and body. OpenAPI 3.2
 * §4.16, §4.17
 */
import type { JsonObject } from "../../1-document/json.ts";
import type { ReceivedResponse } from "./received-response.ts";
import { problemOfCharset, decodeBody } from "./body-charset.ts";
import type {
  DescribedContent,
  DescribedHeader,
  DescribedOperation,
  DescribedResponse,
} from "../description/described-operation.ts";
import type { SchemaViolation } from "../judge/judge.ts";
import type { Oracle } from "../judge/oracle.ts";
import { contentMatching, kindInRange } from "../description/described-media.ts";
import type { Problem } from "./problem.ts";
import { possibleEvents, decodeEvents } from "../wire/server-sent-events.ts";
import { possibleHeaderValues, parseJson } from "../wire/decode-values.ts";

/** Returns the described response for a status: by code, otherwise by range, otherwise `default`. OpenAPI 3.2 §4.16 */
export function responseForStatus({ responses }: DescribedOperation, status: number): DescribedResponse | undefined {
  for (const key of [`${status}`, `${Math.trunc(status / 100)}XX`, "default"]) {
    const found = responses.find((response) => response.status.toUpperCase() === key.toUpperCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns true if HTTP does not permit a body, whatever the description says. RFC 9110 §6.4.1 */
export function isBodiless(method: string, status: number): boolean {
  return method === "HEAD" || [204, 205, 304].includes(status);
}

/** Returns the described content of a response. Undefined if there is no body, or if its media type is not described. */
export function contentOfResponse(
  operation: DescribedOperation,
  { status, headers }: ReceivedResponse,
): DescribedContent | undefined {
  const described = responseForStatus(operation, status);
  if (described === undefined || isBodiless(operation.method, status)) return undefined;
  return contentMatching(described.contents, headers.get("content-type") ?? "");
}

/** Returns all deviations of a response from the description. */
export function problemsOfResponse(
  oracle: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse,
): readonly Problem[] {
  const described = responseForStatus(operation, response.status);
  if (described === undefined) {
    return [
      {
        kind: "undocumented-status",
        message: `The response has status ${response.status}, but the description has ${statusList(operation)}.`,
        place: { in: "status" },
        pointer: `${operation.pointer}/responses`,
      },
    ];
  }
  const headers = described.headers.flatMap((header) => problemsOfHeader(oracle, header, response));
  return [...headers, ...problemsOfBody(oracle, operation, described, response)];
}

function statusList({ responses }: DescribedOperation): string {
  return responses.length === 0 ? "no responses" : responses.map(({ status }) => status).join(", ");
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
        message: `The response has no header ${header.name}, but it is required.`,
        place,
        pointer: header.pointer,
      },
    ];
  }
  const values = possibleHeaderValues(document, header, text);
  if (!values.every((value) => judge.rejects(header.schema, value, "response"))) return [];
  const [violation] = judge.violations(header.schema, values[0], "response");
  const message = `The header ${header.name} is ${JSON.stringify(text).slice(0, 100)}, but ${violation?.message}.`;
  return [{ kind: "invalid-header", message, place, pointer: header.pointer }];
}

function problemsOfBody(
  oracle: Oracle,
  operation: DescribedOperation,
  described: DescribedResponse,
  { status, headers, bytes }: ReceivedResponse,
): readonly Problem[] {
  if (described.contents.length === 0 || isBodiless(operation.method, status)) return [];
  const types = described.contents.map(({ mediaType }) => mediaType).join(" or ");
  const place = { in: "body" } as const;
  const given = headers.get("content-type");
  if (
    bytes.byteLength === 0 &&
    !described.contents.some(({ kind }) => /text|binary|any|lines|events|stream/.test(kind))
  ) {
    return [
      {
        kind: "missing-body",
        message: `The response has no body, but the description has ${types}.`,
        place,
        pointer: described.pointer,
      },
    ];
  }
  const content = given === null ? undefined : contentMatching(described.contents, given);
  if (given === null || content === undefined) {
    const mismatch = given === null ? "has no Content-Type" : `has Content-Type ${given}`;
    return [
      {
        kind: "wrong-content-type",
        message: `The response ${mismatch}, but the description has ${types}.`,
        place: { in: "header", name: "Content-Type" },
        pointer: described.pointer,
      },
    ];
  }
  const charsetProblem = problemOfCharset(content, given, bytes);
  if (charsetProblem !== undefined) return [charsetProblem];
  const text = decodeBody(given, bytes);
  switch (content.kind) {
    case "json":
      return problemsOfJson(oracle, content, text, "");
    case "lines":
      return text
        .replaceAll("\u001e", "\n")
        .split("\n")
        .flatMap((line, index) => (line.trim() === "" ? [] : problemsOfJson(oracle, content, line, `/${index}`)));
    case "text":
      return content.schema === true ? [] : problemsOfString(oracle, content, text);
    case "any":
      if (kindInRange(given) === "json") return problemsOfJson(oracle, content, text, "");
      return kindInRange(given) === "text" ? problemsOfString(oracle, content, text) : [];
    case "events":
      return decodeEvents(text).flatMap((event, index) => problemsOfEvent(oracle, content, event, `/${index}`));
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
  return asProblems(oracle, content, oracle.judge.violations(content.schema, read.value, "response"), pointer);
}

/** Returns problems of an event. Its data can mean several values: the one with the fewest violations counts. */
function problemsOfEvent(
  oracle: Oracle,
  content: DescribedContent,
  event: JsonObject,
  pointer: string,
): readonly Problem[] {
  const violations = possibleEvents(event).map((value) => oracle.judge.violations(content.schema, value, "response"));
  const [nearest = []] = violations.toSorted(
    (one, other) => one.length - other.length || maxDepth(other) - maxDepth(one),
  );
  return asProblems(oracle, content, nearest, pointer);
}

/** Returns problems of a text body. XML and similar formats are not decoded, so only string schemas are checked. */
function problemsOfString(oracle: Oracle, content: DescribedContent, text: string): readonly Problem[] {
  const asText = oracle.judge.violations({ type: "string" }, text, "response");
  const isText = typeof content.schema === "object" && content.schema.type === "string";
  if (asText.length > 0 || !isText) return [];
  return asProblems(oracle, content, oracle.judge.violations(content.schema, text, "response"), "");
}

/**
 * Returns at most three problems. The deepest violations come first, because violations of alternatives say less.
 */
function asProblems(
  oracle: Oracle,
  content: DescribedContent,
  violations: readonly SchemaViolation[],
  prefix: string,
): readonly Problem[] {
  const specific = violations.filter(({ keyword }) => !/^(?:oneOf|anyOf|if|allOf)$/.test(keyword));
  const shown = (specific.length > 0 ? specific : violations)
    .toSorted((a, b) => pointerDepth(b) - pointerDepth(a))
    .slice(0, 3);
  return shown.map((violation) => {
    const pointer = prefix + violation.pointer;
    return {
      kind: "invalid-body",
      message: `The body${pointer === "" ? "" : ` at ${pointer}`} ${violation.message}.`,
      place: { in: "body", ...(pointer !== "" && { pointer }) },
      pointer: oracle.pointerOf(violation) ?? content.pointer,
    };
  });
}

function maxDepth(violations: readonly SchemaViolation[]): number {
  return Math.max(0, ...violations.map(pointerDepth));
}

function pointerDepth({ pointer }: SchemaViolation): number {
  return pointer.split("/").length;
}
