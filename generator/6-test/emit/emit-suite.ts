/** Writes the closed loop as a vitest suite into the user's repository: `specwright test --emit`. */
import { posix, relative, resolve, sep } from "node:path";
import { checkDocument } from "../../1-document/check/check.ts";
import type { JsonObject } from "../../1-document/json.ts";
import { loadDocument } from "../../1-document/load/load.ts";
import { rewriteDocument } from "../../1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../2-model/build.ts";
import { contractView, GENERATED, loopView } from "../../3-views/contract.ts";
import type { SpecifierOf } from "../../3-views/import-lines.ts";
import { templatePage } from "../../4-output/render.ts";
import { specifiersFrom } from "../../4-output/specifiers.ts";
import { rendererFor } from "../../4-output/targets.ts";
import { writeFiles, type WriteResult } from "../../4-output/write.ts";
import { type Checked, hasErrors } from "../../diagnostics.ts";
import type { ImportExtension, SourceOptions } from "../../options.ts";
import { createJudge } from "../../5-oracle/judge/judge.ts";
import { converterOf } from "../loop/value-converter.ts";
import { readConversions } from "../../5-program/read-conversions.ts";
import { readOperations } from "../../5-oracle/description/read-operations.ts";
import { createSampler } from "../../5-oracle/sampling/sampler.ts";
import { buildOperationCases } from "./emit-cases.ts";

export interface EmitOptions {
  /** The folder of the suite. */
  readonly output: string;
  /** The folder of the generated code that the suite imports. The suite uses its conversions (`Date`, `bigint`). */
  readonly generated: string;
  readonly seed: number;
  /** Writes no failing test for an operation without a case. */
  readonly allowUntested: boolean;
  readonly force: boolean;
  readonly importExtension: ImportExtension;
}

/** Reads the description and writes its suite. Errors in the description, and edited files, are diagnostics. */
export async function emit(options: SourceOptions & EmitOptions): Promise<Checked<Emitted>> {
  const { value: read, diagnostics: loading } = await loadDocument(options);
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(read, options);
  const found = [...loading, ...checking];
  if (hasErrors(found)) return { value: undefined, diagnostics: found };
  const written = await emitSuite(loaded.bundled, options);
  const diagnostics = [...found, ...written.diagnostics];
  return { value: hasErrors(diagnostics) ? undefined : written, diagnostics };
}

/** The written files, and the number of missing cases. */
export interface Emitted extends WriteResult {
  /** The number of `test.todo`. */
  readonly todos: number;
}

/** Writes one file per operation, and the loop that they share. Edited files are not overwritten. */
async function emitSuite(bundled: JsonObject, options: SourceOptions & EmitOptions): Promise<Emitted> {
  const document = rewriteDocument(bundled, options);
  const api = buildApi(document);
  const judge = createJudge(document);
  const workshop = { document, judge, sampler: createSampler(document, judge), seed: options.seed };
  const described = readOperations(document);
  const conversions = await readConversions(options.generated);
  const render = rendererFor(api);
  const files = new Map<string, string>();
  let todos = 0;
  for (const { name, operations } of api.groups) {
    for (const { name: id, method, path, direction } of operations) {
      const operation = described.find((one) => one.method === method && one.path === path);
      if (direction !== "request" || operation === undefined) continue;
      const converter = converterOf(conversions.get(id));
      const cases = await buildOperationCases(operation, id, { ...workshop, converter });
      todos += cases.todos.length;
      const view = contractView(`${api.info.title}: ${name}`, cases, options.allowUntested);
      const file = uniquePath(files, `${name}/${id}`);
      files.set(
        file,
        templatePage(file, "contract/[operation].test.ts", view).print(render, specifiersOf(file, options)),
      );
    }
  }
  const schemes = new Map(
    api.securitySchemes
      .filter(({ key }) => api.operations.some(({ security }) => security.flat().some((one) => one.scheme === key)))
      .map((scheme) => [scheme.key, scheme.type === "http" && scheme.scheme.toLowerCase() === "basic"]),
  );
  const loop = templatePage("loop.ts", "contract/loop.ts", loopView(schemes));
  files.set("loop.ts", loop.print(render, specifiersOf("loop.ts", options)));
  const written = await writeFiles(files, { output: options.output, check: false, force: options.force });
  return { ...written, todos };
}

/** Returns a path that is unique regardless of case, since some file systems ignore case. */
function uniquePath(files: ReadonlyMap<string, string>, wish: string): string {
  const taken = new Set(Array.from(files.keys(), (path) => path.toLowerCase()));
  let path = `${wish}.test.ts`;
  for (let count = 2; taken.has(path.toLowerCase()); count++) path = `${wish}-${count}.test.ts`;
  return path;
}

/** Returns the specifiers of one file of the suite, which imports the suite and the generated code. */
function specifiersOf(file: string, { output, generated, importExtension: extension }: EmitOptions): SpecifierOf {
  const toGenerated = relative(resolve(output), resolve(generated)).split(sep).join("/");
  const specifierOf = specifiersFrom(file, { extension });
  return (module) =>
    specifierOf(module.startsWith(GENERATED) ? posix.join(toGenerated, module.slice(GENERATED.length)) : module);
}
