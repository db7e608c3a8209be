/** Public names are decided once: the table in generator/README.md lists every export that does not depend on a description. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

/** Modules that users import, with the modules whose `export *` belong to them. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  "generator/index.ts": [],
  "generated/index.ts": ["generated/client.ts"],
  "generated/server/index.ts": [],
  "generated/server/node.ts": [],
  "generated/server/hono.ts": [],
  "generated/server/express.ts": [],
  "generated/server/fastify.ts": [],
};

/** Returns the names that a module exports, without those of `export *`. */
function exportsOf(path: string): readonly string[] {
  const file = ts.createSourceFile(path, readFileSync(new URL(path, root), "utf8"), ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement): readonly string[] => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      return exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isExported !== true) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    }
    const { name } = statement as ts.DeclarationStatement; // an exported statement that is no variable is a declaration
    return name === undefined ? [] : [name.text];
  });
}

const rows = Array.from(
  readFileSync(new URL("generator/README.md", root), "utf8").matchAll(/^\| `(\w+)` \| `([\w./]+)` \| .+ \|$/gm),
  ([, name = "", module = ""]) => `${module} ${name}`,
);

test("the table of public names has one row for each export", () => {
  const exported = Object.entries(MODULES).flatMap(([module, included]) =>
    [module, ...included].flatMap(exportsOf).map((name) => `${module} ${name}`),
  );
  expect(exported.length).toBeGreaterThan(50);
  expect(rows.toSorted()).toEqual([...new Set(exported)].toSorted());
});
