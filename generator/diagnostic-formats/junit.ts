/** Formats diagnostics as JUnit XML for build servers: one test case per diagnostic. Only errors fail. */
import { replaceControls, visibleText } from "../visible-text.ts";
import type { Diagnostic } from "../diagnostics.ts";

export function formatJunit(diagnostics: readonly Diagnostic[]): string {
  const failures = diagnostics.filter(({ severity }) => severity === "error").length;
  const cases =
    diagnostics.length > 0 ? diagnostics.map(testCase) : ['    <testcase name="description" classname="specwright"/>'];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="specwright" tests="${cases.length}" failures="${failures}" errors="0">`,
    `  <testsuite name="specwright" tests="${cases.length}" failures="${failures}" errors="0" skipped="0">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ severity, rule, message, remedy, location, frame }: Diagnostic): string {
  const place = location ? `${location.file}:${location.line}:${location.column}` : "";
  const details = [place, remedy, frame ?? ""].filter((text) => text !== "").join("\n");
  const outcome =
    severity === "error"
      ? `<failure type="${escaped(rule)}" message="${escaped(message)}">${escaped(details)}</failure>`
      : `<system-out>${escaped(`${severity}: ${message}\n${details}`)}</system-out>`;
  const file = location ? ` file="${escaped(location.file)}" line="${location.line}"` : "";
  const name = escaped(place === "" ? rule : `${rule} ${place}`);
  return `    <testcase name="${name}" classname="specwright.${escaped(rule)}"${file}>${outcome}</testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** Escapes a string for XML. Replaces characters that XML 1.0 §2.2 forbids: most controls and lone surrogates. */
function escaped(text: string): string {
  const valid = replaceControls(text, "\ufffd").replace(/\p{Cs}|[\ufffe\uffff]/gu, "\ufffd");
  return visibleText(valid).replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}
