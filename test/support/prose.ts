/** Finds the sentences of the project, and what plain technical English forbids in them. */
import { readFileSync } from "node:fs";
import ts from "typescript";

/** A comment, or a string literal that reads like a sentence. */
export interface Passage {
  readonly kind: "comment" | "string";
  readonly line: number;
  readonly text: string;
  /** The declaration that a doc comment stands above. */
  readonly declares?: "function" | "other";
}

/** A passage and the rule that it breaks. */
export interface ProseProblem {
  readonly line: number;
  readonly rule: string;
  readonly text: string;
}

/** First words that start a riddle instead of a statement. */
const OPENINGS =
  /^(?:What|Of|Whether|Those|By|That|Where|How|So|Who|Whose|Which|Whatever|Nobody|Somebody|Nothing|None|Neither|As|But|Just|Such|Or|And|Yes|No)\b(?! longer)/;

/** Words that `plain-words` replaces by a standard term, with the term. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\banswer(?:s|ed|ing)?\b/i, "response"],
  [/\b(?:il)?legal(?:ly)?\b/i, "valid or invalid"],
  [/\b(?:nobody|somebody|anybody|whoever|whomever)\b/i, "name the party: the client, the server, the user"],
  [/\bbearable\b|\bin vain\b|\bnone such\b|\bas it is one\b/i, "a plain statement"],
  [/\bspelled out\b|\bspelt\b|\bspells?\b/i, "encode, write"],
  [/\bheld? against\b|\bheld? to (?:the|its|their)\b/i, "validate, check"],
  [/\bquarrels?\b|\bsurprises?\b|\bpatien(?:t|ce)\b|\briddles?\b/i, "a standard term"],
  [/\bplease\b/i, "an imperative"],
  [/\bcomplain(?:s|t|ts|ed)?\b/i, "problem, error"],
];

const LONGEST_SENTENCE = 25;

/** Returns the comments of TypeScript source, and its string literals of three words or more. */
export function passagesOf(path: string, source: string): readonly Passage[] {
  return path.endsWith(".hbs") ? commentsOfTemplate(source) : [...commentsOf(path, source)];
}

function* commentsOf(path: string, source: string): Generator<Passage> {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const seen = new Set<number>();
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  const waiting: ts.Node[] = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const ranges = [
      ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges) {
      if (seen.has(pos)) continue;
      seen.add(pos);
      yield {
        kind: "comment",
        line: lineOf(pos),
        text: textOfComment(source.slice(pos, end)),
        declares: kindOf(node, pos, source),
      };
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isStringLiteralLike(node)
        ? node.text
        : [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join("…");
      if (isSentence(text) && !ts.isImportDeclaration(node.parent)) {
        yield { kind: "string", line: lineOf(node.getStart()), text };
      }
    }
    waiting.push(...node.getChildren(file));
  }
}

/** Returns whether a comment documents a function: only then must it begin with a verb. */
function kindOf(node: ts.Node, position: number, source: string): "function" | "other" {
  if (!source.startsWith("/**", position)) return "other";
  let current: ts.Node | undefined = node;
  while (current !== undefined && current.getFullStart() === node.getFullStart()) {
    if (ts.isFunctionDeclaration(current) || ts.isMethodDeclaration(current)) return "function";
    current = current.parent;
  }
  return "other";
}

function commentsOfTemplate(source: string): readonly Passage[] {
  return Array.from(source.matchAll(/\/\*\*?[\s\S]*?\*\/|(?<=^|[\s;])\/\/ .*$/gm), ({ 0: text, index }) => ({
    kind: "comment",
    line: source.slice(0, index).split("\n").length,
    text: textOfComment(text),
  }));
}

function textOfComment(comment: string): string {
  return comment
    .replace(/^\/\*\*?|\*\/$|^\/\/\/?/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, ""))
    .join("\n")
    .trim();
}

/** Returns whether a string reads like a sentence: three words of letters, and no sign of code. */
function isSentence(text: string): boolean {
  return (
    /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/.test(text) &&
    !/[{};]\s*$|=>|^\s*(?:import|export|const|return|function)\b/.test(text)
  );
}

/** Returns what is wrong with one passage. */
export function problemsOf({ kind, line, text, declares }: Passage): readonly ProseProblem[] {
  const problems: ProseProblem[] = [];
  const prose = withoutCode(text);
  const tell = (rule: string): void => void problems.push({ line, rule, text: text.split("\n")[0] ?? "" });
  if (kind === "comment" && OPENINGS.test(prose)) tell("opens like a riddle");
  if (kind === "comment" && declares === "function" && !/^(?:[A-Z][a-z]+s|Does|Has)\b/.test(prose)) {
    tell("a function's comment begins with a verb in the third person");
  }
  for (const [word, instead] of WORDS) {
    const found = word.exec(prose);
    if (found) tell(`says "${found[0]}": say ${instead}`);
  }
  for (const sentence of prose.split(/[.!?:;](?=\s|$)|\n\n|\n(?=[-*|@])/)) {
    const words = sentence.split(/\s+/).filter((word) => /[A-Za-z]/.test(word));
    if (words.length > LONGEST_SENTENCE) tell(`has a sentence of ${words.length} words`);
  }
  return problems;
}

/** Replaces code, which is not prose: what stands in backticks, indented blocks, tags and links. */
function withoutCode(text: string): string {
  return text
    .replace(/```[\s\S]*?```/g, "")
    .replace(/@example[\s\S]*?(?=\n@|$)/g, "")
    .replace(/^ {4}.*$/gm, "")
    .replace(/`[^`]*`/g, "code")
    .replace(/\{@link [^}]*\}|https?:\S+/g, "link")
    .replace(/"[^"\n]*"/g, "quoted")
    .trim();
}

/** Returns the problems of one file of the project. */
export function problemsOfFile(root: URL, path: string): readonly ProseProblem[] {
  return passagesOf(path, readFileSync(new URL(path, root), "utf8")).flatMap(problemsOf);
}
