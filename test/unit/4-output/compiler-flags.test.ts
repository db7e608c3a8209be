/** Generated code of all targets compiles with the flags that projects have, on each version of TypeScript. */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import { type Compiler, typecheck } from "../../support/typecheck.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Flags of a fresh project. They take back the strict flags of the helper. */
const PLAIN = {
  lib: undefined,
  types: [], // as `tsc --init` writes it
  declaration: false,
  exactOptionalPropertyTypes: false,
  noUncheckedIndexedAccess: false,
  noPropertyAccessFromIndexSignature: false,
  noImplicitOverride: false,
  noImplicitReturns: false,
  noFallthroughCasesInSwitch: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  verbatimModuleSyntax: false,
  isolatedDeclarations: false,
  erasableSyntaxOnly: false,
};
const BUNDLER = { module: "ESNext", moduleResolution: "Bundler" };

/** An app that uses the client and the server. */
const APP = `
import { createApi, unwrap } from "./api/index.js";
import { createServer } from "./api/server/index.js";
import { serve } from "./api/server/node.js";

const server = createServer(
  {
    showPet: ({ path }) => ({ status: 200, body: { id: path.id, kind: "cat", born: new Date(0) } }),
    addPet: () => ({ status: 201, body: { id: "2", kind: "dog", chip: BigInt(1) } }),
  },
  { security: { key: () => ({}) } },
);
void serve(server, { port: 0 });

export async function main(): Promise<string> {
  const api = createApi({ baseUrl: "http://127.0.0.1:4010" });
  const result = await api.showPet({ path: { id: "1" } });
  if (result.status === 404) return result.error.title;
  const pet = await unwrap(api.addPet({ body: { id: "1", kind: "dog" } }));
  return pet.born?.toISOString() ?? pet.kind;
}
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "specwright-flags-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "app.ts"), APP);
  const spec = join(folder, "openapi.json");
  cpSync(new URL("flags-openapi.json", import.meta.url), spec);
  const conversions = { "date-time": "Date", int64: "bigint" } as const;
  const report = await generate({ ...DEFAULT_GENERATE, spec, output: join(folder, "api"), conversions });
  if (!report.ok) throw new Error(report.diagnostics.map(({ message }) => message).join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("generated code compiles", () => {
  test.each<[string, Compiler, Readonly<Record<string, unknown>>]>([
    ["all strict flags", "5.9", {}],
    ["all strict flags", "6", {}],
    ["all strict flags", "7", {}],
    ["no strict and few libraries", "5.9", { ...PLAIN, strict: false, lib: ["ES2022", "DOM"] }],
    ["no strict and few libraries", "6", { ...PLAIN, strict: false, lib: ["ES2022", "DOM"] }],
    ["noImplicitAny without strict", "7", { ...PLAIN, strict: false, noImplicitAny: true }],
    ["strictNullChecks without strict", "7", { ...PLAIN, strict: false, strictNullChecks: true }],
    ["no strict and few libraries", "7", { ...PLAIN, strict: false, lib: ["ES2022", "DOM"] }],
    ["Node without the library dom", "5.9", { ...PLAIN, lib: ["ES2023"], types: ["node"] }],
    ["Node without the library dom", "7", { ...PLAIN, lib: ["ES2023"], types: ["node"] }],
    ["the libraries es2022 and dom", "7", { ...PLAIN, lib: ["ES2022", "DOM"] }],
    ["the target of Next", "7", { ...PLAIN, ...BUNDLER, target: "ES2017", lib: ["DOM", "DOM.Iterable", "ESNext"] }],
    ["exactOptionalPropertyTypes alone", "7", { ...PLAIN, exactOptionalPropertyTypes: true }],
    ["noUncheckedIndexedAccess alone", "7", { ...PLAIN, noUncheckedIndexedAccess: true }],
    ["noPropertyAccessFromIndexSignature alone", "7", { ...PLAIN, noPropertyAccessFromIndexSignature: true }],
    ["verbatimModuleSyntax and isolatedModules", "7", { ...PLAIN, verbatimModuleSyntax: true, isolatedModules: true }],
    ["isolatedDeclarations alone", "7", { ...PLAIN, declaration: true, isolatedDeclarations: true }],
    ["erasableSyntaxOnly alone", "7", { ...PLAIN, erasableSyntaxOnly: true }],
    ["module resolution for bundlers", "7", { ...PLAIN, ...BUNDLER }],
    ["module resolution for bundlers, without strict", "7", { ...PLAIN, ...BUNDLER, strict: false }],
    ["checked declarations of libraries", "7", { ...PLAIN, skipLibCheck: false, declaration: true }],
  ])("with %s on TypeScript %s", async (_name, compiler, flags) => {
    expect(await typecheck([join(folder, "app.ts"), ...entries()], { compiler, flags })).toEqual([]);
  });
});

/** Returns the modules that no other module imports. */
function entries(): readonly string[] {
  const modules = [
    "paths",
    "validation",
    "links",
    "server/hono",
    "server/express",
    "server/fastify",
    "server/webhooks",
  ];
  return modules.map((module) => join(folder, "api", `${module}.ts`));
}
