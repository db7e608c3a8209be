/**
 * Converts every OpenAPI version to the 3.2 shape of `openapi.ts`. No later stage depends on the version. 2.0
 * becomes 3.0 first (`from-2.0.ts`). Then schemas of 3.0 become JSON Schema 2020-12 (`from-3.0.ts`). 3.1 is a subset
 * of 3.2. Unchanged nodes are shared with the input, and data (examples, defaults, enums, constants, extensions) is
 * not visited.
 */
import { type NodeKind, mapChildren, withoutExtensions } from "../../node-kinds.ts";
import { withoutIgnoredPartStyles } from "../../ignored-part-styles.ts";
import { type JsonObject, isObject, ownProperty } from "../../json.ts";
import type { Document } from "../../openapi.ts";
import { canonicalPointer } from "../../pointer.ts";
import { type DocumentWithBases, addBaseSchemas } from "../../schemas/recursive-unions.ts";
import { readOpenApiVersion } from "../../openapi-version.ts";
import { openapi30From20 } from "./from-2.0.ts";
import { schemaFrom30, withoutOldKeywords } from "./from-3.0.ts";
import { repairDocument, repairSchema, repairTexts } from "./repair.ts";

/**
 * Upgrades a valid document with local references only, as `loadDocument` returns it. In the result every `$ref` is
 * a canonical pointer. All objects of the grammar are frozen, shared ones included.
 */
export function upgradeDocument(bundled: JsonObject): Document {
  const found = readOpenApiVersion(bundled);
  const version = "version" in found ? found.version : "3.2";
  const dialectOf30 = version === "2.0" || version === "3.0";

  const start = version === "2.0" ? openapi30From20(bundled) : bundled;
  const schemas = ownProperty(start["components"], "schemas");
  /** References to schemas that are not components. */
  const others = new Set<string>();

  function upgraded(document: JsonObject, bases: DocumentWithBases["bases"]): JsonObject {
    function visit(written: JsonObject, kind: NodeKind): JsonObject {
      const base = bases.get(written);
      const node = base === undefined ? written : { ...written, $ref: base };
      const changed = repairTexts(withCanonicalReferences(mapChildren(kind, withoutExtensions(kind, node), visit)));
      if (kind !== "schema") return Object.freeze(withImpliedFields(changed, kind, version === "3.0"));
      const { $ref } = changed;
      if (typeof $ref === "string" && !isComponentReference($ref)) others.add($ref);
      const repaired = repairSchema(changed, schemas);
      return Object.freeze(dialectOf30 ? schemaFrom30(repaired) : withoutOldKeywords(repaired));
    }
    return visit(document, "document");
  }

  const plain = upgraded(start, new Map());
  const { document, bases } = addBaseSchemas(start, others);
  return toDocument(repairDocument(bases.size === 0 ? plain : upgraded(document, bases)));
}

function isComponentReference(ref: string): boolean {
  return /^#\/components\/schemas\/[^/]+$/.test(ref);
}

function toDocument(upgraded: object): Document {
  const document = Object.freeze({ ...upgraded, openapi: "3.2.0" });
  return document as object as Document; // the loader and the rules have checked the shape
}

/** Returns a node that is not a schema with implied fields added and ignored fields removed. */
function withImpliedFields(node: JsonObject, kind: NodeKind, is30: boolean): JsonObject {
  if (kind === "requestBody" || kind === "response") return withoutIgnoredPartStyles(node, is30);
  return kind === "parameter" ? withRequiredPathParameter(node) : node;
}

/** Marks a path parameter as required, even if the description does not. OpenAPI 3.2 §4.12.2 */
function withRequiredPathParameter(parameter: JsonObject): JsonObject {
  return parameter["in"] === "path" && parameter["required"] !== true ? { ...parameter, required: true } : parameter;
}

/**
 * Makes references canonical, including those in the mapping of a discriminator: `#/components/schemas/%43lient`
 * becomes `#/components/schemas/Client`.
 */
function withCanonicalReferences(node: JsonObject): JsonObject {
  const ref = node["$ref"];
  const canonical = typeof ref === "string" ? canonicalReference(ref) : ref;
  const referred = canonical === ref || canonical === undefined ? node : { ...node, $ref: canonical };
  const discriminator = node["discriminator"];
  if (!isObject(discriminator) || !isObject(discriminator["mapping"])) return referred;
  const mapping = Object.entries(discriminator["mapping"]).map(([name, target]) => {
    return [name, typeof target === "string" ? canonicalReference(target) : target] as const;
  });
  return { ...referred, discriminator: { ...discriminator, mapping: Object.fromEntries(mapping) } };
}

function canonicalReference(ref: string): string {
  return ref.startsWith("#/") ? canonicalPointer(ref) : ref;
}
