/**
 * Repairs YAML in which lines of a flow collection (`{…}`, `[…]`) or of a quoted string are indented too little. YAML
 * 1.2 §8.1 requires more indentation than the parent has, but libyaml and js-yaml 4 ignore the indentation of these
 * lines.
 */
import { COLLECTION_STYLE, type Event, EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";

/** A text with inserted indentation. */
export interface IndentedText {
  readonly text: string;
  /** Offsets in the original text of the lines that are indented too little, in ascending order. */
  readonly lines: readonly number[];
  /** Converts an offset of `text` to an offset of the original text. */
  readonly originalOffset: (offset: number) => number;
}

/** Maximum number of lines that are found one by one, because each one costs a parse. */
const MAX_SINGLE_LINES = 50;

/** Returns true if the parser rejected a line because of its indentation. */
export function isDeficientIndentation(error: unknown): error is YAMLException {
  return error instanceof YAMLException && error.reason === "deficient indentation";
}

/**
 * Indents the lines of flow collections and quoted strings that are indented too little. Returns undefined if the
 * text has other errors of indentation. Indentation inside these nodes has no meaning, so the value is the same.
 */
export function indentFlowLines(text: string): IndentedText | undefined {
  const width = Math.max(0, ...Array.from(text.matchAll(BLOCK_PREFIX), ([prefix]) => prefix.length)) + 1;
  const scanned = withIndentation(text, deficientFlowLines(text), width);
  if (isSound(scanned)) return scanned;
  // The scan misread the text. The parser finds one line at a time.
  const found = new Set<number>();
  for (let count = 0; count <= MAX_SINGLE_LINES; count += 1) {
    const lines = [...found].toSorted((one, other) => one - other);
    const indented = withIndentation(text, lines, width);
    const error = parseEventsOf(indented.text);
    if (!isDeficientIndentation(error)) return indented; // any other error is reported by the caller
    const line = lineStart(text, indented.originalOffset(error.mark?.position ?? 0));
    if (found.has(line)) return undefined;
    found.add(line);
  }
  return undefined;
}

/** The indentation of a line in block style. The indicators `-` and `?` count as indentation of what follows. */
const BLOCK_PREFIX = /^ *(?:[-?] +)*/gm;

function withIndentation(text: string, lines: readonly number[], width: number): IndentedText {
  const indentation = " ".repeat(width);
  const cuts = [0, ...lines];
  const pieces = cuts.map((start, index) => text.slice(start, cuts[index + 1]));
  const originalOffset = (offset: number): number => {
    let inserted = 0;
    for (const line of lines) {
      if (line + inserted >= offset) break;
      inserted = Math.min(inserted + width, offset - line); // an offset inside the indentation maps to the line
    }
    return offset - inserted;
  };
  return { text: pieces.join(indentation), lines, originalOffset };
}

/** Returns the events of a text, or the error that the parser throws. */
function parseEventsOf(text: string): readonly Event[] | Error {
  try {
    return parseEvents(text, { maxDepth: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (error instanceof YAMLException) return error;
    throw error;
  }
}

/** Returns true if the text can be parsed, and all inserted indentation is in flow collections and quoted strings. */
function isSound({ text, lines, originalOffset }: IndentedText): boolean {
  const events = parseEventsOf(text);
  if (events instanceof Error) return false;
  let next = 0; // index of the first line that has not been checked
  let flowDepth = 0; // number of open collections since the outermost one in flow style
  let flowUntil = 0; // up to the next node, lines before this offset are in flow style
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      flowDepth = Math.max(0, flowDepth - 1);
      continue;
    }
    const isScalar = event.type === EVENT_ID.SCALAR;
    const start = originalOffset(
      isScalar ? event.valueStart : "start" in event ? event.start : "anchorStart" in event ? event.anchorStart : 0,
    );
    for (let line = lines[next]; line !== undefined && line <= start; line = lines[(next += 1)]) {
      if (line >= flowUntil) return false;
    }
    const isCollection = event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
    if (isCollection && (flowDepth > 0 || event.style === COLLECTION_STYLE.FLOW)) flowDepth += 1;
    const isQuoted =
      isScalar && (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED);
    flowUntil = flowDepth > 0 ? Number.POSITIVE_INFINITY : isQuoted ? originalOffset(event.valueEnd) + 1 : 0;
  }
  return lines.slice(next).every((line) => line < flowUntil);
}

/** Returns the offsets of the lines in flow collections and quoted strings that the parser would reject. */
function deficientFlowLines(text: string): readonly number[] {
  const lines: number[] = [];
  let indentAbove = -1;
  for (let at = 0; at < text.length;) {
    const [prefix = ""] = matchAt(BLOCK_PREFIX_HERE, text, at) ?? [];
    const first = text.charAt(at + prefix.length);
    const isBlank = first === "" || /[#\r\n]/.test(first);
    at = isBlank ? nextLineStart(text, at) : scanBlockLine(text, at, { prefix, indentAbove, lines });
    if (!isBlank) indentAbove = prefix.length;
  }
  return lines;
}

interface LineScan {
  /** Indentation and indicators at the beginning of the line. */
  readonly prefix: string;
  /** Indentation of the line above. */
  readonly indentAbove: number;
  readonly lines: number[];
}

/**
 * Scans one line in block style, with the flow collection, quoted string or block scalar that begins in it. Returns the
 * offset of the next line.
 */
function scanBlockLine(text: string, start: number, { prefix, indentAbove, lines }: LineScan): number {
  let at = start + prefix.length;
  // The parent of the first node is the indicator before it, or the key in the line above.
  const indicator = prefix.trimEnd().length - 1;
  let indent = indicator >= 0 ? indicator : indentAbove < prefix.length ? indentAbove : -1;
  for (;;) {
    const [properties = ""] = matchAt(NODE_PROPERTIES, text, at) ?? [];
    at += properties.length;
    const first = text[at];
    if (first === "{" || first === "[") at = scanFlowCollection(text, at, { indent, lines });
    else if (first === '"' || first === "'") at = scanQuoted(text, at, { indent, lines });
    else if (first === "|" || first === ">") return endOfBlockScalar(text, at, indent);
    else at = endOfPlain(text, at);
    const [colon = ""] = matchAt(KEY_END, text, at) ?? [];
    if (colon === "") return nextLineStart(text, at);
    at += colon.length;
    indent = prefix.length;
  }
}

interface FlowScan {
  /** Column of the parent. Lines of the node must be indented more. */
  readonly indent: number;
  /** Receives the offsets of lines that are indented too little. */
  readonly lines: number[];
}

/** Returns the offset after a flow collection. */
function scanFlowCollection(text: string, start: number, scan: FlowScan): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === "\n") {
      const [spaces = ""] = matchAt(SPACES, text, at + 1) ?? [];
      if (text[at + 1 + spaces.length] !== "#") noteLine(text, at + 1, scan);
    } else if (character === "#" && /\s/.test(text[at - 1] ?? " ")) at = nextLineStart(text, at) - 2;
    else if ((character === '"' || character === "'") && /[\s,:[{]/.test(text[at - 1] ?? " ")) {
      at = scanQuoted(text, at, scan) - 1;
    }
  }
  return text.length;
}

/** Returns the offset after a quoted string. */
function scanQuoted(text: string, start: number, scan: FlowScan): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\n") noteLine(text, at + 1, scan);
    else if (text[at] === "\\" && quote === '"') at += text[at + 1] === "\n" ? 0 : 1;
    else if (text[at] !== quote) continue;
    else if (quote === "'" && text[at + 1] === quote) at += 1;
    else return at + 1;
  }
  return text.length;
}

