/** The text of a file, with the positions of its nodes. */
import { parseEvents } from "js-yaml";
import { type Location, withoutControls } from "../../../diagnostics.ts";
import { parsePointer } from "../../pointer.ts";
import { displayPath } from "./display-path.ts";
import type { RepairedText, SourceSyntax } from "./parse.ts";
import { JsonSpans } from "./json-spans.ts";
import { type SpanLocator, type Span, YamlSpans } from "./yaml-spans.ts";

/** A position in a file, with the lines around it. */
export interface SourceMark {
  readonly location: Location;
  /** The code frame: the lines around the position, with a marker. */
  readonly frame: string;
}

const LINE_BREAKS: ReadonlySet<string> = new Set(["\r", "\n"]);

export class SourceText {
  /** Absolute path or URL of the file. */
  readonly id: string;
  readonly content: string;
  #lineStarts: readonly number[] | undefined;
  readonly #syntax: SourceSyntax;
  readonly #repaired: RepairedText | undefined;
  #spans: SpanLocator | undefined;

  /**
   * Creates the text of a file. `syntax` is the syntax that the content was parsed as. Files with syntax errors
   * count as YAML. `repaired` is the text that was parsed, if it differs from the content.
   */
  constructor(id: string, content: string, syntax: SourceSyntax = "yaml", repaired?: RepairedText) {
    this.id = id;
    this.content = content;
    this.#syntax = syntax;
    this.#repaired = repaired;
  }

  /** Marks the key or the value at `pointer`. Marks the nearest ancestor if there is no such node. */
  markPointer(pointer: string, part: "key" | "value"): SourceMark {
    return this.mark(this.#find(pointer, part), pointer);
  }

  /** Marks the word that begins at `offset` of the text that was parsed. */
  markParsedOffset(offset: number): SourceMark {
    return this.markOffset(this.#originalOffset(offset));
  }

  /** Marks the word that begins at `offset`. */
  markOffset(offset: number): SourceMark {
    const [word = ""] = /^[^\s,:{}[\]"']*/.exec(this.content.slice(offset, offset + 200)) ?? [];
    return this.mark({ start: offset, end: offset + word.length }, "#");
  }

  mark(span: Span, pointer: string): SourceMark {
    const start = this.#position(span.start);
    const end = this.#position(span.end);
    const location: Location = {
      file: displayPath(this.id),
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      pointer,
    };
    return { location, frame: this.#frame(location) };
  }

  #find(pointer: string, part: "key" | "value"): Span {
    const text = this.#repaired?.text ?? this.content;
    this.#spans ??=
      this.#syntax === "json"
        ? new JsonSpans(text)
        : new YamlSpans(text, parseEvents(text, { maxDepth: Number.MAX_SAFE_INTEGER }));
    const { start, end } = this.#spans.find(parsePointer(pointer), part);
    return { start: this.#originalOffset(start), end: this.#originalOffset(end) };
  }

  #originalOffset(offset: number): number {
    return this.#repaired?.originalOffset(offset) ?? offset;
  }

  #position(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  #starts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    const lineEnd = /\r\n?|\n/g;
    while (lineEnd.test(this.content)) starts.push(lineEnd.lastIndex);
    return (this.#lineStarts = starts);
  }

  /** Returns the span of a line without its line break, in constant time: a line can be as long as the file. */
  #lineSpan(number: number): Span | undefined {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    let end = starts[number] ?? this.content.length;
    while (end > start && LINE_BREAKS.has(this.content.charAt(end - 1))) end -= 1;
    return { start, end };
  }

  /** Returns two lines before the position, the line itself with carets below it, and one line after. */
  #frame({ line, column, endLine, endColumn }: Location): string {
    const width = String(line + 1).length;
    const rows: string[] = [];
    // A minified file has one long line, so only the part around the position is shown.
    const cut = Math.max(0, column - 60);
    for (let number = Math.max(1, line - 2); number <= line + 1; number += 1) {
      const span = this.#lineSpan(number);
      if (span === undefined) break;
      const shown = withoutControls(this.content.slice(span.start, span.end).slice(cut, cut + 120));
      rows.push(`${number === line ? ">" : " "} ${String(number).padStart(width)} | ${shown}`.trimEnd());
      if (number !== line) continue;
      const until = endLine === line ? endColumn : span.end - span.start + 1;
      const carets = "^".repeat(Math.max(1, Math.min(until - column, 120 - (column - 1 - cut))));
      rows.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1 - cut)}${carets}`);
    }
    return rows.join("\n");
  }
}
