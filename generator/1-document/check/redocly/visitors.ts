/** All rules of a version as Redocly's walk wants them, each unable to stop the walk. */
import type { Oas3Visitor } from "@redocly/openapi-core";
import { BORROWED } from "./redocly-rules.ts";
import { RULES } from "../rule-list.ts";
import type { Rule } from "../../rule.ts";
import { sortStruct } from "../helpers/sort-struct.ts";
import { struct } from "../rules/struct.ts";
import type { OpenApiVersion } from "../../openapi-version.ts";
import type { Redocly } from "./types.ts";

export interface NamedVisitor {
  readonly ruleId: string;
  /** Redocly's; ours is looked up by the name. */
  readonly severity: "error";
  readonly visitor: Oas3Visitor;
}

/** `failed` learns what rules throw: over a malformed node they may, and `struct` complains about such a node. */
export function visitorsFor(
  version: OpenApiVersion,
  redocly: Redocly,
  failed: (error: unknown) => void,
): NamedVisitor[] {
  const theirs = redocly.rulesOf(version);
  const applies = ({ versions }: Rule): boolean => versions?.includes(version) ?? true;
  const borrowed = [struct, ...BORROWED].filter(applies).flatMap(({ name }) => {
    const made = theirs.get(name)?.({ severity: "error" }) ?? [];
    const visitors = Array.isArray(made) ? made : [made];
    return visitors.map((visitor) => [name, name === struct.name ? sortStruct(visitor) : visitor] as const);
  });
  const ours = RULES.filter(applies).flatMap(({ name, visitor }) => (visitor ? [[name, visitor()] as const] : []));
  return [...borrowed, ...ours].map(([ruleId, visitor]) => {
    return { ruleId, severity: "error", visitor: guarded(visitor, failed) };
  });
}

/** The same visitor, with every function in it kept from throwing. */
function guarded<Visitor extends object>(visitor: Visitor, failed: (error: unknown) => void): Visitor {
  const entries = Object.entries(visitor).map(([name, member]: [string, unknown]) => {
    if (typeof member === "object" && member !== null) return [name, guarded(member, failed)];
    if (typeof member !== "function") return [name, member];
    const safe = (...args: unknown[]): unknown => {
      try {
        return member(...args);
      } catch (error) {
        failed(error);
        return undefined;
      }
    };
    return [name, safe];
  });
  return Object.fromEntries(entries) as Visitor; // member by member what it was
}