/** Records a line that is not empty and is indented too little. */
function noteLine(text: string, start: number, { indent, lines }: FlowScan): void {
  const [spaces = ""] = matchAt(SPACES, text, start) ?? [];
  const isEmpty = /[\r\n]|^$/.test(text.charAt(start + spaces.length));
  if (!isEmpty && spaces.length <= indent) lines.push(start);
}

/** Returns the offset of the line after a block scalar. Its lines are empty or indented more than its parent. */
function endOfBlockScalar(text: string, header: number, parentIndent: number): number {
  let at = nextLineStart(text, header);
  while (at < text.length) {
    const [spaces = ""] = matchAt(SPACES, text, at) ?? [];
    const isEmpty = /[\r\n]|^$/.test(text.charAt(at + spaces.length));
    if (!isEmpty && spaces.length <= parentIndent) return at;
    at = nextLineStart(text, at);
  }
  return at;
}

/** Returns the offset of the colon after a plain key, or of the end of the line. */
function endOfPlain(text: string, start: number): number {
  PLAIN_END.lastIndex = start;
  return PLAIN_END.exec(text)?.index ?? text.length;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function nextLineStart(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

const BLOCK_PREFIX_HERE = / *(?:[-?] +)*/y;
const SPACES = / */y;
/** Anchors and tags before a node. */
const NODE_PROPERTIES = /(?:[&!][^\s,[\]{}]*[ \t]+)*/y;
const KEY_END = /[ \t]*:[ \t]+/y;
const PLAIN_END = /:[ \t]|[ \t]#|[\r\n]|:$/gm;
