/** The report on types, for people. */
import { withoutControls } from "../../diagnostics.ts";
import type { TypeProof, TypesReport } from "./types-report.ts";

/** Findings of one type that are shown. */
const MOST_FINDINGS = 5;

/** Findings with their types, what is left to validators by keyword, and how much was proven. */
export function prettyTypes(report: TypesReport): string {
  const { types, findings, compiler, ok, seed } = report;
  const broken = types.filter((type) => type.findings.length > 0);
  const unproven = types.filter(({ accepted, findings: own }) => accepted === 0 && own.length === 0);
  const lines = [
    ...findings.map((finding) => `✗ ${finding}`),
    ...broken.flatMap(findingLines),
    ...unproven.map(({ type, notes }) => `– ${type}: not proven. ${notes.join(" ")}`),
    ...leftToValidators(types),
    ...report.notes.map((note) => `note: ${note}`),
    "",
    `${count(types.length, "type")} against TypeScript ${compiler}, seed ${seed}: ${total(types, "accepted")} legal values taken, ${total(types, "refused")} illegal ones refused.`,
    ok ? "Each type says what its schema says." : `${count(broken.length + findings.length, "finding")}.`,
  ];
  return `${lines.map(withoutControls).join("\n")}\n`;
}

function findingLines({ type, pointer, findings }: TypeProof): readonly string[] {
  const more = findings.length - MOST_FINDINGS;
  return [
    `✗ ${type}  (${pointer})`,
    ...findings.slice(0, MOST_FINDINGS).map((finding) => `    ${finding}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
}

/** A line per keyword: how many types leave it to the validator, and how many illegal values were taken for it. */
function leftToValidators(types: readonly TypeProof[]): readonly string[] {
  const keywords = [
    ...new Set(types.flatMap(({ told, unseen }) => [...told, ...unseen.map(({ keyword }) => keyword)])),
  ];
  if (keywords.length === 0) return [];
  const rows = keywords.toSorted().map((keyword) => {
    const telling = types.filter(
      ({ told, unseen }) => told.includes(keyword) || unseen.some((one) => one.keyword === keyword),
    );
    const taken = types.flatMap(({ unseen }) => unseen).filter((one) => one.keyword === keyword).length;
    return `  ${keyword.padEnd(22)} ${count(telling.length, "type")}, ${count(taken, "illegal value")} taken`;
  });
  return ["", "What TypeScript cannot say, and only validators check:", ...rows];
}

function total(types: readonly TypeProof[], what: "accepted" | "refused"): string {
  return types.reduce((sum, type) => sum + type[what], 0).toLocaleString("en");
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
