/** Formats diagnostics as workflow commands of GitHub Actions, which annotate the lines of a pull request. */
import { withoutUserinfo } from "../secrets.ts";
import { visibleText } from "../visible-text.ts";
import type { Diagnostic, Severity } from "../diagnostics.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join("");
}

function command({ severity, rule, message, remedy, location }: Diagnostic): string {
  const properties: Record<string, string | number> = { title: rule };
  if (location) {
    const { file, line, column, endLine, endColumn } = location;
    // GitHub allows columns only if the whole range is on one line.
    const columns = line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {};
    Object.assign(properties, { file, line, endLine, ...columns });
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(",")}::${escapeData(`${message} ${remedy}`)}`;
}

function escapeData(text: string): string {
  return visibleText(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function escapeProperty(text: string): string {
  return escapeData(withoutUserinfo(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
