/** `specwright test --types`: generated types against the schemas that they are made of. */
import type { SourceOptions } from "../options.ts";
import { oneOf } from "../usage-error.ts";
import { complain } from "./print.ts";
import { deliver } from "./deliver.ts";
import { inputsOf } from "./settings.ts";

const REPORTS = ["pretty", "json"] as const;

export interface TestTypesInput {
  readonly source: SourceOptions;
  readonly generated: string | undefined;
  readonly seed?: number;
  readonly maxCases?: number;
  readonly report: string | undefined;
  readonly output: string | undefined;
}

/** What to exit with. */
export async function testTypesCommand({
  source,
  report: wanted = "pretty",
  output,
  ...options
}: TestTypesInput): Promise<number> {
  const format = oneOf(REPORTS, wanted, "report");
  const { testTypes } = await import("../index.ts");
  const { value: report, diagnostics } = await testTypes({ ...source, ...options });
  complain(diagnostics);
  if (report === undefined) return 1;
  const { prettyTypes } = await import("../6-test/types/print-types-report.ts");
  const text = format === "json" ? `${JSON.stringify(report, undefined, 2)}\n` : prettyTypes(report);
  const isDelivered = await deliver(text, output, inputsOf(source));
  return report.ok && isDelivered ? 0 : 1;
}
