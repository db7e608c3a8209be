/**
 * Finds forbidden code in generated files, in one pass over the syntax tree. Text of a description is allowed in
 * strings, in property names, and in comments that no tool obeys.
 */
import { posix } from "node:path";
import ts from "typescript";

export interface ScanOptions {
  /** The string in every payload. As an identifier, an expression or a pattern, it has become code. */
  readonly mark?: string;
}

/** Returns the problems of a file, one sentence each. */
export function scan(path: string, text: string, { mark = "\0" }: ScanOptions = {}): readonly string[] {
  const kind = path.endsWith(".js") ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) as Parsed;
  const found = file.parseDiagnostics.map(
    ({ messageText }) => `syntax: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
  const quoted: ts.Node[] = [];

  function visit(node: ts.Node): void {
    const problem = problemOf(node, mark);
    if (problem !== undefined) found.push(`${problem}: ${node.getText(file).slice(0, 200)}`);
    if (isQuoted(node)) quoted.push(node);
    ts.forEachChild(node, visit);
  }
  visit(file);
  for (const statement of file.statements) if (!isHarmless(statement)) found.push(`runs: ${statement.getText(file)}`);
  for (const specifier of specifiersOf(file)) if (!isKnown(path, specifier)) found.push(`imports ${specifier}`);
  found.push(...directivesFor(file), ...commentsOf(text, file, quoted).flatMap(ordersIn), ...charactersIn(text));
  return found.map((problem) => `${path}: ${problem}`);
}

/** Data of the parser that TypeScript does not declare publicly, such as directives in comments. */
interface Parsed extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.Diagnostic[];
  readonly commentDirectives?: readonly unknown[];
  readonly checkJsDirective?: unknown;
  readonly pragmas?: ReadonlyMap<string, unknown>;
}

/** Identifiers that run strings as code or reach outside of the module. */
const FORBIDDEN = new Set(
  "eval Function require process module __dirname __filename Deno Bun child_process fs importScripts Worker document".split(
    " ",
  ),
);

function problemOf(node: ts.Node, mark: string): string | undefined {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
    if (node.text.includes(mark)) return "an identifier out of a payload";
    return FORBIDDEN.has(node.text) && !isMemberName(node) ? "forbidden" : undefined;
  }
  if (ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node)) {
    const isType = ts.isTemplateLiteralTypeNode(node.parent) || ts.isTemplateLiteralTypeSpan(node.parent);
    if (node.text.includes(mark) && !(isType && /^[\w./+-]*$/.test(node.text))) return "a payload out of quotes";
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return "dynamic import";
  if (ts.isImportTypeNode(node)) return "type import";
  if (ts.isMetaProperty(node)) return "import.meta";
  if (ts.isModuleDeclaration(node) || ts.isEnumDeclaration(node)) return "forbidden declaration";
  if (ts.isWithStatement(node) || ts.isLabeledStatement(node)) return "forbidden statement";
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "any";
  if (ts.isPropertyAssignment(node) && isPrototype(node.name)) return "sets a prototype";
  return undefined;
}

function isQuoted(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node);
}

/** Returns true if the identifier is only a property name, as in `.process`, `process:` and `{ process }`. */
function isMemberName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    "name" in parent && parent.name === node && !ts.isVariableDeclaration(parent) && !ts.isFunctionDeclaration(parent)
  );
}

function isPrototype(name: ts.PropertyName): boolean {
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text === "__proto__";
}

/** Returns true for declarations. Other statements at the top level would run code. */
function isHarmless(statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isVariableStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement)
  );
}

function specifiersOf({ statements }: ts.SourceFile): readonly string[] {
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
  });
}

/** Packages by the only file that may import them. Only the Node adapter may import `node:http`. */
const PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(client|runtime\/client\/[\w-]+)\.ts$/, /^openapi-fetch$/],
  [/^server\/(hono|express|fastify)\.ts$/, /^(hono|express|fastify)$/],
  [/^server\/(node(\/[a-z-]+)?|express|fastify)\.ts$/, /^node:(http|net|stream)$/],
];

function isKnown(path: string, specifier: string): boolean {
  if (/^(?:\.|\.\.(?:\/\.\.)*)(?:\/[a-z0-9-]+)+\.js$/.test(specifier)) {
    return !posix.join(posix.dirname(path), specifier).startsWith(".."); // nothing above what was generated
  }
  return PACKAGES.some(([where, what]) => where.test(path) && what.test(specifier));
}

function directivesFor(file: Parsed): readonly string[] {
  const { commentDirectives = [], checkJsDirective, pragmas = new Map() } = file;
  const references = [...file.referencedFiles, ...file.typeReferenceDirectives, ...file.libReferenceDirectives];
  const pairs = [...file.amdDependencies, ...references, ...commentDirectives, ...pragmas.keys()].map(String);
  return [...pairs, ...(checkJsDirective === undefined ? [] : ["checkJs"])].map((what) => `the compiler obeys ${what}`);
}

/** Returns the comments of a file. */
function commentsOf(text: string, file: ts.SourceFile, quoted: readonly ts.Node[]): readonly string[] {
  const ends = new Map(quoted.map((node) => [node.getStart(file), node.end]));
  const comments: string[] = [];
  const mark = /\/\*|\/\/|["'`/]/g;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const [opening] = match;
    const closing = ends.get(match.index) ?? (opening === "/*" ? text.indexOf("*/", match.index + 2) + 2 : undefined);
    if (closing !== undefined) mark.lastIndex = closing;
    else if (opening === "//") mark.lastIndex = (text.indexOf("\n", match.index) + 1 || text.length + 1) - 1;
    if (opening === "/*" || opening === "//") comments.push(text.slice(match.index, mark.lastIndex));
  }
  return comments;
}

/** Comments that compilers, bundlers, test runners, minifiers and browsers obey. */
const TAGS = "(?:deprecated|default|example|see|description|enum|constant|param|typeParam|throws)\\b";
const ORDERS: readonly RegExp[] = [
  /(?<!\\)@(?:ts-|jsx|vitest-|jest-|license|preserve|cc_on|vite-|flow|__)/i,
  /[#@]\s*source(?:Mapping)?URL/i,
  /#__/,
  /<\s*(?:reference|amd-)/i,
  /^\/\*!/,
  /^\/\/!/,
  /^\/[*/]\s*(?:eslint|oxlint|prettier|biome|webpack|istanbul|c8|v8|global)/i,
  new RegExp(`(?:^/\\*\\*?|\\n\\s*\\*?)\\s*@(?!${TAGS})`),
];

/** The annotation that `validators.ts` adds to its own calls. */
const PURE = "/* @__PURE__ */";

function ordersIn(comment: string): readonly string[] {
  if (comment === PURE) return [];
  return ORDERS.flatMap((order) => {
    const found = order.exec(comment);
    return found === null ? [] : [`an order in a comment: ${comment.slice(found.index, found.index + 80)}`];
  });
}

/** Forbidden characters and strings: line separators, ends of scripts, bidirectional controls, source map comments. */
const CHARACTERS =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|<\/script|<!--|[#@]\s*source(?:Mapping)?URL=/giu;

function charactersIn(text: string): readonly string[] {
  return [...new Set(text.match(CHARACTERS))].map((found) => `holds ${JSON.stringify(found)}`);
}
