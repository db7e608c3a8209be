/** Matches one segment of a path template with expressions: `{id}`, `report.{format}`, `{a}-{b}`. */
import { escapeLiteral } from "../../runtime/wire/path.js";

/** A parsed segment of a path template that has expressions. */
export interface SegmentPattern {
  /** Names of the expressions, from left to right. */
  readonly names: readonly string[];
  /** The strings before, between and after the expressions: one more than there are names. */
  readonly literals: readonly string[];
  /** The segment without its names. Segments that differ only in names have equal keys. */
  readonly key: string;
  /** True if the segment is a single expression. */
  readonly isWhole: boolean;
}

/** Returns true if a segment of a path template has an expression. */
export function isTemplated(segment: string): boolean {
  return /\{[^{}]*\}/.test(segment);
}

export function parseSegment(segment: string): SegmentPattern {
  const names: string[] = [];
  const key = segment.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    names.push(name);
    return "{}";
  });
  return { names, literals: key.split("{}").map(escapeLiteral), key, isWhole: key === "{}" };
}

/**
 * Returns the strings that the expressions match, or undefined if the segment does not match. Each expression matches
 * at least one character, and as few as possible.
 */
export function matchSegment(
  { literals, isWhole }: SegmentPattern,
  encodedSegment: string,
): readonly string[] | undefined {
  if (isWhole) return encodedSegment === "" ? undefined : [encodedSegment];
  const segment = escapeLiteral(encodedSegment); // clients differ in which characters they percent-encode
  const [start = "", ...rest] = literals;
  const end = rest.pop() ?? "";
  if (!segment.startsWith(start) || !segment.endsWith(end)) return undefined;
  const last = segment.length - end.length;
  const texts: string[] = [];
  let at = start.length;
  for (const literal of rest) {
    const next = segment.indexOf(literal, at + 1);
    if (next === -1) return undefined;
    texts.push(segment.slice(at, next));
    at = next + literal.length;
  }
  return at < last ? [...texts, segment.slice(at, last)] : undefined;
}

/** Sorts patterns from concrete to general: longer literals first, then fewer expressions. Equal ones keep their order. */
export function compareSegments(first: SegmentPattern, second: SegmentPattern): number {
  return literalLength(second) - literalLength(first) || first.names.length - second.names.length;
}

function literalLength({ literals }: SegmentPattern): number {
  return literals.join("").length;
}
