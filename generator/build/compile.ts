/** Compiles TypeScript file by file. `isolatedDeclarations` makes a type checker unnecessary. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { relativeImports, rewriteImports } from "../4-output/imports.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
};

/** Returns the declarations of `entry` and of all modules that they import, by path. */
export function declarationsOf(folder: URL, entry: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string): void => {
    const output = path.replace(/\.ts$/, ".d.ts");
    if (files.has(output)) return;
    const text = declare(path, readFileSync(new URL(path, folder), "utf8"));
    files.set(
      output,
      rewriteImports(text, (specifier) => specifier.replace(/\.ts$/, ".js")),
    );
    for (const specifier of relativeImports(text)) {
      visit(posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts"));
    }
  };
  visit(entry);
  return files;
}

/** Compiles `generated/` for the package: JavaScript and declarations; other files are copied. */
export function compileGenerated(folder: URL, prefix: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = entry.replaceAll("\\", "/");
    if (!/\.(ts|js|json)$/.test(path) || path.startsWith(".")) continue;
    const text = readFileSync(new URL(path, folder), "utf8");
    if (/(\.d\.ts|\.js|\.json)$/.test(path)) files.set(prefix + path, text);
    else {
      files.set(prefix + path.replace(/ts$/, "js"), ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText);
      files.set(prefix + path.replace(/ts$/, "d.ts"), declare(path, text));
    }
  }
  return files;
}

function declare(fileName: string, text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, { fileName, compilerOptions: OPTIONS });
  const [problem] = diagnostics;
  if (problem !== undefined) {
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`);
  }
  // `transpileDeclaration` of TypeScript 5.9 declares a static method with a computed name twice, first as a property
  return outputText.replaceAll(/^ +static \[Symbol\.hasInstance\]: .*;\n/gm, "");
}
