/**
 * What a template may say: `{{field}}`, `{{#each list}}`, `{{#if flag}}…{{else}}…{{/if}}`, `{{> partial item}}`
 * and `{{#> hole}}default{{/hole}}`. A template lays out; whatever there is to decide, its view has decided.
 */
import { parse } from "./templates.ts";

type Statement =
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement
  | hbs.AST.MustacheStatement
  | hbs.AST.PartialStatement
  | hbs.AST.PartialBlockStatement
  | hbs.AST.BlockStatement
  | (hbs.AST.Node & { readonly type: "Decorator" | "DecoratorBlock" });

const BLOCKS: ReadonlySet<string> = new Set(["if", "each"]);

/** One sentence with its line for each thing in `source` that a template may not say. */
export function lintTemplate(source: string): readonly string[] {
  const problems: string[] = [];
  lintProgram(parse(source), (node, problem) => problems.push(`line ${node.loc.start.line}: ${problem}`));
  return problems;
}

type Complain = (node: hbs.AST.Node, problem: string) => void;

function lintProgram(program: hbs.AST.Program, complain: Complain): void {
  // the parser's types leave open which statements there are
  for (const node of program.body as Statement[]) {
    switch (node.type) {
      case "ContentStatement":
      case "CommentStatement":
        break;
      case "MustacheStatement":
        if (!node.escaped) complain(node, "{{{…}}} and {{&…}}: there is no escaping to switch off");
        lintField(node.path, complain);
        lintArguments(node, 0, complain);
        break;
      case "PartialStatement":
      case "PartialBlockStatement":
        if (!isPath(node.name)) complain(node, "a partial must be named, not computed");
        lintArguments(node, 1, complain);
        if (node.type === "PartialBlockStatement") lintProgram(node.program, complain);
        break;
      case "BlockStatement":
        lintBlock(node, complain);
        break;
      case "Decorator":
      case "DecoratorBlock":
        complain(node, `${node.type} is not for templates`);
    }
  }
}

function lintBlock(node: hbs.AST.BlockStatement, complain: Complain): void {
  const helper = node.path.original;
  if (!BLOCKS.has(helper)) complain(node, `{{#${helper}}}: there are only {{#if}} and {{#each}}`);
  if (node.params.length === 0) complain(node, `{{#${helper}}} of nothing`);
  lintArguments(node, 1, complain);
  // absent where the block has no such half, though the types say otherwise
  const [body, otherwise] = [node.program, node.inverse] as (hbs.AST.Program | undefined)[];
  if (body?.blockParams !== undefined) complain(node, "block parameters: the view gives each item its fields");
  if (helper === "each" && otherwise !== undefined) complain(node, "{{else}} of {{#each}}: the view says {{#if}}");
  for (const program of [body, otherwise]) if (program !== undefined) lintProgram(program, complain);
}

function lintArguments(node: Call, most: number, complain: Complain): void {
  if (node.params.length > most) complain(node, "too many arguments");
  if (node.hash !== undefined) complain(node, "named arguments: the view gives the partial its item");
  for (const parameter of node.params) lintField(parameter, complain);
}

function lintField(node: hbs.AST.Node, complain: Complain): void {
  if (!isPath(node)) return complain(node, `${node.type} instead of a field`);
  const { original, parts, data, depth } = node;
  if (original === "this") return;
  if (data || depth > 0 || parts.length !== 1 || original !== parts[0]) {
    complain(node, `${original} is more than the name of a field`);
  } else if (original in Object.prototype || BLOCKS.has(original)) {
    complain(node, `${original} is not a field's name: every object or the engine has it`);
  }
}

type Call = hbs.AST.Node & { readonly params: hbs.AST.Expression[]; readonly hash?: hbs.AST.Hash };

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}
