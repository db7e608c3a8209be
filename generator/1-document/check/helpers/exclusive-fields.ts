/** Fields of one object that exclude each other. */
import type { UserContext } from "../../rule.ts";

/** A field, and the fields that must not stand beside it. The problem is reported at the latter. */
export type ExclusiveFields = readonly [field: string, others: readonly string[]];

/** Reports each field that stands beside a field that excludes it. */
export function reportExclusiveFields(
  node: object,
  table: readonly ExclusiveFields[],
  { report, location }: UserContext,
): void {
  for (const [field, others] of table) {
    if (!Object.hasOwn(node, field)) continue;
    for (const other of others.filter((name) => Object.hasOwn(node, name))) {
      const message = `\`${field}\` and \`${other}\` exclude each other.`;
      report({ message, location: location.child([other]).key() });
    }
  }
}
