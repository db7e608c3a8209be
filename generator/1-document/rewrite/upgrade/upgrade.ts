/**
 * Every version → the 3.2 shape of `openapi.ts`: the only stage that knows versions. 2.0 becomes 3.0 first
 * (`upgrade-2.0.ts`), then 3.0's schemas become JSON Schema 2020-12 (`upgrade-3.0.ts`); 3.1 is a part of 3.2.
 * Copy-on-write: what is the same in 3.2 is shared with the bundle. Linear, and data (examples, defaults, enums,
 * constants, extensions) is never looked into.
 */
import { type NodeKind, mapChildren, withoutExtensions } from "../../node-kinds.ts";
import { withoutIgnoredPartStyles } from "../../ignored-part-styles.ts";
import { type JsonObject, isObject, ownProperty } from "../../json.ts";
import type { Document } from "../../openapi.ts";
import { canonicalPointer } from "../../pointer.ts";
import { type DocumentWithBases, addBaseSchemas } from "../../schemas/recursive-unions.ts";
import { readOpenApiVersion } from "../../openapi-version.ts";
import { openapi30From20 } from "./from-2.0.ts";
import { schemaFrom30 } from "./from-3.0.ts";
import { repairDocument, repairSchema, repairTexts } from "./repair.ts";

/**
 * `bundled` is a legal document with local references only, as `loadDocument` makes it. In the answer every `$ref`
 * has its one canonical spelling, and everything that the grammar knows is frozen, shared parts included.
 */
export function upgradeDocument(bundled: JsonObject): Document {
  const found = readOpenApiVersion(bundled);
  const version = "version" in found ? found.version : "3.2";
  const dialectOf30 = version === "2.0" || version === "3.0";

  const start = version === "2.0" ? openapi30From20(bundled) : bundled;
  const schemas = ownProperty(start["components"], "schemas");
  /** The references to schemas that are no components. */
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
      return Object.freeze(dialectOf30 ? schemaFrom30(repaired) : repaired);
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
  return document as object as Document; // the loader and the rules have made sure of the shape
}

/** What is no schema, with what goes without saying said, and without what is to be ignored. */
function withImpliedFields(node: JsonObject, kind: NodeKind, is30: boolean): JsonObject {
  if (kind === "requestBody" || kind === "response") return withoutIgnoredPartStyles(node, is30);
  return kind === "parameter" ? withRequiredPathParameter(node) : node;
}

/** OpenAPI 3.2 §4.12.2: a path parameter is required, whether or not the description says so as it must. */
function withRequiredPathParameter(parameter: JsonObject): JsonObject {
  return parameter["in"] === "path" && parameter["required"] !== true ? { ...parameter, required: true } : parameter;
}

/** `#/components/schemas/%43lient` → `#/components/schemas/Client`, in the mapping of a discriminator as well. */
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
