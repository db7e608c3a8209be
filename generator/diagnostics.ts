/**
 * Diagnostics: problems as values with a location and a remedy. Stages return them; only the command line prints them.
 */
import { replaceControls, visibleText } from "./visible-text.ts";

/** Severity of a diagnostic. Only `error` stops generation. */
export type Severity = "error" | "warning" | "info";

/** A range in a file. Lines and columns count from 1. */
export interface Location {
  /** Path as the user would type it, relative to the working directory if that is shorter, or a URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** End of the range; equal to the start if only a point is known. */
  readonly endLine: number;
  readonly endColumn: number;
  /** JSON Pointer (RFC 6901) with a leading `#`, such as `#/paths/~1pets/get`. */
  readonly pointer: string;
}

export interface Diagnostic {
  /** Id of the rule in kebab case. Rules of Redocly keep their ids. */
  readonly rule: string;
  readonly severity: Severity;
  /** States the problem in one sentence. Quotes no other file than the description. */
  readonly message: string;
  /** States the correction in one sentence. */
  readonly remedy: string;
  /** Absent if there is no file to point to, as for an unreadable path. */
  readonly location?: Location;
  /** Code frame: source lines around the location with a marker. */
  readonly frame?: string;
}

/** Returns true if a parsed JSON value is a diagnostic. */
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

/** Result of a stage that can fail because of its input. Both fields are always present. */
export interface Checked<T> {
  /** Undefined if the stage failed. A diagnostic of severity `error` then tells why. */
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes text of a description safe for a terminal. Replaces C0 control characters, such as those of escape sequences, by
 * spaces, so that columns stay aligned. Escapes other invisible characters.
 */
export function withoutControls(text: string): string {
  return visibleText(replaceControls(text, " ").replaceAll(/[\n\t]/g, " "));
}

/** Returns a copy with severity `error`. Keeps getters, so that the location is still computed on demand. */
export function asError(diagnostic: Diagnostic): Diagnostic {
  const copy: Diagnostic = Object.defineProperties({ ...TEXTLESS }, Object.getOwnPropertyDescriptors(diagnostic));
  return Object.defineProperty(copy, "severity", { value: "error", enumerable: true });
}

const TEXTLESS: Diagnostic = { rule: "", severity: "error", message: "", remedy: "" };

/** Returns true if any of the diagnostics stops generation. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
