/**
 * Checks that a template only lays out code, because its view makes all decisions. A template may contain `{{field}}`,
 * `{{#each list}}`, `{{#if flag}}…{{else}}…{{/if}}`, `{{> partial item}}` and `{{#> hole}}default{{/hole}}`.
 */
import { parseTemplate } from "./templates.ts";

type Statement =
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement
  | hbs.AST.MustacheStatement
  | hbs.AST.PartialStatement
  | hbs.AST.PartialBlockStatement
  | hbs.AST.BlockStatement
  | (hbs.AST.Node & { readonly type: "Decorator" | "DecoratorBlock" });

const BLOCKS: ReadonlySet<string> = new Set(["if", "each"]);

/** Returns a sentence with a line number for each construct that templates must not contain. */
export function lintTemplate(source: string): readonly string[] {
  const problems: string[] = [];
  lintProgram(parseTemplate(source), (node, problem) => problems.push(`line ${node.loc.start.line}: ${problem}`));
  return problems;
}

type ReportProblem = (node: hbs.AST.Node, problem: string) => void;

function lintProgram(program: hbs.AST.Program, report: ReportProblem): void {
  // the types of the parser do not list the statements
  for (const node of program.body as Statement[]) {
    switch (node.type) {
      case "ContentStatement":
      case "CommentStatement":
        break;
      case "MustacheStatement":
        if (!node.escaped) report(node, "{{{…}}} and {{&…}}: values are already escaped: write {{…}}");
        lintField(node.path, report);
        lintArguments(node, 0, report);
        break;
      case "PartialStatement":
      case "PartialBlockStatement":
        if (!isPathExpression(node.name)) report(node, "a partial must have a fixed name");
        lintArguments(node, 1, report);
        if (node.type === "PartialBlockStatement") lintProgram(node.program, report);
        break;
      case "BlockStatement":
        lintBlock(node, report);
        break;
      case "Decorator":
      case "DecoratorBlock":
        report(node, `${node.type} is not allowed in templates`);
    }
  }
}

function lintBlock(node: hbs.AST.BlockStatement, report: ReportProblem): void {
  const helper = node.path.original;
  if (!BLOCKS.has(helper)) report(node, `{{#${helper}}}: only {{#if}} and {{#each}} are allowed`);
  if (node.params.length === 0) report(node, `{{#${helper}}} needs a field`);
  lintArguments(node, 1, report);
  // either part can be missing, which the types do not say
  const [body, otherwise] = [node.program, node.inverse] as (hbs.AST.Program | undefined)[];
  if (body?.blockParams !== undefined) {
    report(node, "block parameters are not allowed: put fields into the items of the view");
  }
  if (helper === "each" && otherwise !== undefined) {
    report(node, "{{else}} of {{#each}} is not allowed: use {{#if}} with a flag of the view");
  }
  for (const program of [body, otherwise]) if (program !== undefined) lintProgram(program, report);
}

function lintArguments(node: HelperCall, max: number, report: ReportProblem): void {
  if (node.params.length > max) report(node, "too many arguments");
  if (node.hash !== undefined) {
    report(node, "named arguments are not allowed: put the fields into the item of the partial");
  }
  for (const parameter of node.params) lintField(parameter, report);
}

function lintField(node: hbs.AST.Node, report: ReportProblem): void {
  if (!isPathExpression(node)) return report(node, `${node.type} instead of a field`);
  const { original, parts, data, depth } = node;
  if (original === "this") return;
  if (data || depth > 0 || parts.length !== 1 || original !== parts[0]) {
    report(node, `${original} is not the name of a field`);
  } else if (original in Object.prototype || BLOCKS.has(original)) {
    report(node, `${original} is reserved: objects or the engine already define it`);
  }
}

type HelperCall = hbs.AST.Node & { readonly params: hbs.AST.Expression[]; readonly hash?: hbs.AST.Hash };

function isPathExpression(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}
