/** `specwright test --emit`: the closed loop as a vitest suite in the user's repository. */
import { relative, resolve, sep } from "node:path";
import { checkDocument } from "../../1-document/check.ts";
import type { JsonObject } from "../../1-document/json.ts";
import { loadDocument } from "../../1-document/load.ts";
import { withTags } from "../../1-document/tags.ts";
import { upgrade } from "../../1-document/upgrade.ts";
import { buildApi } from "../../2-model/build.ts";
import { contractView, loopView } from "../../3-views/contract.ts";
import { page } from "../../4-output/render.ts";
import { rendererFor } from "../../4-output/targets.ts";
import { writeFiles, type Written } from "../../4-output/write.ts";
import { type Checked, hasErrors } from "../../diagnostics.ts";
import type { ImportExtension, SourceOptions } from "../../options.ts";
import { judgeOf } from "../judge.ts";
import { readOperations } from "../reading.ts";
import { samplerOf } from "../sampling/sampler.ts";
import { casesOf } from "./cases.ts";

export interface EmitOptions {
  /** The folder of the suite. */
  readonly output: string;
  /** The folder of the generated code that it imports. */
  readonly generated: string;
  readonly seed: number;
  readonly force: boolean;
  readonly importExtension: ImportExtension;
}

/** Reads the description, and writes its suite; what is wrong with it, or in the way, is a diagnostic. */
export async function emit(options: SourceOptions & EmitOptions): Promise<Checked<Written>> {
  const { value: read, diagnostics: loading } = await loadDocument(options);
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(read, options);
  const found = [...loading, ...checking];
  if (hasErrors(found)) return { value: undefined, diagnostics: found };
  const written = await emitSuite(loaded.bundled, options);
  const diagnostics = [...found, ...written.diagnostics];
  return { value: hasErrors(diagnostics) ? undefined : written, diagnostics };
}

/** One file per group, and the loop that they share; nothing is written over that was edited. */
export async function emitSuite(bundled: JsonObject, options: EmitOptions): Promise<Written> {
  const document = withTags(upgrade(bundled));
  const api = buildApi(document);
  const judge = judgeOf(document);
  const workshop = { judge, sampler: samplerOf(document, judge), seed: options.seed };
  const described = readOperations(document);
  const render = rendererFor(api);
  const files = new Map<string, string>();
  for (const { name, operations } of api.groups) {
    const cases = [];
    for (const { name: id, method, path, direction } of operations) {
      const operation = described.find((one) => one.method === method && one.path === path);
      if (direction === "request" && operation) cases.push(await casesOf(operation, id, workshop));
    }
    if (cases.length === 0) continue;
    const view = contractView(`${api.info.title}: ${name}`, cases);
    files.set(`${name}.test.ts`, page(`${name}.test.ts`, "contract/[group].test.ts", view).print(render));
  }
  const schemes = new Map(
    api.securitySchemes
      .filter(({ key }) => api.operations.some(({ security }) => security.flat().some((one) => one.scheme === key)))
      .map((scheme) => [scheme.key, scheme.type === "http" && scheme.scheme.toLowerCase() === "basic"]),
  );
  files.set("loop.ts", page("loop.ts", "contract/loop.ts", loopView(modulesOf(options), schemes)).print(render));
  const spelled = new Map(
    [...files].map(([path, text]) => [path, text.replace('"./loop.js"', `"./loop${ending(options)}"`)]),
  );
  return writeFiles(spelled, { output: options.output, check: false, force: options.force });
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
