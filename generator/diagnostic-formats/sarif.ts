/** Formats diagnostics as SARIF 2.1.0 for code scanning. */
import { printJson } from "../visible-text.ts";
import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import type { Diagnostic, Location, Severity } from "../diagnostics.ts";
import { VERSION } from "../version.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

export function formatSarif(diagnostics: readonly Diagnostic[]): string {
  const rules = [...new Map(diagnostics.map((diagnostic) => [diagnostic.rule, diagnostic])).values()];
  const results = diagnostics.map(({ rule, severity, message, remedy, location }) => ({
    ruleId: rule,
    ruleIndex: rules.findIndex((known) => known.rule === rule),
    level: LEVELS[severity],
    message: { text: `${message} ${remedy}` },
    ...(location && { locations: [sarifLocation(location)] }),
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "specwright",
            version: VERSION,
            rules: rules.map(({ rule, remedy }) => ({ id: rule, help: { text: remedy } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return printJson(log);
}

function sarifLocation({ file, line, column, endLine, endColumn, pointer }: Location): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    logicalLocations: [{ fullyQualifiedName: pointer }],
  };
}

/** Returns the URI of a file. Relative paths stay relative: the reader of the log knows the root of the checkout. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file;
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}
