/** Programmatic API of specwright: the commands of the command line as functions. */
import { checkDocument } from "./1-document/check/check.ts";
import { loadDocument } from "./1-document/load/load.ts";
import { DEFAULT_MOCK, type MockOptions, type RunningMock } from "./6-mock/mock-options.ts";
import { DEFAULT_PROXY, type ProxyOptions, type RunningProxy } from "./6-proxy/proxy-options.ts";
import type { TypeTestRunOptions } from "./6-test/types/run-type-tests.ts";
import type { TypesReport } from "./6-test/types/types-report.ts";
import type { TestOptions } from "./6-test/test-options.ts";
import type { TestReport } from "./5-oracle/report/test-report.ts";
import type { Config } from "./config.ts";
import { runtimeOf } from "./config-options.ts";
import { checkedDepth, orTooDeep } from "./depth.ts";
import { hasErrors, type Checked, type Diagnostic } from "./diagnostics.ts";
import { earlierReport } from "./earlier-run.ts";
import { generate as run } from "./generate.ts";
import { readProject, targetsFor } from "./project-defaults.ts";
import { DEFAULT_GENERATE, DEFAULT_SOURCE, type GenerateOptions, type SourceOptions } from "./options.ts";
import type { GenerateReport } from "./generate-report.ts";

export type { FileChange } from "./4-output/write.ts";
export type { TypeReport, TypesReport, UncheckedValue } from "./6-test/types/types-report.ts";
export type { MockEvent, MockOptions, RunningMock } from "./6-mock/mock-options.ts";
export type { ProxiedExchange, ProxyOptions, RunningProxy } from "./6-proxy/proxy-options.ts";
export type { Config } from "./config.ts";
export type { Checked, Diagnostic, Location, Severity } from "./diagnostics.ts";
export type { GenerateReport } from "./generate-report.ts";
export type { Adapter, GenerateOptions, SourceOptions, Target } from "./options.ts";
export type { Timing } from "./stopwatch.ts";

export type { TestOptions } from "./6-test/test-options.ts";
export type { Finding, OperationReport, TestReport } from "./5-oracle/report/test-report.ts";

/** Options of which only the description is required. The others have the defaults of the command line. */
type SourceInput = Partial<SourceOptions> & Pick<SourceOptions, "spec">;
type TestInput = Partial<TestOptions> & Pick<TestOptions, "spec">;
type GenerateInput = Partial<GenerateOptions> & Pick<GenerateOptions, "spec" | "output">;

/**
 * Writes the targets of a description to a folder, or with `check` only compares them. Problems of the description or
 * of the folder are in `diagnostics`; after an error nothing is written. Rejects only for a bug of specwright.
 *
 * @example
 * const { ok, diagnostics } = await generate({ spec: "openapi.yaml", output: "generated", targets: ["client"] });
 */
export async function generate(options: GenerateInput): Promise<GenerateReport> {
  const chosen = targetsFor(readProject(options.output), options);
  const runtime = runtimeOf(options.runtime ?? DEFAULT_GENERATE.runtime, "runtime");
  const generation = { ...DEFAULT_GENERATE, ...options, ...chosen, runtime };
  return orTooDeep<GenerateReport>(
    generation.spec,
    () => earlierReport(generation) ?? run(generation),
    ({ diagnostics }) => ({ ok: false, diagnostics, changes: [], unchanged: [], timings: [] }),
  );
}

/** Reads a description with its overlays, and returns its problems. */
export async function validate(options: SourceInput): Promise<{ ok: boolean; diagnostics: readonly Diagnostic[] }> {
  const source = { ...DEFAULT_SOURCE, ...options };
  const { diagnostics } = await checkedDepth(source.spec, async () => {
    const { value: loaded, diagnostics: loading } = await loadDocument(source);
    const checked = loaded === undefined ? undefined : await checkDocument(loaded, source);
    return { value: undefined, diagnostics: [...loading, ...(checked?.diagnostics ?? [])] };
  });
  return { ok: !hasErrors(diagnostics), diagnostics };
}

