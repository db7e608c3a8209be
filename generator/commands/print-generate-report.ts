/** Prints the report of `generate` for people and for programs. */
import { posix } from "node:path";
import { printJson } from "../visible-text.ts";
import type { Diagnostic } from "../diagnostics.ts";
import type { FileChange, GenerateReport } from "../index.ts";
import { TARGETS, type GenerateOptions } from "../options.ts";
import { missingPackages, type Project } from "../project-defaults.ts";
import { formatDiagnostics, type DiagnosticFormat } from "../print-diagnostics.ts";
import { count, duration, printDiagnostics } from "./terminal.ts";

export interface PrintedAs {
  readonly format: DiagnosticFormat;
  /** Adds the files and the stages to `pretty`. */
  readonly verbose: boolean;
  readonly project: Project;
  /** True if the user did not say what to generate. */
  readonly isDefault: boolean;
  /** Adds the time of each stage to `pretty`. */
  readonly timings: boolean;
}

/**
 * Prints the report to standard output. `pretty` prints diagnostics to standard error, and the changes to standard
 * output. The other formats print one document: stale files are errors of the rule `output-stale` there.
 */
export async function printGenerateReport(
  report: GenerateReport,
  options: GenerateOptions,
  printed: PrintedAs,
): Promise<void> {
  const { format, timings } = printed;
  if (format === "json") {
    process.stdout.write(await jsonReport(report, options));
  } else if (format === "pretty") {
    printDiagnostics(report.diagnostics);
    process.stdout.write(await prettyReport(report, options, printed));
    if (timings) process.stdout.write(timingsTable(report));
  } else {
    const stale = options.check ? report.changes.map((change) => staleDiagnostic(change, options)) : [];
    process.stdout.write(formatDiagnostics([...report.diagnostics, ...stale], format, { color: false }));
  }
}

/** Returns the changes of the output folder, or with `check` a diff of each stale file. Empty if the run failed. */
async function prettyReport(report: GenerateReport, options: GenerateOptions, printed: PrintedAs): Promise<string> {
  const { ok, changes, unchanged } = report;
  const { check, output } = options;
  if (check && changes.length > 0) {
    const formatted = changes.filter(({ isFormatted }) => isFormatted);
    const diffs = (await staleFiles(changes.filter(({ isFormatted }) => !isFormatted))).map(({ diff }) => diff);
    const lines = [
      ...(formatted.length === 0 ? [] : [`${formattedLine(formatted.length, output)}\n`]),
      `${output} is stale: ${count(changes.length, "file")} would change. Run specwright generate.\n`,
    ];
    return [...diffs, ...lines].join("");
  }
  if (!ok) return "";
  if (check) return `${output} is up to date (${count(unchanged.length, "file")})\n`;
  const { verbose, project, isDefault } = printed;
  const totals = `${output}: ${count(changes.length, "file")} changed, ${unchanged.length} unchanged`;
  const formatted = changes.filter(({ isFormatted }) => isFormatted).length;
  return [
    ...(verbose ? detailLines(report) : []),
    totals,
    ...(formatted === 0 ? [] : [`Overwritten: ${formattedLine(formatted, output)}`]),
    targetsLine(options, isDefault),
    ...(changes.length === 0 ? [] : nextSteps(options, project)),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** Says that a formatter changed files, and how to prevent it. */
function formattedLine(files: number, output: string): string {
  return `${count(files, "file")} changed by a formatter. Exclude ${output} from it, for example in .prettierignore.`;
}

/** Returns one line per written or removed file, and one with the time of each stage. */
function detailLines({ changes, timings }: GenerateReport): readonly string[] {
  const lines = changes.map(({ path, after }) => `  ${after === undefined ? "removed" : "wrote  "} ${path}`);
  return [...lines, timings.map(({ stage, wall }) => `${stage} ${duration(wall)}`).join(" · ")];
}

/** Says which targets were generated, and by default, how to get the others. */
function targetsLine({ targets, adapters }: GenerateOptions, isDefault: boolean): string {
  const written = targets.map((target) =>
    target === "server" && adapters.length > 0 ? `server (${adapters.join(", ")})` : target,
  );
  const others = isDefault ? TARGETS.filter((target) => !targets.includes(target)) : [];
  const more = others.length === 0 ? "" : `. Not ${others.join(", ")}: add them with --targets ${TARGETS.join(",")}`;
  return `Targets: ${written.join(", ")}${more}`;
}

/** Says what to install and what to import next. */
function nextSteps(
  { targets, adapters, output, importExtension }: GenerateOptions,
  project: Project,
): readonly string[] {
  const missing = missingPackages(project, { targets, adapters });
  const extension = importExtension === "none" ? "" : `.${importExtension}`;
  const [name, file] = targets.includes("client")
    ? ["createApi", "index"]
    : targets.includes("server")
      ? ["createServer", "server/index"]
      : ["type *", "types"];
  const statement = name === "type *" ? `import type * as api` : `import { ${name} }`;
  return [
    ...(missing.length === 0 ? [] : [`Install: ${project.install} ${missing.join(" ")}`]),
    ...(project.rejectsImports && importExtension !== "none"
      ? [
          `Set: "type": "module" in package.json, because verbatimModuleSyntax in tsconfig.json allows no import without it`,
        ]
      : []),
    `Next: ${statement} from "${output.startsWith("/") || output.startsWith(".") ? output : `./${output}`}/${file}${extension}"`,
  ];
}

/** Returns the report as JSON without file contents. With `check`, stale files come with a diff. */
async function jsonReport(report: GenerateReport, { check }: GenerateOptions): Promise<string> {
  const { changes, ...rest } = report;
  const done = {
    written: changes.filter(({ after }) => after !== undefined).map(({ path }) => path),
    removed: changes.filter(({ after }) => after === undefined).map(({ path }) => path),
  };
  return printJson({ ...rest, ...(check ? { stale: await staleFiles(changes) } : done) });
}

/** Returns a table of the time of each stage and of the whole process, and the peak memory. */
function timingsTable({ timings }: GenerateReport): string {
  const { user, system } = process.cpuUsage();
  const whole = { stage: "total", wall: performance.now(), cpu: (user + system) / 1_000 };
  const rows = [...timings, whole].map(({ stage, wall, cpu }) => [stage, wall.toFixed(0), cpu.toFixed(0)]);
  const lines = [["stage", "ms", "CPU ms"], ...rows].map(
    ([stage = "", wall = "", cpu = ""]) => `${stage.padEnd(8)}${wall.padStart(8)}${cpu.padStart(8)}\n`,
  );
  return `${lines.join("")}peak memory ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB\n`;
}

async function staleFiles(
  changes: readonly FileChange[],
): Promise<readonly { path: string; diff: string; isFormatted?: true }[]> {
  const { unifiedDiff } = await import("../4-output/diff.ts");
  return changes.map((change) => {
    const { path, isFormatted } = change;
    return { path, diff: unifiedDiff(change), ...(isFormatted && { isFormatted }) };
  });
}

function staleDiagnostic({ path, after, isFormatted }: FileChange, { output }: GenerateOptions): Diagnostic {
  const file = posix.join(output, path); // a shared runtime is outside of the output
  return {
    rule: isFormatted ? "output-formatted" : "output-stale",
    severity: "error",
    message: isFormatted
      ? `${file} was changed by a formatter.`
      : after === undefined
        ? `${file} is no longer generated.`
        : `${file} is not up to date.`,
    remedy: isFormatted
      ? `Exclude ${output} from the formatter, and run specwright generate.`
      : "Run specwright generate, and commit what it writes.",
    location: { file, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: "#" },
  };
}
