import { isObject } from "../../json.ts";
import { operationsOf } from "../helpers/path-items.ts";
import type { Rule, UserContext } from "../../rule.ts";
import { applicableSchemasOf, serializationOf, typesOfSchemas } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12: an exploded object in a query or a cookie is sent under the names of its properties. */
export const collidingParameters: Rule = {
  name: "colliding-parameters",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Rename one of them, or use another style for the object, such as `deepObject`. Until then, each value is sent, and read as if the other were absent.",
  explanation: {
    asks: "An exploded object has no property with the name of another parameter in the same place.",
    why: "The request would have two values with one name, and the server could not tell them apart.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
              - { name: page, in: query, schema: { properties: { limit: { type: integer } } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
              - { name: page, in: query, style: deepObject, schema: { properties: { limit: {} } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, context) {
      for (const { parameters } of operationsOf(paths, context)) {
        const taken = new Map<string, { readonly parameter: string; readonly node: object }>();
        // parameters of the operation come last, and replace those of its path item
        const latest = new Map(
          parameters.map((each) => [`${String(each.node["in"])} ${String(each.node["name"])}`, each]),
        );
        for (const { node, location } of latest.values()) {
          for (const name of sentNamesOf(node, context)) {
            const key = `${String(node["in"])} ${name}`;
            const other = taken.get(key);
            taken.set(key, other ?? { parameter: String(node["name"]), node });
            if (other === undefined || other.node === node) continue;
            const message = `The parameters \`${other.parameter}\` and \`${String(node["name"])}\` are both sent as \`${name}\`.`;
            context.report({ message, location: location.child(["name"]) });
          }
        }
      }
    },
  }),
};

/** Returns the names under which a parameter is sent in a query or in cookies. */
function sentNamesOf(node: object, context: UserContext): readonly string[] {
  if (!isObject(node)) return [];
  const { in: place, name } = node;
  if (place !== "query" && place !== "cookie") return [];
  const { style, explode, schema } = serializationOf(node, place);
  if (style === undefined || !(style === "deepObject" || explode)) return [String(name)];
  const parts = applicableSchemasOf(schema, context);
  if (!typesOfSchemas(parts).has("object")) return [String(name)];
  const names = parts.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : []));
  return [...new Set(names)].map((each) => (style === "deepObject" ? `${String(name)}[${each}]` : each));
}
