/** Problems → findings: with the lines of the description, the request, the answer, and how to do it again. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import { parsePointer, formatPointer } from "../../1-document/pointer.ts";
import type { ReceivedResponse } from "../response/received-response.ts";
import type { Problem } from "./problem.ts";
import type { Finding, ReportedResponse, ReportedBody, SentRequest } from "./report.ts";

/** Where in the user's files something stands. */
export type Locate = (pointer: string) => Finding["promised"];

const MOST_TEXT = 4_096;

/** Pointers of the document that tests read → places in files; what upgrading has moved is looked for where it was. */
export function locatorOf(locate: LoadedDescription["locate"] | undefined): Locate {
  return (pointer) => {
    if (locate === undefined) return undefined;
    const marks = formerly(pointer).map((one) => locate(one, "key"));
    const depths = marks.map((mark) => parsePointer(mark.location.pointer).length);
    // what is not there is located as far as there is something
    const { location, frame } = marks[depths.indexOf(Math.max(...depths))] ?? locate(pointer, "key");
    return { location, frame };
  };
}

/** `#/components/schemas/Pet` was `#/definitions/Pet` in 2.0, and `PetBase`, set apart from its union, was `Pet`. */
function formerly(pointer: string): readonly string[] {
  const [first, kind = "", name = "", ...rest] = parsePointer(pointer);
  if (first !== "components") return [pointer];
  const section = kind === "schemas" ? "definitions" : kind;
  const names = [name, name.replace(/Base_*$/, "")];
  return [
    pointer,
    ...names.map((one) => formatPointer([section, one, ...rest])),
    ...names.map((one) => formatPointer([first, kind, one, ...rest])),
  ];
}

export interface Case {
  readonly about: string;
  readonly request: SentRequest | undefined;
  readonly response: ReceivedResponse | undefined;
  readonly reproduction: string;
}

export function findingOf({ kind, message, place, pointer }: Problem, given: Case, locate: Locate): Finding {
  const { about, request, response: answer, reproduction } = given;
  return {
    kind,
    message,
    about,
    place,
    promised: locate(pointer),
    request,
    response: answer && reportedResponse(answer),
    reproduction,
  };
}

function reportedResponse({ status, headers, bytes }: ReceivedResponse): ReportedResponse {
  return { status, headers: [...headers], body: reportedBody(bytes) };
}

/** Undefined where there is none. */
export function reportedBody(bytes: Uint8Array | undefined): ReportedBody | undefined {
  if (bytes === undefined || bytes.byteLength === 0) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.slice(0, MOST_TEXT), truncated: text.length > MOST_TEXT };
  } catch {
    return { text: `<${bytes.byteLength.toLocaleString("en")} bytes>`, truncated: false };
  }
}
