/**
 * Replaces discriminators by plain JSON Schema, so that types narrow. An alternative that does not restrict the
 * property gets a tag, the values that select it:
 *
 *     oneOf: [Cat, …]   →   oneOf: [{ allOf: [Cat, { required: [kind], properties: { kind: { enum: [cat] } } }] }, …]
 *
 * A base becomes the union of its descendants and, if it can be selected, itself. Its own schema becomes a second
 * component (`Pet`, `PetBase`). The `allOf` of the descendants refers to that component.
 *
 * A descendant gets the values of its mapping, so that it narrows wherever it is named.
 *
 * Validation ignores all of this: a tag is validated as `true`, and a base as its own schema (`schemas/narrowing.ts`).
 */
import { type NodeKind, mapChildren } from "../node-kinds.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Document, SchemaObject } from "../openapi.ts";
import { canonicalPointer, childPointer } from "../pointer.ts";
import { TAGS, VALIDATED_AS } from "../schemas/narrowing.ts";
import { type DiscriminatorTag, type UnionBranch, discriminatorUnionsOf, isRequired } from "./discriminator-mapping.ts";

const SCHEMAS_POINTER = "#/components/schemas";
const UNIONS = ["oneOf", "anyOf"] as const;

/** Returns an equivalent document without discriminators. Unchanged nodes are shared with `document`. */
export function expandDiscriminators(document: Document): Document {
  const { alternatives, descendants, inheritedTags } = discriminatorUnionsOf(document);
  const bases = baseNames(document, (pointer) => descendants(pointer) !== undefined);

  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    const below = mapChildren(kind, node, visit);
    if (kind === "schema") return Object.freeze(withExpandedUnions(withMovedReference(below)));
    const isMoving = kind === "components" && bases.size > 0;
    return Object.freeze(isMoving ? { ...below, schemas: rewriteComponents(below["schemas"]) } : below);
  }

  /** Updates references into a base, because its schema moves to the second component. */
  function withMovedReference(schema: JsonObject): JsonObject {
    const { $ref } = schema;
    if (typeof $ref !== "string") return schema;
    const whole = $ref.split("/", 4).join("/");
    const base = whole === $ref ? undefined : bases.get(whole);
    return base === undefined
      ? schema
      : { ...schema, $ref: childPointer(SCHEMAS_POINTER, base) + $ref.slice(whole.length) };
  }

  function withExpandedUnions(schema: JsonObject): JsonObject {
    const { discriminator, ...rest } = schema;
    if (discriminator === undefined) return schema;
    const unions = UNIONS.filter((keyword) => rest[keyword] !== undefined).map((keyword) => {
      return [keyword, alternatives(schema as SchemaObject, keyword)] as const; // the JSON value is a schema
    });
    const expanded = unions.map(([keyword, branches]) => [keyword, branches.map(toBranch)] as const);
    const [only, ...others] = unions;
    const tags = only === undefined || others.length > 0 ? undefined : tagsOf(only[1], schema as SchemaObject);
    return { ...rest, ...Object.fromEntries(expanded), ...(tags !== undefined && { [TAGS]: tags }) };
  }

  /** Returns the schema of an alternative. Leaves a tag out that the component has itself. */
  function toBranch(branch: UnionBranch): Json {
    const { schema, tag } = branch;
    if (tag === undefined || typeof schema !== "object" || schema.$ref === undefined) return branchSchema(branch);
    const own = inheritedTags(canonicalPointer(schema.$ref)).some((one) => isSameTag(one, tag));
    return own && isRequired(document, schema, tag.property) ? (schema as Json) : branchSchema(branch); // a schema is JSON
  }

  function rewriteComponents(schemas: Json | undefined): JsonObject {
    return Object.fromEntries(Object.entries(isObject(schemas) ? schemas : {}).flatMap(rewriteComponent));
  }

  function rewriteComponent([name, schema]: readonly [string, Json]): readonly (readonly [string, Json])[] {
    const pointer = childPointer(SCHEMAS_POINTER, name);
    const own = withBaseReferences(withTags(document, schema, inheritedTags(pointer)));
    const base = bases.get(pointer);
    if (base === undefined) return [[name, own]];
    const meant = (descendants(pointer) ?? []).map((alternative) =>
      toBranch(
        isReferenceTo(alternative.schema, pointer)
          ? { ...alternative, schema: { $ref: childPointer(SCHEMAS_POINTER, base) } }
          : alternative,
      ),
    );
    return [
      [name, { ...annotationsOf(schema), anyOf: meant, [VALIDATED_AS]: { $ref: childPointer(SCHEMAS_POINTER, base) } }],
      [base, own],
    ];
  }

  /** Rewrites the `allOf` of a descendant to refer to second components of bases. */
  function withBaseReferences(schema: Json): Json {
    if (!isObject(schema) || !Array.isArray(schema["allOf"])) return schema;
    return Object.freeze({
      ...schema,
      allOf: schema["allOf"].map((branch: Json) => withBaseReferences(toBaseReference(branch))),
    });
  }

  function toBaseReference(schema: Json): Json {
    const base = isObject(schema) && typeof schema["$ref"] === "string" ? bases.get(schema["$ref"]) : undefined;
    return isObject(schema) && base !== undefined ? { ...schema, $ref: childPointer(SCHEMAS_POINTER, base) } : schema;
  }

  return visit(document as object as JsonObject, "document") as object as Document; // JSON and document have the same shape
}

