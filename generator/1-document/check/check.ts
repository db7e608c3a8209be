/**
 * One document → what is wrong with it: our rules and some of Redocly's, in one walk of Redocly's over the bundled
 * document. It is loaded here and nowhere else, and places are looked up only for what is read.
 */
import type { Document, NormalizedProblem, WalkContext } from "@redocly/openapi-core";
import { type Diagnostic, type Severity, hasErrors } from "../../diagnostics.ts";
import type { SourceOptions } from "../../options.ts";
import type { JsonObject } from "../json.ts";
import type { LoadedDescription } from "../load/load.ts";
import { type BrokenPart, originalSteps, brokenReferencePart, withoutBrokenParts } from "../broken-parts.ts";
import { formatPointer, parsePointer } from "../pointer.ts";
import { lazyDiagnostic } from "../load/reading/lazy-diagnostic.ts";
import { danglingReferences, localReferences, segmentsOfRedocly } from "./redocly/references.ts";
import { redoclyTypes } from "./redocly/types.ts";
import { visitorsFor } from "./redocly/visitors.ts";
import { CHECKING } from "./rule-list.ts";
import { type Rule, remedyWithLeniency } from "../rule.ts";
import { struct } from "./rules/struct.ts";

export interface Inspected {
  /** In the order of the walk. */
  readonly diagnostics: readonly Diagnostic[];
  /** Without what is broken and stops nobody: what to generate from if no diagnostic is an error. */
  readonly loaded: LoadedDescription;
}

/** What is left out may have held something else up: so often is looked again. */
const ROUNDS = 8;

/** Never throws: should a rule, the answer says so. */
export async function checkDocument(loaded: LoadedDescription, options: SourceOptions): Promise<Inspected> {
  const failures: unknown[] = [];
  const told = new Map<string, Diagnostic>();
  const omissions = new Map<string, BrokenPart>();
  let document = loaded.bundled;
  for (let round = 0, before = -1; round < ROUNDS && before < omissions.size; round += 1) {
    before = omissions.size;
    const left = [...omissions.values()];
    for (const problem of await walk(document, loaded, (error) => failures.push(error))) {
      const rule = RULE_BY_NAME.get(problem.ruleId) ?? struct;
      if (rule.needs !== undefined && loaded.missing.has(rule.needs)) continue;
      const severity = severityOf(rule, options);
      const [place] = problem.location;
      const steps = originalSteps(segmentsOfRedocly(place?.pointer ?? "#/"), loaded.bundled, left);
      if (severity !== "off") {
        const complaint = { rule: rule.name, severity, message: sentenceOf(problem), remedy: remedyWithLeniency(rule) };
        const site = { pointer: formatPointer(steps), part: place?.reportOnKey === true ? "key" : "value" } as const;
        const id = `${rule.name} ${site.pointer} ${complaint.message}`;
        told.set(id, told.get(id) ?? lazyDiagnostic(complaint, () => loaded.locate(site.pointer, site.part)));
      }
      if (severity === "error" || rule.omits === undefined) continue;
      const omission = rule.omits(steps, problem.message);
      if (omission) omissions.set(formatPointer(omission.steps), omission);
    }
    document = omitWithReferences(loaded.bundled, omissions);
  }
  const diagnostics = [...wrongRules(options), ...told.values()];
  const isFine = failures.length === 0 || hasErrors(diagnostics);
  const remaining = omissions.size === 0 ? loaded : withoutOmissions(loaded, document, [...omissions.values()]);
  return { diagnostics: isFine ? diagnostics : [...diagnostics, bug(failures[0])], loaded: remaining };
}

function withoutOmissions(
  loaded: LoadedDescription,
  bundled: JsonObject,
  omissions: readonly BrokenPart[],
): LoadedDescription {
  const locate: LoadedDescription["locate"] = (pointer, part) =>
    loaded.locate(formatPointer(originalSteps(parsePointer(pointer), loaded.bundled, omissions)), part);
  return { ...loaded, bundled, locate };
}

/** Also without the references that then lead nowhere, which join `omissions`. */
function omitWithReferences(bundled: JsonObject, omissions: Map<string, BrokenPart>): JsonObject {
  if (omissions.size === 0) return bundled;
  for (;;) {
    const known = [...omissions.values()];
    const document = withoutBrokenParts(bundled, known);
    for (const { steps, kind } of danglingReferences(document)) {
      const original = originalSteps(steps, bundled, known);
      omissions.set(formatPointer(original), brokenReferencePart(original, kind));
    }
    if (omissions.size === known.length) return document;
  }
}

async function walk(
  parsed: JsonObject,
  { version, files }: LoadedDescription,
  failed: (error: unknown) => void,
): Promise<NormalizedProblem[]> {
  const redocly = await import("./redocly/redocly.ts");
  const ctx: WalkContext = { problems: [], specVersion: SPEC_VERSIONS[version], visitorsData: {} };
  try {
    const types = redoclyTypes(version, redocly);
    const document: Document = { source: new redocly.Source(files[0] ?? "", ""), parsed };
    redocly.walkDocument({
      document,
      rootType: types.Root,
      normalizedVisitors: redocly.normalizeVisitors(visitorsFor(version, redocly, failed), types),
      resolvedRefMap: localReferences(document, parsed),
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

const RULE_BY_NAME: ReadonlyMap<string, Rule> = new Map(CHECKING.map((rule) => [rule.name, rule]));

function severityOf(rule: Rule, { rules, lenient }: SourceOptions): Severity | "off" {
  const softened = lenient && rule.lenient !== undefined && rule.severity === "error" ? "warning" : rule.severity;
  return rules[rule.name] ?? softened;
}

/** On one line, and with a full stop: Redocly's own have line breaks, and not all of them end. */
function sentenceOf({ message, suggest }: NormalizedProblem): string {
  const guess = suggest[0] === undefined ? "" : ` Did you mean \`${suggest[0]}\`?`;
  return message.replaceAll(/\s+/g, " ").replace(/[^.?!]$/, "$&.") + guess;
}

/** Rules that are none, and those that must hold: the stages to come count on it. */
function wrongRules({ rules }: SourceOptions): readonly Diagnostic[] {
  return Object.entries(rules).flatMap(([name, severity]): Diagnostic[] => {
    const rule = RULE_BY_NAME.get(name);
    if (rule === undefined) return [wrongRule(`There is no rule \`${name}\` whose severity could be set.`)];
    return mustHold(rule) && severity !== "error"
      ? [wrongRule(`What \`${name}\` finds can be nothing but an error.`)]
      : [];
  });
}

function wrongRule(message: string): Diagnostic {
  const remedy = "Remove it from `rules`, or write the name of another rule as diagnostics have it.";
  return { rule: "wrong-rule", severity: "error", message, remedy };
}

/** What the stages to come count on. */
export function mustHold({ severity, lenient }: Rule): boolean {
  return severity === "error" && lenient === undefined;
}
