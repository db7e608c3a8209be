import { isObject, member } from "../json.ts";
import type { Rule } from "./rule.ts";

/** Keywords whose schemas apply to the very value that the schema itself applies to. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/** JSON Schema 2020-12 Core §9.4.1: a schema that comes back to itself for the same value never ends. */
export const noSchemaCycle: Rule = {
  name: "no-schema-cycle",
  severity: "error",
  lenient: "the schema is anything",
  remedy: "Break the circle: recursion has to go through a property or an item.",
  explanation: {
    asks: "A schema does not come back to itself for the same value.",
    why: "No value could ever be checked against it. Recursion through a property or an item is fine.",
    breaks: `
      components:
        schemas:
          Tree: { allOf: [{ $ref: "#/components/schemas/Tree" }] }`,
    keeps: `
      components:
        schemas:
          Tree: { properties: { left: { $ref: "#/components/schemas/Tree" } } }`,
  },
  omits: (steps) => ({ steps, instead: {} }),
  visitor: () => ({
    NamedSchemas(schemas, { report, resolve, location }) {
      const states = new Map<unknown, "open" | "done">();
      const isCircular = (written: unknown): boolean => {
        const ref = member(isObject(written) ? written : undefined, "$ref");
        const applied = isObject(written) ? IN_PLACE.flatMap((keyword) => written[keyword] ?? []) : [];
        const target = typeof ref === "string" ? resolve<object>({ $ref: ref }).node : undefined;
        if (!isObject(written) || states.get(written) === "done") return false;
        if (states.get(written) === "open") return true;
        states.set(written, "open");
        const found = [target, ...applied].some(isCircular);
        states.set(written, "done");
        return found;
      };
      for (const [name, schema] of Object.entries(schemas)) {
        if (!isCircular(schema)) continue;
        report({ message: `The schema \`${name}\` contains itself.`, location: location.child([name]).key() });
      }
    },
  }),
};
