/**
 * Formats diagnostics for people: location, message, code frame, remedy. Errors come first. Each rule is shown at least
 * once, the rest is counted.
 */
import { type Diagnostic, type Severity, withoutControls } from "../diagnostics.ts";

export interface PrettyOptions {
  /** Uses ANSI colors. */
  readonly color: boolean;
  /**
   * Maximum number of diagnostics to print in full, or `all`. Default: at least one per rule, and up to three per rule
   * within a screenful. Only `all` prints infos in full.
   */
  readonly maxProblems?: number | "all" | undefined;
}

/** Maximum number of diagnostics per rule that are printed in full. */
const SHOWN_OF_RULE = 3;
/** Number of lines that further diagnostics of a rule may fill: a screenful, with the summary. */
const SHOWN_LINES = 45;

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const COLORS = { error: 31, warning: 33, info: 36, bold: 1, dim: 2 } as const;

type Paint = (text: string, style: keyof typeof COLORS) => string;

export function formatPretty(diagnostics: readonly Diagnostic[], { color, maxProblems }: PrettyOptions): string {
  if (diagnostics.length === 0) return "";
  const paint: Paint = (text, style) => (color ? `\u001b[${COLORS[style]}m${text}\u001b[0m` : text);
  const sorted = ORDER.flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity));
  const shown = maxProblems === "all" ? new Set(sorted) : shownOf(sorted, maxProblems);
  const hidden = sorted.filter((diagnostic) => !shown.has(diagnostic));
  const blocks = sorted.filter((diagnostic) => shown.has(diagnostic)).map((diagnostic) => block(diagnostic, paint));
  if (hidden.length > 0) blocks.push(hiddenLines(hidden, shown, paint).join("\n"));
  const [first] = sorted;
  const hint = paint(`Run specwright explain ${first?.rule ?? ""} for details`, "dim");
  return `${blocks.join("\n\n")}\n\n${summary(diagnostics, paint)} · ${hint}\n`;
}

/** Returns the diagnostics to print in full: first one of each rule, then more of them as far as they fit. */
function shownOf(sorted: readonly Diagnostic[], limit: number | undefined): ReadonlySet<Diagnostic> {
  const candidates = sorted.filter(({ severity }) => severity !== "info");
  const firsts = [...groupByRule(candidates).values()].flatMap(([first]) => first ?? []);
  const shown = new Set(limit === undefined ? firsts : firsts.slice(0, limit));
  const counts = new Map(firsts.map(({ rule }) => [rule, 1]));
  let lines = firsts.reduce((sum, each) => sum + heightOf(each), 0);
  for (const diagnostic of candidates) {
    if (shown.has(diagnostic)) continue;
    if (limit === undefined ? lines > SHOWN_LINES : shown.size >= limit) break;
    const count = (counts.get(diagnostic.rule) ?? 0) + 1;
    if (limit === undefined && count > SHOWN_OF_RULE) continue;
    lines += heightOf(diagnostic);
    if (limit === undefined && lines > SHOWN_LINES) break;
    counts.set(diagnostic.rule, count);
    shown.add(diagnostic);
  }
  return shown;
}

/** Returns the number of lines of a block: location, message, code frame, remedy and an empty line. */
function heightOf({ frame }: Diagnostic): number {
  return 4 + (frame === undefined ? 0 : frame.split("\n").length);
}

const isInfo = ({ severity }: Diagnostic): boolean => severity === "info";

/** Returns one line for each rule with hidden diagnostics, one for all infos, and how to see them. */
function hiddenLines(hidden: readonly Diagnostic[], shown: ReadonlySet<Diagnostic>, paint: Paint): readonly string[] {
  const shownRules = new Set([...shown].map(({ rule }) => rule));
  const lines = [...groupByRule(hidden.filter((each) => !isInfo(each)))].map(([rule, group]) => {
    const more = shownRules.has(rule) ? " more" : "";
    return `${counted(group.length)}${more} × ${rule}: ${factOf(group)}`;
  });
  const infos = hidden.filter(isInfo);
  const kinds = [...groupByRule(infos)].map(([rule, group]) => `${counted(group.length)} × ${rule}`);
  if (infos.length > 0) {
    lines.push(`${counted(infos.length)} info${infos.length === 1 ? "" : "s"}: ${kinds.join(", ")}`);
  }
  return [
    ...lines.map((line) => paint(withoutControls(line), "dim")),
    paint("`specwright validate --all` shows all of them.", "dim"),
  ];
}

/** Returns the message of a group if all have the same one, otherwise the first message with its line. */
function factOf(group: readonly Diagnostic[]): string {
  const [first] = group;
  if (first === undefined) return "";
  if (group.every(({ message }) => message === first.message)) return first.message;
  const { location } = first;
  return `such as ${location ? `${location.file}:${location.line}:${location.column} ` : ""}${first.message}`;
}

function groupByRule(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.rule);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.rule, [diagnostic]);
  }
  return groups;
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
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
    return count === 0 ? [] : paint(`${counted(count)} ${severity}${count === 1 ? "" : "s"}`, severity);
  });
  return parts.join(", ");
}
