/** Names with a meaning of their own in generated code, collected from the code: globals and the words of templates. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

const templates = new URL("../../templates/", import.meta.url);
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Returns the global values, types and namespaces of ECMAScript and the DOM. */
export function globalNames(): readonly string[] {
  const fileName = "/empty.ts";
  const options: ts.CompilerOptions = { lib: ["lib.esnext.d.ts", "lib.dom.d.ts"], types: [], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === fileName ? ts.createSourceFile(name, "", ts.ScriptTarget.ESNext) : read(name, ...rest);
  const program = ts.createProgram([fileName], options, host);
  const file = program.getSourceFile(fileName);
  if (file === undefined) throw new Error("The program has no file.");
  const kinds = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  return program
    .getTypeChecker()
    .getSymbolsInScope(file, kinds)
    .map(({ name }) => name)
    .filter((name) => IDENTIFIER.test(name));
}

/** Returns the words of the templates, and the names that the copied files import and export. */
export function templateNames(): readonly string[] {
  const files = readdirSync(templates, { recursive: true, encoding: "utf8" });
  const found = files.flatMap((path) => {
    if (!/\.(?:ts|hbs)$/.test(path)) return [];
    const text = readFileSync(new URL(path, templates), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
    return path.endsWith(".hbs") ? wordsIn(text) : declarationsIn(text).flatMap(wordsIn);
  });
  return [...new Set(found)];
}

/** Returns the import statements, and the heads of exported declarations. */
function declarationsIn(text: string): readonly string[] {
  return text.match(/^(?:import|export)\b[^;={(<]*(?:\{[^}]*\})?/gm) ?? [];
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}
