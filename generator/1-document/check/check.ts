/**
 * Checks a document by our rules and some of Redocly's, in one walk over the bundled document. Redocly is loaded only
 * here. Lines and columns are looked up only for reported problems.
 */
import type { Document, NormalizedProblem, WalkContext } from "@redocly/openapi-core";
import { type Diagnostic, type Severity, hasErrors } from "../../diagnostics.ts";
import { nearest } from "../../nearest.ts";
import type { SourceOptions } from "../../options.ts";
import { type JsonObject, valueAt } from "../json.ts";
import { isStackOverflow, rememberLocation } from "../failure-place.ts";
import type { LoadedDescription } from "../load/load.ts";
import type { SourceMark } from "../load/reading/source-text.ts";
import { type BrokenPart, originalStepsIn, brokenReferencePart, withoutBrokenParts } from "../broken-parts.ts";
import { formatPointer, parsePointer } from "../pointer.ts";
import { lazyDiagnostic } from "../load/reading/lazy-diagnostic.ts";
import { danglingReferences, localReferences, segmentsOfRedocly } from "./redocly/resolved-references.ts";
import { redoclyTypes } from "./redocly/node-types.ts";
import { visitorsFor } from "./redocly/rule-visitors.ts";
import { LOADER_RULES } from "../load/loader-rules.ts";
import { CHECK_RULES } from "./rule-list.ts";
import { type Rule, remedyWithLeniency } from "../rule.ts";
import { struct } from "./rules/struct.ts";

/** The result of a check. */
export interface CheckResult {
  /** Diagnostics in the order of the walk. */
  readonly diagnostics: readonly Diagnostic[];
  /** The document without its invalid parts. Generation can use it if no diagnostic is an error. */
  readonly loaded: LoadedDescription;
}

/** Removing an invalid part can break references to it, so the check runs again, at most this many times. */
const MAX_ROUNDS = 8;

/**
 * Checks a document. An error in a rule becomes a diagnostic. Throws a `RangeError` if the stack is too small for the
 * references of the document: the command line then tries again with a larger one.
 */
export async function checkDocument(loaded: LoadedDescription, options: SourceOptions): Promise<CheckResult> {
  const failures: RuleFailure[] = [];
  const diagnosed = new Map<string, Diagnostic>();
  const omissions = new Map<string, BrokenPart>();
  let document = loaded.bundled;
  for (let round = 0, before = -1; round < MAX_ROUNDS && before < omissions.size; round += 1) {
    before = omissions.size;
    const originalSteps = originalStepsIn(loaded.bundled, [...omissions.values()]);
    failures.length = 0; // errors of earlier rounds were caused by parts that are left out now
    for (const problem of await walk(document, { loaded, options }, (failure) => failures.push(failure))) {
      const rule = RULE_BY_NAME.get(problem.ruleId) ?? struct;
      if (rule.needs !== undefined && loaded.missing.has(rule.needs)) continue;
      if (rule.isSolvedBy?.(options) === true) continue;
      const severity = severityOf(rule, options);
      const [place] = problem.location;
      const steps = originalSteps(segmentsOfRedocly(place?.pointer ?? "#/"));
      if (severity !== "off") {
        const value = valueAt(loaded.bundled, steps);
        const message = messageOf(problem, place?.reportOnKey === true ? steps.at(-1) : value);
        const finding = { rule: rule.name, severity, message, remedy: remedyWithLeniency(rule) };
        const target = { pointer: formatPointer(steps), part: place?.reportOnKey === true ? "key" : "value" } as const;
        const id = `${rule.name} ${target.pointer} ${finding.message}`;
        diagnosed.set(
          id,
          diagnosed.get(id) ?? lazyDiagnostic(finding, () => loaded.locate(target.pointer, target.part)),
        );
      }
      if (severity === "error" || rule.omits === undefined) continue;
      const omission = rule.omits(steps, problem.message, valueAt(loaded.bundled, steps));
      if (omission) omissions.set(formatPointer(omission.steps), omission);
    }
    document = omitWithReferences(loaded.bundled, omissions);
  }
  const overflow = failures.find(({ error }) => isStackOverflow(error));
  if (overflow !== undefined) {
    rememberLocation(overflow.error, locateFailure(overflow, loaded).location);
    throw overflow.error;
  }
  const diagnostics = [...ruleSettingProblems(options), ...diagnosed.values()];
  const isExplained = failures.length === 0 || hasErrors(diagnostics);
  const remaining = omissions.size === 0 ? loaded : withoutOmissions(loaded, document, [...omissions.values()]);
  return {
    diagnostics: isExplained
      ? diagnostics
      : [...diagnostics, ...failures.slice(0, 1).map((failure) => internalError(failure, loaded))],
    loaded: remaining,
  };
}

function withoutOmissions(
  loaded: LoadedDescription,
  bundled: JsonObject,
  omissions: readonly BrokenPart[],
): LoadedDescription {
  const originalSteps = originalStepsIn(loaded.bundled, omissions);
  const locate: LoadedDescription["locate"] = (pointer, part) =>
    loaded.locate(formatPointer(originalSteps(parsePointer(pointer))), part);
  return { ...loaded, bundled, locate };
}

