import { isMappingReference } from "../../local-references.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.25: a mapping names schemas, by reference or by component name. */
export const discriminatorMapping: Rule = {
  name: "discriminator-mapping",
  severity: "warning",
  remedy: "Name a schema of `components.schemas`, or write a reference. Until then, the entry is left out.",
  explanation: {
    asks: "Each entry in the `mapping` of a discriminator names an existing schema.",
    why: "The value of the property would select a type that does not exist.",
    breaks: `
      components:
        schemas:
          Pet: { discriminator: { propertyName: kind, mapping: { cat: Kat } } }
          Cat: { type: object }`,
    keeps: `
      components:
        schemas:
          Pet: { discriminator: { propertyName: kind, mapping: { cat: Cat } } }
          Cat: { type: object }`,
  },
  needs: "schema",
  visitor: () => {
    let schemas: object = {};
    return {
      Root(root) {
        schemas = root.components?.schemas ?? {};
      },
      DiscriminatorMapping(mapping, { report, location }) {
        for (const [value, target] of Object.entries(mapping)) {
          // the loader has already resolved references
          if (isMappingReference(target) || Object.hasOwn(schemas, target)) continue;
          report({ message: `There is no schema \`${target}\`.`, location: location.child([value]) });
        }
      },
    };
  },
};
