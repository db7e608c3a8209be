/**
 * One document → what is wrong with it: our rules and some of Redocly's, in one walk of Redocly's over the bundled
 * document. It is loaded here and nowhere else, and places are looked up only for what is read.
 */
import type { Document, NormalizedProblem, WalkContext } from "@redocly/openapi-core";
import { type Diagnostic, type Severity, hasErrors } from "../diagnostics.ts";
import type { SourceOptions } from "../options.ts";
import { diagnose } from "./diagnose.ts";
import type { Loaded } from "./load.ts";
import { pointerOf } from "./pointer.ts";
import { localReferences, segmentsOfRedocly } from "./redocly-references.ts";
import { redoclyTypes } from "./redocly-types.ts";
import { visitorsFor } from "./redocly-visitors.ts";
import { BORROWED, RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import { struct } from "./rules/struct.ts";

/** In the order of the walk. Never throws: should a rule, the answer says so. */
export async function checkDocument(loaded: Loaded, options: SourceOptions): Promise<readonly Diagnostic[]> {
  const failures: unknown[] = [];
  const problems = await walk(loaded, (error) => failures.push(error));
  const diagnostics = [
    ...wrongRules(options),
    ...problems.flatMap((problem) => diagnosticOf(problem, loaded, options)),
  ];
  return failures.length === 0 || hasErrors(diagnostics) ? diagnostics : [...diagnostics, bug(failures[0])];
}

async function walk(
  { bundled, version, files }: Loaded,
  failed: (error: unknown) => void,
): Promise<NormalizedProblem[]> {
  const redocly = await import("@redocly/openapi-core");
  const ctx: WalkContext = { problems: [], specVersion: SPEC_VERSIONS[version], visitorsData: {} };
  try {
    const types = redoclyTypes(version, redocly);
    const document: Document = { source: new redocly.Source(files[0] ?? "", ""), parsed: bundled };
    redocly.walkDocument({
      document,
      rootType: types.Root,
      normalizedVisitors: redocly.normalizeVisitors(await visitorsFor(version, redocly, failed), types),
      resolvedRefMap: localReferences(document, bundled),
      ctx,
    });
  } catch (error) {
    failed(error);
  }
  return ctx.problems;
}

function bug(error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The description could not be checked: ${reason}.`;
  return { rule: "check", severity: "error", message, remedy: "This is a bug of specwright: please report it." };
}

const SPEC_VERSIONS = { "2.0": "oas2", "3.0": "oas3_0", "3.1": "oas3_1", "3.2": "oas3_2" } as const;

const RULE_BY_NAME: ReadonlyMap<string, Rule> = new Map([...RULES, ...BORROWED].map((rule) => [rule.name, rule]));

function diagnosticOf(problem: NormalizedProblem, loaded: Loaded, options: SourceOptions): readonly Diagnostic[] {
  const rule = RULE_BY_NAME.get(problem.ruleId) ?? struct;
  const severity =
    options.rules[rule.name] ?? (options.lenient && rule.lenient ? softened(rule.severity) : rule.severity);
  if (severity === "off") return [];
  const guess = problem.suggest[0] === undefined ? "" : ` Did you mean \`${problem.suggest[0]}\`?`;
  const message = sentence(problem.message) + guess;
  const complaint = { rule: rule.name, severity, message, remedy: rule.remedy };
  const [place] = problem.location;
  const pointer = pointerOf(segmentsOfRedocly(place?.pointer ?? "#/"));
  return [diagnose(complaint, () => loaded.locate(pointer, place?.reportOnKey === true ? "key" : "value"))];
}

/** On one line, and with a full stop: Redocly's own have line breaks, and not all of them end. */
function sentence(message: string): string {
  return message.replaceAll(/\s+/g, " ").replace(/[^.?!]$/, "$&.");
}

/** Rules that are none, and those that must hold: the stages to come count on it. */
function wrongRules({ rules }: SourceOptions): readonly Diagnostic[] {
  return Object.entries(rules).flatMap(([name, severity]): Diagnostic[] => {
    const rule = RULE_BY_NAME.get(name);
    if (rule === undefined) return [wrongRule(`There is no rule \`${name}\` whose severity could be set.`)];
    const mustHold = rule.severity === "error" && !rule.lenient;
    return mustHold && severity !== "error" ? [wrongRule(`What \`${name}\` finds can be nothing but an error.`)] : [];
  });
}

function wrongRule(message: string): Diagnostic {
  const remedy = "Remove it from `rules`, or write the name of another rule as diagnostics have it.";
  return { rule: "wrong-rule", severity: "error", message, remedy };
}

function softened(severity: Severity): Severity {
  return severity === "error" ? "warning" : severity;
}
