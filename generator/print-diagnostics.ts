/** Diagnostics → text, for people and for the tools that gather them. Pure: no clock, no environment, no terminal. */
import type { Diagnostic, Severity } from "./diagnostics.ts";
import { formatGithub } from "./diagnostic-formats/github.ts";
import { formatJunit } from "./diagnostic-formats/junit.ts";
import { formatPretty } from "./diagnostic-formats/pretty.ts";
import { formatSarif } from "./diagnostic-formats/sarif.ts";

export const FORMATS = ["pretty", "json", "github", "junit", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  /** Only `pretty` has colours; whether the terminal and NO_COLOR want them is for the caller to know. */
  readonly color: boolean;
}

/** The whole text, with a line break at its end; of `pretty` and `github` nothing where there are no diagnostics. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: Format,
  { color }: FormatOptions,
): string {
  switch (format) {
    case "pretty":
      return formatPretty(diagnostics, color);
    case "json":
      return formatJson(diagnostics);
    case "github":
      return formatGithub(diagnostics);
    case "junit":
      return formatJunit(diagnostics);
    case "sarif":
      return formatSarif(diagnostics);
    default:
      return format satisfies never;
  }
}

function formatJson(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const totals = { errors: count("error"), warnings: count("warning"), infos: count("info") };
  return `${JSON.stringify({ ...totals, diagnostics }, undefined, 2)}\n`;
}