/** Returns the names of the second components of bases, by pointer of the base. */
function baseNames(document: Document, isBase: (pointer: string) => boolean): ReadonlyMap<string, string> {
  const written = Object.keys(document.components?.schemas ?? {});
  const names = new Set(written);
  const bases = new Map<string, string>();
  for (const name of written) {
    if (!isBase(childPointer(SCHEMAS_POINTER, name))) continue;
    let base = `${name}Base`;
    while (names.has(base)) base += "_";
    names.add(base);
    bases.set(childPointer(SCHEMAS_POINTER, name), base);
  }
  return bases;
}

function branchSchema({ schema, tag }: UnionBranch): Json {
  const alternative = schema as Json; // a schema is JSON
  if (tag === undefined) return alternative;
  const properties = { [tag.property]: { enum: tag.values } };
  return Object.freeze({ allOf: [alternative, { required: [tag.property], properties, [VALIDATED_AS]: true }] });
}

/** Returns the property values that select the alternatives, or undefined if none is selected. */
function tagsOf(branches: readonly UnionBranch[], { discriminator }: SchemaObject): Json | undefined {
  const values = branches.map(({ selectedBy = [] }) => selectedBy);
  if (discriminator === undefined || values.every((list) => list.length === 0)) return undefined;
  return { property: discriminator.propertyName, values };
}

/** Adds tags to the `allOf` of a component that inherits them. */
function withTags(document: Document, schema: Json, tags: readonly DiscriminatorTag[]): Json {
  if (tags.length === 0 || !isObject(schema) || !Array.isArray(schema["allOf"])) return schema;
  const added = tags.map(({ property, values }) => ({
    ...(isRequired(document, schema as SchemaObject, property) && { required: [property] }), // the JSON value is a schema
    properties: { [property]: { enum: values } },
    [VALIDATED_AS]: true,
  }));
  return Object.freeze({ ...schema, allOf: [...schema["allOf"], ...added] });
}

function isSameTag(one: DiscriminatorTag, other: DiscriminatorTag): boolean {
  return one.property === other.property && one.values.toString() === other.values.toString();
}

function isReferenceTo(schema: UnionBranch["schema"], pointer: string): boolean {
  return typeof schema === "object" && schema.$ref === pointer;
}

function annotationsOf(schema: Json): JsonObject {
  if (!isObject(schema)) return {};
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => ANNOTATIONS.has(keyword)));
}

const ANNOTATIONS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "deprecated",
  "externalDocs",
  "example",
  "examples",
]);
