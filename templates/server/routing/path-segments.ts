/** One segment of a path template with its expressions: `{id}`, `report.{format}`, `{a}-{b}`. */
import { escapeLiteral } from "../../runtime/wire/path.js";

export interface SegmentPattern {
  readonly names: readonly string[];
  /** The text before, between and after the expressions: one more than there are names. */
  readonly literals: readonly string[];
  /** The same for templates that differ only in the names. */
  readonly key: string;
  /** Whether one expression is all there is. */
  readonly isWhole: boolean;
}

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

/** The texts of the expressions, none of them empty, each as short as can be; undefined where they do not fit. */
export function readSegment({ literals, isWhole }: SegmentPattern, travelled: string): readonly string[] | undefined {
  if (isWhole) return travelled === "" ? undefined : [travelled];
  const segment = escapeLiteral(travelled); // some clients escape more than others
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

/** The more fixed text the sooner, then the fewer expressions; equals stay as the description has them. */
export function compareSegments(one: SegmentPattern, other: SegmentPattern): number {
  return fixedLength(other) - fixedLength(one) || one.names.length - other.names.length;
}

function fixedLength({ literals }: SegmentPattern): number {
  return literals.join("").length;
}
