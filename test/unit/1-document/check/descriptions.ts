/** Short descriptions in YAML for tests of rules, and functions that check them. */
import { join } from "node:path";
import { checkDocument } from "../../../../generator/1-document/check/check.ts";
import { type LoadedDescription, loadDocument } from "../../../../generator/1-document/load/load.ts";
import type { Diagnostic } from "../../../../generator/diagnostics.ts";
import { DEFAULT_SOURCE, type SourceOptions } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

/** Added to descriptions that do not state their version. It has two lines. */
const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

/** Valid responses of an operation. */
export const OK = "responses: { 200: { description: d } }";

/** Returns a description with the schema `A`. */
export function withSchema(schema: string): string {
  return `components:\n  schemas:\n    A: ${schema}\n`;
}

/** Returns a description with the operation `GET /a` and its parameters, separated by commas. */
export function withParameters(parameters: string): string {
  return `paths:\n  /a:\n    get:\n      parameters: [${parameters}]\n      ${OK}\n`;
}

/** The result of loading and checking. `loaded` is undefined if the description cannot be loaded. */
export interface CheckedDescription {
  readonly diagnostics: readonly Diagnostic[];
  readonly loaded: LoadedDescription | undefined;
}

/** Rules for facts that nearly all short descriptions have. They are off unless `options` says otherwise. */
const FACTS = { "operation-operationId": "off", "no-unused-components": "off" } as const;

/** Loads and checks a description. */
export function loadAndCheck(given: string, options: Partial<SourceOptions> = {}): Promise<CheckedDescription> {
  const yaml = /^(openapi|swagger):/m.test(given) ? given : HEAD + given;
  return withFiles({ "root.yaml": yaml }, async (folder) => {
    const rules = { ...FACTS, ...options.rules };
    const source = { ...DEFAULT_SOURCE, ...options, rules, spec: join(folder, "root.yaml") };
    const { value, diagnostics } = await loadDocument(source);
    if (value === undefined) return { diagnostics, loaded: undefined };
    const checked = await checkDocument(value, source);
    return { diagnostics: [...diagnostics, ...checked.diagnostics], loaded: checked.loaded };
  });
}

/** Returns the diagnostics of a description. */
export async function diagnosticsOf(
  given: string,
  options: Partial<SourceOptions> = {},
): Promise<readonly Diagnostic[]> {
  return (await loadAndCheck(given, options)).diagnostics;
}

/** Returns a diagnostic as `severity rule line:column message`. */
export function diagnosticLine({ severity, rule, message, location }: Diagnostic): string {
  return `${severity} ${rule} ${location?.line}:${location?.column} ${message}`;
}
