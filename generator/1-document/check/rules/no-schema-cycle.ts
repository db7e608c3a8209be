import { type Json, type JsonObject, isObject, valueAt } from "../../json.ts";
import { canonicalPointer, childPointer, parsePointer } from "../../pointer.ts";
import { findRecursiveUnions } from "../../schemas/recursive-unions.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** Keywords whose schemas apply to the very value that the schema itself applies to. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/**
 * JSON Schema 2020-12 Core §9.4.1: a schema that comes back to itself for the same value never ends, unless it is
 * an alternative of what it refers to (`parents.ts`).
 */
export const noSchemaCycle: Rule = {
  name: "no-schema-cycle",
  severity: "error",
  lenient: "the schema is anything",
  remedy: "Break the circle: recursion has to go through a property or an item.",
  explanation: {
    asks: "A schema does not come back to itself for the same value.",
    why: "No value could ever be checked against it. Recursion through a property or an item is fine; so is an alternative of `oneOf` or `anyOf` whose `allOf` refers to its parent, which means the parent without its alternatives.",
    breaks: `
      components:
        schemas:
          Tree: { allOf: [{ $ref: "#/components/schemas/Tree" }] }`,
    keeps: `
      components:
        schemas:
          Tree: { properties: { left: { $ref: "#/components/schemas/Tree" } } }`,
  },
  omits: (steps) => ({ steps, replacement: {} }),
  visitor: () => {
    // Every circle leads through a reference, so those to named schemas and to others are all that has to be looked at.
    const others = new Set<string>();
    return {
      ref({ $ref }) {
        if (typeof $ref === "string" && !isOfNamed($ref)) others.add(canonicalPointer($ref));
      },
      Root: {
        leave(document: unknown, { report, location }: UserContext) {
          const root = document as JsonObject; // the walk's own type for it is looser
          for (const pointer of circular(root, [...namedIn(root), ...others])) {
            const steps = parsePointer(pointer);
            const message = `The schema \`${steps.at(-1)}\` contains itself.`;
            report({ message, location: location.child([...steps]).key() });
          }
        },
      },
    };
  },
};

/** Those of `pointers` whose schemas come back to themselves; of several on one circle, the first. */
function circular(document: JsonObject, pointers: readonly string[]): readonly string[] {
  const targetOf = (pointer: string): Json | undefined => valueAt(document, parsePointer(pointer));
  const roots = pointers.flatMap((pointer) => targetOf(pointer) ?? []);
  const { references: parents } = findRecursiveUnions(roots, targetOf);
  const states = new Map<Json, "open" | "done">();
  const isCircular = (schema: Json | undefined): boolean => {
    if (!isObject(schema) || states.get(schema) === "done") return false;
    if (states.get(schema) === "open") return true;
    states.set(schema, "open");
    const { $ref, dependentSchemas } = schema;
    const target = typeof $ref === "string" && !parents.has(schema) ? targetOf($ref) : undefined;
    const applied = IN_PLACE.flatMap((keyword) => schema[keyword] ?? []);
    const found = [target, ...applied, ...Object.values(dependentSchemas ?? {})].some(isCircular);
    states.set(schema, "done");
    return found;
  };
  return pointers.filter((pointer) => isCircular(targetOf(pointer)));
}

const NAMED = ["#/components/schemas", "#/definitions"] as const;

function namedIn(document: JsonObject): readonly string[] {
  return NAMED.flatMap((section) => {
    return Object.keys(valueAt(document, parsePointer(section)) ?? {}).map((name) => childPointer(section, name));
  });
}

function isOfNamed(ref: string): boolean {
  return NAMED.some((section) => ref.startsWith(`${section}/`) && !ref.slice(section.length + 1).includes("/"));
}
