/** A report of `generate` as people and programs read it. */
import type { Change, Report } from "../index.ts";
import type { GenerateOptions } from "../options.ts";
import { count, duration } from "./print.ts";

/** What has happened to the folder, or with `check` what is stale; nothing where the run was stopped. */
export async function reportText(report: Report, { check, output }: GenerateOptions): Promise<string> {
  const { ok, changes, unchanged, timings } = report;
  if (check && changes.length > 0) {
    const diffs = (await staleFiles(changes)).map(({ diff }) => diff);
    return `${diffs.join("")}${output} is stale: ${count(changes.length, "file")} would change. Run specwright generate.\n`;
  }
  if (!ok) return "";
  if (check) return `${output} is up to date (${count(unchanged.length, "file")})\n`;
  const lines = changes.map(({ path, after }) => `  ${after === undefined ? "removed" : "wrote  "} ${path}\n`);
  const stages = timings.map(({ stage, wall }) => `${stage} ${duration(wall)}`).join(" · ");
  const totals = `${count(changes.length, "file")} changed, ${unchanged.length} unchanged`;
  return `${lines.join("")}${output}: ${totals}\n${stages}\n`;
}

/** The report without the texts of files; with `check`, what is stale has a diff. */
export async function reportJson(report: Report, { check }: GenerateOptions): Promise<string> {
  const { changes, ...rest } = report;
  const done = {
    written: changes.filter(({ after }) => after !== undefined).map(({ path }) => path),
    removed: changes.filter(({ after }) => after === undefined).map(({ path }) => path),
  };
  return JSON.stringify({ ...rest, ...(check ? { stale: await staleFiles(changes) } : done) }, undefined, 2);
}

/** The time of each stage, of the whole process, and its memory. */
export function timingsTable({ timings }: Report): string {
  const { user, system } = process.cpuUsage();
  const whole = { stage: "in all", wall: performance.now(), cpu: (user + system) / 1_000 };
  const rows = [...timings, whole].map(({ stage, wall, cpu }) => [stage, wall.toFixed(0), cpu.toFixed(0)]);
  const lines = [["stage", "ms", "CPU ms"], ...rows].map(
    ([stage = "", wall = "", cpu = ""]) => `${stage.padEnd(8)}${wall.padStart(8)}${cpu.padStart(8)}\n`,
  );
  return `${lines.join("")}peak memory ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB\n`;
}

async function staleFiles(changes: readonly Change[]): Promise<readonly { path: string; diff: string }[]> {
  const { unifiedDiff } = await import("../4-output/diff.ts");
  return changes.map((change) => ({ path: change.path, diff: unifiedDiff(change) }));
}
