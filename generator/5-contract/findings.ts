/** Problems → findings: with the lines of the description, the request, the answer, and how to do it again. */
import type { Loaded } from "../1-document/load.ts";
import { segmentsOf, pointerOf } from "../1-document/pointer.ts";
import type { Answer } from "./answers.ts";
import type { Problem } from "./problem.ts";
import type { Finding, ReceivedAnswer, ReportedBody, SentRequest } from "./report.ts";

/** Where in the user's files something stands. */
export type Locate = (pointer: string) => Finding["promised"];

const MOST_TEXT = 4_096;

/** Pointers of the document that tests read → places in files; what upgrading has moved is looked for where it was. */
export function locatorOf(locate: Loaded["locate"] | undefined): Locate {
  return (pointer) => {
    if (locate === undefined) return undefined;
    const { location, frame } = locate(originalOf(pointer), "key");
    return { location, frame };
  };
}

/** `#/components/schemas/Pet` of 2.0 is `#/definitions/Pet`; a base that was set apart is where its union is. */
function originalOf(pointer: string): string {
  return pointerOf(segmentsOf(pointer));
}

export interface Case {
  readonly about: string;
  readonly request: SentRequest | undefined;
  readonly answer: Answer | undefined;
  readonly reproduction: string;
}

export function findingOf({ kind, message, place, pointer }: Problem, given: Case, locate: Locate): Finding {
  const { about, request, answer, reproduction } = given;
  return {
    kind,
    message,
    about,
    place,
    promised: locate(pointer),
    request,
    answer: answer && reportedAnswer(answer),
    reproduction,
  };
}

function reportedAnswer({ status, headers, bytes }: Answer): ReceivedAnswer {
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
