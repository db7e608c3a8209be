/** Prints the report on types for people. */
import { withoutControls } from "../../diagnostics.ts";
import type { TypeReport, TypesReport } from "./types-report.ts";

/** The number of findings shown per type. */
const MOST_FINDINGS = 5;

/** Prints findings by type, the keywords that only validators check, and totals. */
export function formatTypesReport(report: TypesReport): string {
  const { types, findings, compiler, ok, seed } = report;
  const broken = types.filter((type) => type.findings.length > 0);
  const untested = types.filter(({ accepted, findings: own }) => accepted === 0 && own.length === 0);
  const lines = [
    ...findings.map((finding) => `✗ ${finding}`),
    ...broken.flatMap(findingLines),
    ...untested.map(({ type, notes }) => `– ${type}: not tested. ${notes.join(" ")}`),
    ...validatorKeywordLines(types),
    ...report.notes.map((note) => `note: ${note}`),
    "",
    `${count(types.length, "type")} against TypeScript ${compiler}, seed ${seed}: ${total(types, "accepted")} valid values accepted, ${total(types, "rejected")} invalid values rejected.`,
    ok ? "Each type agrees with its schema." : `${count(broken.length + findings.length, "finding")}.`,
  ];
  return `${lines.map(withoutControls).join("\n")}\n`;
}

function findingLines({ type, pointer, findings }: TypeReport): readonly string[] {
  const more = findings.length - MOST_FINDINGS;
  return [
    `✗ ${type}  (${pointer})`,
    ...findings.slice(0, MOST_FINDINGS).map((finding) => `    ${finding}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
}

/** Prints a line per keyword: the types that leave it to the validator, and the invalid values they accepted. */
function validatorKeywordLines(types: readonly TypeReport[]): readonly string[] {
  const keywords = [
    ...new Set(
      types.flatMap(({ documented, unchecked }) => [...documented, ...unchecked.map(({ keyword }) => keyword)]),
    ),
  ];
  if (keywords.length === 0) return [];
  const rows = keywords.toSorted().map((keyword) => {
    const telling = types.filter(
      ({ documented, unchecked }) => documented.includes(keyword) || unchecked.some((one) => one.keyword === keyword),
    );
    const accepted = types.flatMap(({ unchecked }) => unchecked).filter((one) => one.keyword === keyword).length;
    return `  ${keyword.padEnd(22)} ${count(telling.length, "type")}, ${count(accepted, "invalid value")} accepted`;
  });
  return ["", "Keywords that TypeScript types cannot express, and only validators check:", ...rows];
}

function total(types: readonly TypeReport[], what: "accepted" | "rejected"): string {
  return types.reduce((sum, type) => sum + type[what], 0).toLocaleString("en");
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
