import { isObject, type JsonObject } from "../../json.ts";
import { nearest } from "../../../nearest.ts";
import type { NodeLocation, Rule } from "../../rule.ts";

/** Keywords beside which `properties` does not list all declared properties. */
const OPEN = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "patternProperties"];

/** JSON Schema 2020-12 validation §6.5.3 allows such names, but most are typing errors. */
export const noRequiredSchemaPropertiesUndefined: Rule = {
  name: "no-required-schema-properties-undefined",
  severity: "warning",
  remedy: "Correct the name, or declare the property. Until then, it is required and can have any value.",
  explanation: {
    asks: "Each name in `required` is declared in `properties`, unless the schema is part of a composition or describes further properties.",
    why: "The name is probably misspelled. A value without the misspelled property would be invalid.",
    breaks: `
      components:
        schemas:
          Pet: { type: object, required: [nmae], properties: { name: { type: string } } }`,
    keeps: `
      components:
        schemas:
          Pet: { type: object, required: [name], properties: { name: { type: string } } }`,
  },
  visitor: () => {
    const found: { readonly pointer: string; readonly message: string; readonly location: NodeLocation }[] = [];
    /** Pointers of schemas that others extend or choose from: these may declare the property. */
    const composed = new Set<string>();
    return {
      Schema(schema: unknown, { location, resolve }) {
        if (!isObject(schema)) return;
        for (const part of ["allOf", "anyOf", "oneOf"].flatMap((keyword) => schema[keyword] ?? [])) {
          const $ref = isObject(part) ? part["$ref"] : undefined;
          if (typeof $ref === "string") composed.add(resolve<object>({ $ref }).location?.pointer ?? "");
        }
        const isPart = /\/(?:allOf|anyOf|oneOf)\/\d+$|\/(?:not|if|then|else)$|\/dependentSchemas\/[^/]+$/.test(
          location.pointer,
        );
        if (isPart) return;
        for (const [index, name, known] of undeclaredNames(schema)) {
          const near = nearest(name, known);
          const guess = near === undefined ? "" : ` Did you mean \`${near}\`?`;
          const message = `\`required\` names \`${name}\`, which is not in \`properties\`.${guess}`;
          found.push({ pointer: location.pointer, message, location: location.child(["required", index]) });
        }
      },
      Root: {
        leave(_root, { report }) {
          for (const { pointer, message, location } of found) {
            if (!composed.has(pointer)) report({ message, location });
          }
        },
      },
    };
  },
};

function undeclaredNames(schema: JsonObject): readonly (readonly [index: number, name: string, known: string[]])[] {
  const { required, properties, additionalProperties, unevaluatedProperties } = schema;
  if (!Array.isArray(required) || !isObject(properties) || OPEN.some((keyword) => Object.hasOwn(schema, keyword))) {
    return [];
  }
  const isOpen = [additionalProperties, unevaluatedProperties].some((more) => more === true || isObject(more));
  if (isOpen) return [];
  return required.flatMap((name: unknown, index) => {
    const isUndeclared = typeof name === "string" && !Object.hasOwn(properties, name);
    return isUndeclared ? [[index, name, Object.keys(properties)] as const] : [];
  });
}
