import type { Rule } from "./rule.ts";

/** The model knows the names, so `generator/renames.ts` reports under this name. */
export const nameChanged: Rule = {
  name: "name-changed",
  severity: "info",
  lenient: false,
  remedy: "Use that name, or give it another one in the description.",
};
