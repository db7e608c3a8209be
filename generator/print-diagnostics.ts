/** Formats diagnostics for people and for tools. Pure functions: no clock, no environment, no terminal. */
import { withoutUserinfo } from "./secrets.ts";
import { printJson } from "./visible-text.ts";
import type { Diagnostic, Severity } from "./diagnostics.ts";
import { formatGithub } from "./diagnostic-formats/github.ts";
import { formatJunit } from "./diagnostic-formats/junit.ts";
import { formatPretty, type PrettyOptions } from "./diagnostic-formats/pretty.ts";
import { formatSarif } from "./diagnostic-formats/sarif.ts";

export const DIAGNOSTIC_FORMATS = ["pretty", "json", "github", "junit", "sarif"] as const;
export type DiagnosticFormat = (typeof DIAGNOSTIC_FORMATS)[number];

/** Options of the format `pretty`. The caller checks the terminal and NO_COLOR. */
export type FormatOptions = PrettyOptions;

/**
 * Returns the diagnostics in a format, ending with a line break. Without diagnostics, `pretty` and `github` return an
 * empty string. URLs have no user name and password.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  options: FormatOptions,
): string {
  return withoutUserinfo(formatAll(diagnostics, format, options));
}

function formatAll(diagnostics: readonly Diagnostic[], format: DiagnosticFormat, options: FormatOptions): string {
  switch (format) {
    case "pretty":
      return formatPretty(diagnostics, options);
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
  return printJson({ ...totals, diagnostics });
}