/** Returns the document without the omissions. References that lose their target are removed too, and added to `omissions`. */
function omitWithReferences(bundled: JsonObject, omissions: Map<string, BrokenPart>): JsonObject {
  if (omissions.size === 0) return bundled;
  for (;;) {
    const known = [...omissions.values()];
    const document = withoutBrokenParts(bundled, known);
    const originalSteps = originalStepsIn(bundled, known);
    for (const { steps, kind } of danglingReferences(document)) {
      const original = originalSteps(steps);
      omissions.set(formatPointer(original), brokenReferencePart(original, kind));
    }
    if (omissions.size === known.length) return document;
  }
}

async function walk(
  parsed: JsonObject,
  { loaded: { version, files }, options }: { readonly loaded: LoadedDescription; readonly options: SourceOptions },
  failed: (failure: RuleFailure) => void,
): Promise<NormalizedProblem[]> {
  const redocly = await import("./redocly/redocly.ts");
  let pointer = "#/";
  const fail = (error: unknown): void => failed({ error, pointer });
  const enter = (entered: string): void => void (pointer = entered);
  const ctx: WalkContext = { problems: [], specVersion: SPEC_VERSIONS[version], visitorsData: {} };
  try {
    const types = redoclyTypes(version, redocly);
    const document: Document = { source: new redocly.Source(files[0] ?? "", ""), parsed };
    redocly.walkDocument({
      document,
      rootType: types.Root,
      normalizedVisitors: redocly.normalizeVisitors(visitorsFor({ version, options }, redocly, fail, enter), types),
      resolvedRefMap: localReferences(document, parsed),
      ctx,
    });
  } catch (error) {
    fail(error);
  }
  return ctx.problems;
}

/** An error that a rule threw, and the node that it was at. */
interface RuleFailure {
  readonly error: unknown;
  /** A pointer of Redocly. */
  readonly pointer: string;
}

/** Returns the place of the node that a rule failed at, or of the document if the node is not found. */
function locateFailure({ pointer }: RuleFailure, { bundled, locate }: LoadedDescription): SourceMark {
  const steps = segmentsOfRedocly(pointer);
  return locate(valueAt(bundled, steps) === undefined ? "#" : formatPointer(steps), "value");
}

function internalError(failure: RuleFailure, loaded: LoadedDescription): Diagnostic {
  const { error } = failure;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The description could not be checked: ${reason}.`;
  const remedy = "This is a bug of specwright: report it.";
  return lazyDiagnostic({ rule: "check", severity: "error", message, remedy }, () => locateFailure(failure, loaded));
}

const SPEC_VERSIONS = { "2.0": "oas2", "3.0": "oas3_0", "3.1": "oas3_1", "3.2": "oas3_2" } as const;

const RULE_BY_NAME: ReadonlyMap<string, Rule> = new Map(CHECK_RULES.map((rule) => [rule.name, rule]));

/** Rules of the loader whose severity can be set. */
const LOADER_WARNINGS: ReadonlySet<string> = new Set(
  LOADER_RULES.filter(({ severity }) => severity !== "error").map(({ name }) => name),
);

function severityOf(rule: Rule, { rules, redoclyRules, lenient, strict }: SourceOptions): Severity | "off" {
  const softened = lenient && rule.lenient !== undefined && rule.severity === "error" ? "warning" : rule.severity;
  const inherited = redoclyRules[rule.name];
  const ignored = inherited === undefined || (mustHold(rule) && inherited !== "error");
  const severity = rules[rule.name] ?? (ignored ? softened : inherited);
  return strict && severity === "warning" ? "error" : severity;
}

/** Returns the message as one line that ends with a full stop. Some messages of Redocly have line breaks or no full stop. */
function messageOf({ message, suggest }: NormalizedProblem, word: unknown): string {
  const near = typeof word === "string" && suggest.length > 0 ? nearest(word, suggest) : undefined;
  const guess = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return message.replaceAll(/\s+/g, " ").replace(/[^.?!]$/, "$&.") + guess;
}

/** Reports unknown rules, and attempts to lower a rule that later stages depend on. */
function ruleSettingProblems({ rules }: SourceOptions): readonly Diagnostic[] {
  return Object.entries(rules).flatMap(([name, severity]): Diagnostic[] => {
    if (LOADER_WARNINGS.has(name)) return []; // the loader has applied it
    const rule = RULE_BY_NAME.get(name);
    if (rule === undefined) {
      return [ruleSettingProblem(`The rule \`${name}\` in \`rules\` does not exist, or its severity cannot be set.`)];
    }
    return mustHold(rule) && severity !== "error"
      ? [ruleSettingProblem(`The severity of \`${name}\` cannot be lowered: it is always an error.`)]
      : [];
  });
}

function ruleSettingProblem(message: string): Diagnostic {
  const remedy = "Remove it from `rules`, or write the name of a rule as `specwright explain` lists it.";
  return { rule: "wrong-rule", severity: "error", message, remedy };
}

/** Returns true for a rule that later stages depend on, so that its severity cannot be lowered. */
function mustHold({ severity, lenient }: Rule): boolean {
  return severity === "error" && lenient === undefined;
}