/**
 * Bundles a description of several files into one document of the same OpenAPI version, with overlays applied. `value`
 * is undefined if a file cannot be read or a reference cannot be resolved. Other problems are left to `validate`.
 */
export async function bundle(options: SourceInput): Promise<Checked<unknown>> {
  const source = { ...DEFAULT_SOURCE, ...options };
  const { value: loaded, diagnostics } = await checkedDepth(source.spec, () => loadDocument(source));
  return { value: hasErrors(diagnostics) ? undefined : loaded?.bundled, diagnostics };
}

/**
 * Serves example responses over HTTP: from the examples of a description, else from its schemas. If the description has
 * errors, `value` is undefined and `diagnostics` holds them. Rejects if the port is not available.
 *
 * @example
 * const { value: server } = await mock({ spec: "openapi.yaml", port: 0 });
 * await fetch(`${server.url}/pets/1`, { headers: { prefer: "code=404" } });
 * await server.close();
 */
export async function mock(options: Partial<MockOptions> & Pick<MockOptions, "spec">): Promise<Checked<RunningMock>> {
  const { startMock } = await import("./6-mock/start-mock.ts");
  return checkedDepth(options.spec, () => startMock({ ...DEFAULT_SOURCE, ...DEFAULT_MOCK, ...options }));
}

/**
 * Tests generated code, or with `url` a running server, against a description. `value.ok` is true if there are no
 * findings. If the description or an option has errors, `value` is undefined and `diagnostics` holds them.
 *
 * @example
 * const { value: report } = await test({ spec: "openapi.yaml", url: "http://127.0.0.1:3000", maxCases: 50 });
 */
export async function test(options: TestInput): Promise<Checked<TestReport>> {
  const [{ DEFAULT_TEST }, { runTests: prove }] = await Promise.all([
    import("./6-test/test-options.ts"),
    import("./6-test/run-tests.ts"),
  ]);
  return checkedDepth(options.spec, () => prove({ ...DEFAULT_SOURCE, ...DEFAULT_TEST, ...options }));
}

/**
 * Forwards requests to the server at `target` and validates the traffic against a description. `report()` returns the
 * findings so far. Problems of the description are in `diagnostics`. Rejects if the port is not available.
 *
 * @example
 * const { value: proxied } = await proxy({ spec: "openapi.yaml", target: "http://127.0.0.1:3000", port: 0 });
 * await fetch(`${proxied.url}/pets/1`);
 * const { ok, operations } = await proxied.report();
 */
export async function proxy(
  options: Partial<ProxyOptions> & Pick<ProxyOptions, "spec" | "target">,
): Promise<Checked<RunningProxy>> {
  const { startProxy } = await import("./6-proxy/start-proxy.ts");
  return checkedDepth(options.spec, () => startProxy({ ...DEFAULT_SOURCE, ...DEFAULT_PROXY, ...options }));
}

/**
 * Tests the generated types against their schemas: valid sample values compile as the type, invalid ones do not, and
 * comments name the keywords that TypeScript cannot express. Problems of the description are in `diagnostics`.
 *
 * @example
 * const { value: report } = await testTypes({ spec: "openapi.yaml" });
 * if (!report?.ok) console.log(report?.types.flatMap(({ findings }) => findings));
 */
export async function testTypes(
  options: Partial<TypeTestRunOptions> & Pick<TypeTestRunOptions, "spec">,
): Promise<Checked<TypesReport>> {
  const { runTypeTests: proveDescription } = await import("./6-test/types/run-type-tests.ts");
  return checkedDepth(options.spec, () => proveDescription({ ...DEFAULT_SOURCE, seed: 1, ...options }));
}

/** Returns its argument. Gives a `specwright.config.js` type checking and completion. */
export function defineConfig(config: Config): Config {
  return config;
}
