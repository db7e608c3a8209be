/** Which functions can be led ever deeper by a value. */
import type { Check } from "./checks.ts";

/** These go to the bottom of a value by themselves, or call what nobody can tell beforehand. */
const DEEP: readonly string[] = ["uniqueItems", "dynamicCheck"];

/** The names of the functions whose calls can come back to where they were, or reach one that is deep by itself. */
export function deepFunctions(checks: readonly Check[]): ReadonlySet<string> {
  const callers = new Map<string, string[]>(checks.map(({ name }) => [name, []]));
  for (const { name, prepared } of checks) for (const called of prepared.calls) callers.get(called)?.push(name);

  // What calls nothing is shallow, and so is what calls only shallow functions; the rest is left over.
  const open = new Map(
    checks.map(({ name, prepared: { calls, keywords } }) => [
      name,
      DEEP.some((keyword) => keywords.has(keyword)) ? Infinity : calls.size,
    ]),
  );
  const shallow = checks.map(({ name }) => name).filter((name) => open.get(name) === 0);
  for (const name of shallow) {
    open.delete(name);
    for (const caller of callers.get(name) ?? []) {
      const left = (open.get(caller) ?? 0) - 1;
      open.set(caller, left);
      if (left === 0) shallow.push(caller);
    }
  }
  return new Set(open.keys());
}
