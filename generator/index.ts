/** specwright as a library. Everything the command line does, as values in and values out. */
import { checkDocument } from "./1-document/check/check.ts";
import { loadDocument } from "./1-document/load/load.ts";
import { DEFAULT_MOCK, type MockOptions, type RunningMock } from "./6-mock/mock-options.ts";
import { DEFAULT_PROXY, type ProxyOptions, type RunningProxy } from "./6-proxy/proxy-options.ts";
import type { TypesOptions } from "./6-test/types/run-type-tests.ts";
import type { TypesReport } from "./6-test/types/types-report.ts";
import type { TestOptions } from "./6-test/run-tests.ts";
import type { ProofReport } from "./5-oracle/report/report.ts";
import type { Config } from "./config.ts";
import { hasErrors, type Checked, type Diagnostic } from "./diagnostics.ts";
import { earlierReport } from "./earlier-run.ts";
import { generate as run } from "./generate.ts";
import { DEFAULT_GENERATE, DEFAULT_SOURCE, type GenerateOptions, type SourceOptions } from "./options.ts";
import type { GenerateReport } from "./report.ts";

export type { FileChange as Change } from "./4-output/write.ts";
export type { TypeProof, TypesReport, Unseen } from "./6-test/types/types-report.ts";
export type { MockEvent, MockOptions, RunningMock } from "./6-mock/mock-options.ts";
export type { ProxiedExchange, ProxyOptions, RunningProxy } from "./6-proxy/proxy-options.ts";
export type { Config } from "./config.ts";
export type { Checked, Diagnostic, Location, Severity } from "./diagnostics.ts";
export type { GenerateReport as Report } from "./report.ts";
export type { Adapter as Framework, GenerateOptions, SourceOptions, Target } from "./options.ts";
export type { Timing } from "./timings.ts";

export type { TestOptions } from "./6-test/run-tests.ts";
export type { Finding, OperationReport, ProofReport } from "./5-oracle/report/report.ts";

/** Options with only the description required; the rest have the defaults of the command line. */
type SourceInput = Partial<SourceOptions> & Pick<SourceOptions, "spec">;
type TestInput = Partial<TestOptions> & Pick<TestOptions, "spec">;
type GenerateInput = Partial<GenerateOptions> & Pick<GenerateOptions, "spec" | "output">;

/**
 * Writes the targets of a description into a folder, or with `check` compares only. Whatever is wrong with the
 * description or the folder is in `diagnostics`, and then nothing is written; a rejection is a bug of specwright.
 *
 * @example
 * const { ok, diagnostics } = await generate({ spec: "openapi.yaml", output: "generated", targets: ["client"] });
 */
export async function generate(options: GenerateInput): Promise<GenerateReport> {
  const generation = { ...DEFAULT_GENERATE, ...options };
  return earlierReport(generation) ?? run(generation);
}

/** Reads a description, with its overlays, and says what is wrong with it. */
export async function validate(options: SourceInput): Promise<{ ok: boolean; diagnostics: readonly Diagnostic[] }> {
  const source = { ...DEFAULT_SOURCE, ...options };
  const { value: loaded, diagnostics: loading } = await loadDocument(source);
  const checked = loaded === undefined ? undefined : await checkDocument(loaded, source);
  const diagnostics = [...loading, ...(checked?.diagnostics ?? [])];
  return { ok: !hasErrors(diagnostics), diagnostics };
}

/**
 * Reads a description of any number of files into one document of its own version, overlays applied. The document is
 * undefined where a file cannot be read or a reference not be resolved; it is not checked any further: see `validate`.
 */
export async function bundle(options: SourceInput): Promise<Checked<unknown>> {
  const { value: loaded, diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, ...options });
  return { value: hasErrors(diagnostics) ? undefined : loaded?.bundled, diagnostics };
}

/**
 * Serves a description over HTTP: answers from its examples, else from its schemas. What is wrong with the description
 * is in `diagnostics`, and then there is no server; rejects where the port cannot be had.
 *
 * @example
 * const { value: server } = await mock({ spec: "openapi.yaml", port: 0 });
 * await fetch(`${server.url}/pets/1`, { headers: { prefer: "code=404" } });
 * await server.close();
 */
export async function mock(options: Partial<MockOptions> & Pick<MockOptions, "spec">): Promise<Checked<RunningMock>> {
  const { startMock } = await import("./6-mock/mock.ts");
  return startMock({ ...DEFAULT_SOURCE, ...DEFAULT_MOCK, ...options });
}

/**
 * Holds generated code, or with `url` a server that runs, to the description. `value.ok` says whether nothing was found;
 * `value` is undefined where the description, or an option, is wrong, which `diagnostics` tell.
 *
 * @example
 * const { value: report } = await test({ spec: "openapi.yaml", url: "http://127.0.0.1:3000", maxCases: 50 });
 */
export async function test(options: TestInput): Promise<Checked<ProofReport>> {
  const { DEFAULT_TEST, prove } = await import("./6-test/run-tests.ts");
  return prove({ ...DEFAULT_SOURCE, ...DEFAULT_TEST, ...options });
}

/**
 * Stands between a client and the server at `target`, and holds what passes to the description; `report()` tells what
 * departs from it. What is wrong with the description is in `diagnostics`; rejects where the port cannot be had.
 *
 * @example
 * const { value: between } = await proxy({ spec: "openapi.yaml", target: "http://127.0.0.1:3000", port: 0 });
 * await fetch(`${between.url}/pets/1`);
 * const { ok, operations } = await between.report();
 */
export async function proxy(
  options: Partial<ProxyOptions> & Pick<ProxyOptions, "spec" | "target">,
): Promise<Checked<RunningProxy>> {
  const { startProxy } = await import("./6-proxy/proxy.ts");
  return startProxy({ ...DEFAULT_SOURCE, ...DEFAULT_PROXY, ...options });
}

/**
 * Holds the types of a description to its schemas: legal values compile as the type, illegal ones do not, and what
 * TypeScript cannot say is told in comments. What is wrong with the description is in `diagnostics`.
 *
 * @example
 * const { value: report } = await testTypes({ spec: "openapi.yaml" });
 * if (!report?.ok) console.log(report?.types.flatMap(({ findings }) => findings));
 */
export async function testTypes(
  options: Partial<TypesOptions> & Pick<TypesOptions, "spec">,
): Promise<Checked<TypesReport>> {
  const { proveDescription } = await import("./6-test/types/run-type-tests.ts");
  return proveDescription({ ...DEFAULT_SOURCE, seed: 1, ...options });
}

/** Gives a `specwright.config.js` its types; the value is the argument. */
export function defineConfig(config: Config): Config {
  return config;
}
