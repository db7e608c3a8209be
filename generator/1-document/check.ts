/**
 * One document → what is wrong with it: our rules and some of Redocly's, in one walk of Redocly's over the bundled
 * document. It is loaded here and nowhere else, and places are looked up only for what is read.
 */
import type { Document, NormalizedProblem, Oas3Rule, Oas3Visitor, WalkContext } from "@redocly/openapi-core";
import type { Diagnostic, Severity } from "../diagnostics.ts";
import type { SourceOptions } from "../options.ts";
import { diagnose } from "./diagnose.ts";
import type { Loaded } from "./load.ts";
import { pointerOf } from "./pointer.ts";
import { localReferences, segmentsOfRedocly } from "./redocly-references.ts";
import { type Redocly, redoclyTypes } from "./redocly-types.ts";
import { BORROWED, RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import { sortStruct, struct } from "./rules/struct.ts";
import type { Version } from "./version.ts";

/** In the order of the walk. Never throws: should a rule, the answer says so. */
export async function checkDocument(loaded: Loaded, options: SourceOptions): Promise<readonly Diagnostic[]> {
  try {
    const problems = await walk(loaded, await import("@redocly/openapi-core"));
    return problems.flatMap((problem) => diagnosticOf(problem, loaded, options));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The description could not be checked: ${reason}.`;
    return [{ rule: "check", severity: "error", message, remedy: "This is a bug of specwright: please report it." }];
  }
}

async function walk({ bundled, version, files }: Loaded, redocly: Redocly): Promise<readonly NormalizedProblem[]> {
  const types = redoclyTypes(version, redocly);
  const { Root: rootType } = types;
  if (!rootType) throw new TypeError("Redocly has no type for the root");
  const source = new redocly.Source(files[0] ?? "", "");
  const document: Document = { source, parsed: bundled };
  const ctx: WalkContext = { problems: [], specVersion: SPEC_VERSIONS[version], visitorsData: {} };
  const visitors = await visitorsFor(version, redocly);
  redocly.walkDocument({
    document,
    rootType,
    normalizedVisitors: redocly.normalizeVisitors(visitors, types),
    resolvedRefMap: localReferences(document, bundled),
    ctx,
  });
  return ctx.problems;
}

interface NamedVisitor {
  readonly ruleId: string;
  /** Redocly's; ours is looked up by the name. */
  readonly severity: "error";
  readonly visitor: Oas3Visitor;
}

async function visitorsFor(version: Version, redocly: Redocly): Promise<NamedVisitor[]> {
  const config = await redocly.createConfig({});
  const theirs = new Map(
    config.getRulesForSpecVersion(version === "2.0" ? "oas2" : "oas3").flatMap((set) => Object.entries(set)),
  );
  const applies = ({ versions }: Rule): boolean => versions?.includes(version) ?? true;
  const borrowed = [struct, ...BORROWED].filter(applies).flatMap(({ name }) => {
    // Redocly's type for a set of rules forgets what they are; 2.0 lacks some of them.
    const made = (theirs.get(name) as Oas3Rule | undefined)?.({ severity: "error" }) ?? [];
    return (Array.isArray(made) ? made : [made]).map((visitor) => [name, visitor] as const);
  });
  const ours = RULES.filter(applies).flatMap(({ name, visitor }) => (visitor ? [[name, visitor()] as const] : []));
  return [...borrowed, ...ours].map(([ruleId, visitor]) => {
    return { ruleId, severity: "error", visitor: ruleId === struct.name ? sortStruct(visitor) : visitor };
  });
}

const SPEC_VERSIONS = { "2.0": "oas2", "3.0": "oas3_0", "3.1": "oas3_1", "3.2": "oas3_2" } as const;

const RULE_BY_NAME: ReadonlyMap<string, Rule> = new Map([...RULES, ...BORROWED].map((rule) => [rule.name, rule]));

function diagnosticOf(problem: NormalizedProblem, loaded: Loaded, options: SourceOptions): readonly Diagnostic[] {
  const rule = RULE_BY_NAME.get(problem.ruleId) ?? struct;
  const severity =
    options.rules[rule.name] ?? (options.lenient && rule.lenient ? softened(rule.severity) : rule.severity);
  if (severity === "off") return [];
  const guess = problem.suggest[0] === undefined ? "" : `Did you mean \`${problem.suggest[0]}\`? `;
  const complaint = {
    rule: rule.name,
    severity,
    message: problem.message.replaceAll(/\s+/g, " "),
    remedy: guess + rule.remedy,
  };
  const [place] = problem.location;
  const pointer = pointerOf(segmentsOfRedocly(place?.pointer ?? "#/"));
  return [diagnose(complaint, () => loaded.locate(pointer, place?.reportOnKey === true ? "key" : "value"))];
}

function softened(severity: Severity): Severity {
  return severity === "error" ? "warning" : severity;
}
