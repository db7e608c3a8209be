/** Formats diagnostics for people: location, message, code frame, remedy. Errors come first, at most a screenful. */
import { type Diagnostic, type Severity, withoutControls } from "../diagnostics.ts";

/** Maximum number of diagnostics per rule that are printed in full. The rest is counted. */
const SHOWN_OF_RULE = 3;
/** Maximum number of lines for all of them: a screenful, with the summary. */
const SHOWN_LINES = 45;

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const COLORS = { error: 31, warning: 33, info: 36, bold: 1, dim: 2 } as const;

type Paint = (text: string, style: keyof typeof COLORS) => string;

export function formatPretty(diagnostics: readonly Diagnostic[], color: boolean): string {
  if (diagnostics.length === 0) return "";
  const paint: Paint = (text, style) => (color ? `\u001b[${COLORS[style]}m${text}\u001b[0m` : text);
  const sorted = ORDER.flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity));
  const shown = new Set(fewOfEach(sorted));
  const hidden = countByRule(sorted.filter((diagnostic) => !shown.has(diagnostic)));
  const blocks = [...shown].map((diagnostic) => block(diagnostic, paint));
  if (hidden.size > 0) {
    const rest = [...hidden].map(([rule, count]) => `${count} × ${rule}`).join(", ");
    blocks.push(paint(`… and ${rest} more (\`specwright validate --format json\` shows all)`, "dim"));
  }
  const [first] = sorted;
  const hint = paint(`Run specwright explain ${first?.rule ?? ""} for details`, "dim");
  return `${blocks.join("\n\n")}\n\n${summary(diagnostics, paint)} · ${hint}\n`;
}

function fewOfEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  const few = diagnostics.filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    return count <= SHOWN_OF_RULE;
  });
  let lines = 0;
  return few.filter((diagnostic, index) => {
    lines += heightOf(diagnostic);
    return index === 0 || lines <= SHOWN_LINES;
  });
}

/** Returns the number of lines of a block: location, message, code frame, remedy and an empty line. */
function heightOf({ frame }: Diagnostic): number {
  return 4 + (frame === undefined ? 0 : frame.split("\n").length);
}

function countByRule(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of diagnostics) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function block({ rule, severity, message, remedy, location, frame }: Diagnostic, paint: Paint): string {
  const place = location ? `${location.file}:${location.line}:${location.column} ` : "";
  const lines = [
    `${paint(withoutControls(place), "bold")}${paint(severity, severity)} ${paint(rule, "dim")}`,
    `  ${withoutControls(message)}`,
    ...(frame === undefined
      ? []
      : frame.split("\n").map((line) => `  ${paintLine(withoutControls(line), severity, paint)}`)),
    `  ${paint("→", "dim")} ${withoutControls(remedy)}`,
  ];
  return lines.join("\n");
}

function paintLine(line: string, severity: Severity, paint: Paint): string {
  return line.startsWith(">") || /^\s*\| *\^+$/.test(line) ? paint(line, severity) : paint(line, "dim");
}

function summary(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const parts = ORDER.flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : paint(`${count} ${severity}${count === 1 ? "" : "s"}`, severity);
  });
  return parts.join(", ");
}
