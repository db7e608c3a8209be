/**
 * A complaint is a value: what is wrong, where, and what to do. Stages return diagnostics; only the
 * command line prints them.
 */

/** `error` stops generation, `warning` and `info` do not. */
export type Severity = "error" | "warning" | "info";

/** A place in a file, as people count: the first line and the first column are 1. */
export interface Location {
  /** Path as the user would type it: relative to the working directory where that is shorter, or a URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** End of the marked text; equal to the start where only a point is known. */
  readonly endLine: number;
  readonly endColumn: number;
  /** JSON Pointer (RFC 6901) with a leading `#`, such as `#/paths/~1pets/get`. */
  readonly pointer: string;
}

export interface Diagnostic {
  /** Name of the rule or of the check, in kebab case, or as Redocly has it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. Never quotes a file other than the user's description. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
  /** Absent where there is no file to point into (an unreadable path, a wrong option). */
  readonly location?: Location;
  /** Source lines around the place, with a marker; made when the diagnostic is made, from text already read. */
  readonly frame?: string;
}

/** Whether a value that was read from somewhere is one. */
export function isDiagnostic(value: unknown): value is Diagnostic {
  if (!hasTexts(value, ["rule", "severity", "message", "remedy"])) return false;
  const { severity, location = PLACE, frame = "" }: Readonly<Record<string, unknown>> = { ...value };
  if (severity !== "error" && severity !== "warning" && severity !== "info") return false;
  return typeof frame === "string" && isLocation(location);
}

function isLocation(value: unknown): boolean {
  if (!hasTexts(value, ["file", "pointer"])) return false;
  const numbers: Readonly<Record<string, unknown>> = { ...value };
  return ["line", "column", "endLine", "endColumn"].every((name) => Number.isInteger(numbers[name]));
}

const PLACE: Location = { file: "", pointer: "", line: 1, column: 1, endLine: 1, endColumn: 1 };

function hasTexts(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== "object" || value === null) return false;
  const members: Readonly<Record<string, unknown>> = { ...value };
  return names.every((name) => typeof members[name] === "string");
}

/** The value of a stage that may fail on what users wrote: both fields are always present. */
export interface Checked<T> {
  /** Undefined where there is none, for a reason that a diagnostic of severity `error` tells. */
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Text of a description, safe for a terminal: control characters (escape sequences among them) and marks that turn the
 * direction of writing become spaces, so that columns stay what they are.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
}

/** Whether any of the diagnostics stops generation. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
