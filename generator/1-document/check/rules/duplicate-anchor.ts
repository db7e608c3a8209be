import { ownProperty, type Json } from "../../json.ts";
import { onWrittenSchemas } from "../helpers/schema-visitors.ts";
import { parsePointer } from "../../pointer.ts";
import type { Rule } from "../../rule.ts";

/** JSON Schema 2020-12 core §8.2.2: the names of anchors are unique in a schema resource. */
export const duplicateAnchor: Rule = {
  name: "duplicate-anchor",
  severity: "warning",
  versions: ["3.1", "3.2"],
  remedy:
    "Write an `$id` in each component that binds the anchor. Until then, each component is a scope of its own, and binds the anchor for the schemas that it refers to.",
  explanation: {
    asks: "A `$dynamicAnchor` is unique among the schemas that share an `$id`, or have none.",
    why: "All schemas without `$id` belong to one resource. JSON Schema does not define which of two equal anchors a `$dynamicRef` leads to.",
    breaks: `
      components:
        schemas:
          Page: { items: { $dynamicRef: "#t" }, $defs: { t: { $dynamicAnchor: t } } }
          Names:
            $ref: "#/components/schemas/Page"
            $defs: { t: { $dynamicAnchor: t, type: string } }`,
    keeps: `
      components:
        schemas:
          Page: { $id: page, items: { $dynamicRef: "#t" }, $defs: { t: { $dynamicAnchor: t } } }
          Names:
            $id: names
            $ref: page
            $defs: { t: { $dynamicAnchor: t, type: string } }`,
  },
  visitor: () => {
    let document: Json | undefined;
    const known = new Set<string>();

    return {
      Root(root: unknown) {
        document = root as Json; // the description is JSON
      },
      ...onWrittenSchemas(({ $dynamicAnchor: anchor }, { location, report }) => {
        if (typeof anchor !== "string") return;
        const key = `${resourceAround(document, location.pointer)} ${anchor}`;
        if (known.has(key)) {
          const message = `The \`$dynamicAnchor\` \`${anchor}\` is used twice in one resource.`;
          report({ message, location: location.child(["$dynamicAnchor"]) });
        }
        known.add(key);
      }),
    };
  },
};

/** Returns the pointer of the nearest schema with an `$id` around a place, or of the document. */
function resourceAround(document: Json | undefined, pointer: string): string {
  let node = document;
  let resource = "#";
  const passed: string[] = [];
  for (const step of parsePointer(pointer)) {
    node = Array.isArray(node) ? node[Number(step)] : ownProperty(node, step);
    passed.push(step);
    if (typeof ownProperty(node, "$id") === "string") resource = passed.join("/");
  }
  return resource;
}
