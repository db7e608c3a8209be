/** Visitors of all rules for one version, in the form that Redocly's walk needs. No visitor can stop the walk. */
import type { Oas3Visitor } from "@redocly/openapi-core";
import { REDOCLY_RULES } from "./redocly-rules.ts";
import { OWN_RULES } from "../rule-list.ts";
import type { Rule, UserContext } from "../../rule.ts";
import { splitStructProblems } from "../helpers/split-struct-problems.ts";
import { struct } from "../rules/struct.ts";
import type { OpenApiVersion } from "../../openapi-version.ts";
import type { SourceOptions } from "../../../options.ts";
import type { Redocly } from "./node-types.ts";

/** A visitor with the name of its rule. */
export interface NamedVisitor {
  readonly ruleId: string;
  /** Required by Redocly. Our own severity is found by the name of the rule. */
  readonly severity: "error";
  readonly visitor: Oas3Visitor;
}

/**
 * Returns the visitors of a version.
 *
 * @param failed receives errors that rules throw. Malformed nodes can cause them, which `struct` reports.
 * @param entered receives the pointer of each node before a rule sees it.
 */
export function visitorsFor(
  { version, options }: { readonly version: OpenApiVersion; readonly options: SourceOptions },
  redocly: Redocly,
  failed: (error: unknown) => void,
  entered: (pointer: string) => void,
): NamedVisitor[] {
  const theirs = redocly.redoclyRulesOf(version);
  const applies = ({ versions }: Rule): boolean => versions?.includes(version) ?? true;
  const borrowed = [struct, ...REDOCLY_RULES].filter(applies).flatMap(({ name }) => {
    const made = theirs.get(name)?.({ severity: "error" }) ?? [];
    const visitors = Array.isArray(made) ? made : [made];
    return visitors.map((visitor) => [name, name === struct.name ? splitStructProblems(visitor) : visitor] as const);
  });
  const ours = OWN_RULES.filter(applies).flatMap(({ name, visitor }) =>
    visitor ? [[name, visitor(options)] as const] : [],
  );
  return [...borrowed, ...ours].map(([ruleId, visitor]) => {
    return { ruleId, severity: "error", visitor: guarded(visitor, failed, entered) };
  });
}

/** Returns the pointer in the context that a visitor receives. */
function pointerIn(context: unknown): string {
  return (context as Pick<UserContext, "location"> | undefined)?.location.pointer ?? "#/"; // the second argument of all visitors
}

/** Returns the same visitor with functions that do not throw. */
function guarded<Visitor extends object>(
  visitor: Visitor,
  failed: (error: unknown) => void,
  entered: (pointer: string) => void,
): Visitor {
  const entries = Object.entries(visitor).map(([name, member]: [string, unknown]) => {
    if (typeof member === "object" && member !== null) return [name, guarded(member, failed, entered)];
    if (typeof member !== "function") return [name, member];
    const safe = (...args: unknown[]): unknown => {
      try {
        entered(pointerIn(args[1]));
        return member(...args);
      } catch (error) {
        failed(error);
        return undefined;
      }
    };
    return [name, safe];
  });
  return Object.fromEntries(entries) as Visitor; // same functions
}
