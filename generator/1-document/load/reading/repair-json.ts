/** Repairs JSON that contains comments or trailing commas. The repaired text has the same length, so all offsets stay valid. */
import { endOfString } from "./json-tokens.ts";

/** A deviation from the syntax that leaves no doubt about the meaning. */
export interface SyntaxSlip {
  readonly kind: "comment" | "trailing comma" | "indentation";
  /** Offset in characters. */
  readonly offset: number;
}

export interface RepairedJson {
  /** The text in which spaces replace comments and trailing commas. */
  readonly text: string;
  readonly slips: readonly SyntaxSlip[];
}

/** Replaces comments and trailing commas by spaces. Returns undefined if there are none, or if the text has other errors. */
export function repairJson(text: string): RepairedJson | undefined {
  const slips: SyntaxSlip[] = [];
  const pieces: string[] = [];
  let copied = 0;
  let comma: number | undefined; // offset of a comma that no value has followed yet

  function blank(start: number, end: number): void {
    pieces.push(text.slice(copied, start), text.slice(start, end).replaceAll(/[^\r\n]/g, " "));
    copied = end;
  }

  const removed: (readonly [start: number, end: number])[] = [];
  const token = /\S/g;
  while (token.test(text)) {
    const at = token.lastIndex - 1;
    const character = text[at];
    const commentEnd = character === "/" ? endOfComment(text, at) : undefined;
    if (commentEnd !== undefined) {
      removed.push([at, commentEnd]);
      slips.push({ kind: "comment", offset: at });
      token.lastIndex = commentEnd;
      continue;
    }
    if ((character === "}" || character === "]") && comma !== undefined) {
      slips.push({ kind: "trailing comma", offset: comma });
      removed.push([comma, comma + 1]);
    }
    if (character === "," && comma !== undefined) return undefined; // a value is missing
    comma = character === "," ? at : undefined;
    if (character !== '"') continue;
    const end = endOfString(text, at);
    if (end <= at) return undefined;
    token.lastIndex = end;
  }
  if (slips.length === 0) return undefined;
  for (const [start, end] of removed.toSorted(([one], [other]) => one - other)) blank(start, end);
  pieces.push(text.slice(copied));
  return { text: pieces.join(""), slips };
}

function endOfComment(text: string, start: number): number | undefined {
  if (text.startsWith("//", start)) {
    const lineEnd = /[\r\n]|$/g;
    lineEnd.lastIndex = start;
    return lineEnd.exec(text)?.index ?? text.length;
  }
  if (!text.startsWith("/*", start)) return undefined;
  const end = text.indexOf("*/", start + 2);
  return end === -1 ? undefined : end + 2;
}
