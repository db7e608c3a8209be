import { isObject, type JsonObject, valueAt } from "../../json.ts";
import { formatPointer, parsePointer } from "../../pointer.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI does not require that a component is used. */
export const noUnusedComponents: Rule = {
  name: "no-unused-components",
  severity: "info",
  remedy: "Remove it, or refer to it. Until then, code is generated for it.",
  explanation: {
    asks: "Something in a description with operations refers to each component.",
    why: "An unused component is often a leftover, or the target of a misspelled reference.",
    breaks: `
      paths:
        /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }
      components:
        schemas:
          Toy: { type: object }`,
    keeps: `
      paths:
        /pets: { get: { operationId: listPets, responses: { "200": { description: ok } } } }`,
  },
  visitor: () => {
    /** Pointers of the components that are used. */
    const used = new Set<string>();
    const addReference = (ref: string): void => {
      const steps = parsePointer(ref);
      used.add(formatPointer(steps.slice(0, steps[0] === "components" ? 3 : 2)));
    };
    return {
      ref({ $ref }) {
        addReference($ref);
      },
      DiscriminatorMapping(mapping) {
        for (const target of Object.values(mapping)) {
          if (typeof target !== "string") continue;
          addReference(target.startsWith("#/") ? target : formatPointer(["components", "schemas", target]));
        }
      },
      SecurityRequirement(requirement) {
        for (const name of Object.keys(requirement)) {
          used.add(formatPointer(["components", "securitySchemes", name]));
          used.add(formatPointer(["securityDefinitions", name]));
          if (name.startsWith("#/")) addReference(name);
        }
      },
      Root: {
        leave(root: unknown, { report, location }) {
          if (!isObject(root) || !hasOperations(root)) return;
          for (const steps of componentsOf(root)) {
            if (used.has(formatPointer(steps))) continue;
            const message = `Nothing refers to the component \`${steps.at(-1)}\`.`;
            report({ message, location: location.child([...steps]).key() });
          }
        },
      },
    };
  },
};

function hasOperations({ paths, webhooks }: JsonObject): boolean {
  return [paths, webhooks].some((map) => isObject(map) && Object.keys(map).length > 0);
}

/** Returns the steps to each component. Schemas that are chosen by a discriminator or an anchor are left out. */
function componentsOf(root: JsonObject): readonly (readonly string[])[] {
  const groups: [readonly string[], unknown][] = [
    ...Object.entries(isObject(root["components"]) ? root["components"] : {}).map(
      ([kind, group]): [readonly string[], unknown] => [["components", kind], group],
    ),
    ...["definitions", "parameters", "responses", "securityDefinitions"].map((kind): [readonly string[], unknown] => [
      [kind],
      root[kind],
    ]),
  ];
  return groups.flatMap(([steps, group]) => {
    if (!isObject(group) || steps.at(-1)?.startsWith("x-") === true) return [];
    return Object.entries(group).flatMap(([name, node]) => (isFoundOtherwise(node, root) ? [] : [[...steps, name]]));
  });
}

/** Returns true for a schema with an anchor, and for one that extends a schema with a discriminator. */
function isFoundOtherwise(node: unknown, root: JsonObject): boolean {
  if (!isObject(node)) return false;
  if (["$id", "$anchor", "$dynamicAnchor"].some((keyword) => Object.hasOwn(node, keyword))) return true;
  const parts = Array.isArray(node["allOf"]) ? node["allOf"] : [];
  return parts.some((part: unknown) => {
    const $ref = isObject(part) ? part["$ref"] : undefined;
    const base = typeof $ref === "string" ? valueAt(root, parsePointer($ref)) : undefined;
    return isObject(base) && base["discriminator"] !== undefined;
  });
}
