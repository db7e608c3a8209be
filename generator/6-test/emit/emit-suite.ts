/** `specwright test --emit`: the closed loop as a vitest suite in the user's repository. */
import { relative, resolve, sep } from "node:path";
import { checkDocument } from "../../1-document/check/check.ts";
import type { JsonObject } from "../../1-document/json.ts";
import { loadDocument } from "../../1-document/load/load.ts";
import { rewriteDocument } from "../../1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../2-model/build.ts";
import { contractView, loopView } from "../../3-views/contract.ts";
import { page } from "../../4-output/render.ts";
import { rendererFor } from "../../4-output/targets.ts";
import { writeFiles, type WriteResult } from "../../4-output/write.ts";
import { type Checked, hasErrors } from "../../diagnostics.ts";
import type { ImportExtension, SourceOptions } from "../../options.ts";
import { judgeOf } from "../../5-oracle/judge/judge.ts";
import { codeFormOf } from "../loop/code-form.ts";
import { conversionsIn } from "../../5-program/converted-operations.ts";
import { readOperations } from "../../5-oracle/description/read-description.ts";
import { samplerOf } from "../../5-oracle/sampling/sampler.ts";
import { casesOf } from "./emit-cases.ts";

export interface EmitOptions {
  /** The folder of the suite. */
  readonly output: string;
  /** The folder of the generated code that it imports; what is converted there (`Date`, `bigint`) is so in the suite. */
  readonly generated: string;
  readonly seed: number;
  readonly force: boolean;
  readonly importExtension: ImportExtension;
}

/** Reads the description, and writes its suite; what is wrong with it, or in the way, is a diagnostic. */
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

/** What was written, and what there is no case of. */
export interface Emitted extends WriteResult {
  /** How many `test.todo` there are. */
  readonly todos: number;
}

/** One file per operation, in the folder of its group, and the loop that they share; nothing is written over that was edited. */
export async function emitSuite(bundled: JsonObject, options: EmitOptions): Promise<Emitted> {
  const document = rewriteDocument(bundled);
  const api = buildApi(document);
  const judge = judgeOf(document);
  const workshop = { document, judge, sampler: samplerOf(document, judge), seed: options.seed };
  const described = readOperations(document);
  const conversions = await conversionsIn(options.generated);
  const render = rendererFor(api);
  const files = new Map<string, string>();
  let todos = 0;
  for (const { name, operations } of api.groups) {
    for (const { name: id, method, path, direction } of operations) {
      const operation = described.find((one) => one.method === method && one.path === path);
      if (direction !== "request" || operation === undefined) continue;
      const form = codeFormOf(conversions.get(id));
      const cases = await casesOf(operation, id, { ...workshop, form });
      todos += cases.todos.length;
      const view = contractView(`${api.info.title}: ${name}`, `../loop${ending(options)}`, cases);
      const file = freePath(files, `${name}/${id}`);
      files.set(file, page(file, "contract/[operation].test.ts", view).print(render));
    }
  }
  const schemes = new Map(
    api.securitySchemes
      .filter(({ key }) => api.operations.some(({ security }) => security.flat().some((one) => one.scheme === key)))
      .map((scheme) => [scheme.key, scheme.type === "http" && scheme.scheme.toLowerCase() === "basic"]),
  );
  files.set("loop.ts", page("loop.ts", "contract/loop.ts", loopView(modulesOf(options), schemes)).print(render));
  const written = await writeFiles(files, { output: options.output, check: false, force: options.force });
  return { ...written, todos };
}

/** File systems that know no case take `a.test.ts` for `A.test.ts`. */
function freePath(files: ReadonlyMap<string, string>, wish: string): string {
  const taken = new Set(Array.from(files.keys(), (path) => path.toLowerCase()));
  let path = `${wish}.test.ts`;
  for (let count = 2; taken.has(path.toLowerCase()); count++) path = `${wish}-${count}.test.ts`;
  return path;
}

function modulesOf(options: EmitOptions): { readonly client: string; readonly server: string } {
  const way = relative(resolve(options.output), resolve(options.generated)).split(sep).join("/");
  const folder = way.startsWith(".") ? way : `./${way}`;
  const end = ending(options);
  return { client: `${folder}/client${end}`, server: `${folder}/server/index${end}` };
}

function ending({ importExtension }: EmitOptions): string {
  return importExtension === "none" ? "" : `.${importExtension}`;
}
