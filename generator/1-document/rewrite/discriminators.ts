/**
 * Discriminators, spelled out in JSON Schema, which does not know them: so whoever reads a schema, types and
 * validators alike, reads the same. An alternative that leaves the property open gets the values that choose it:
 *
 *     oneOf: [Cat, …]   →   oneOf: [{ allOf: [Cat, { required: [kind], properties: { kind: { enum: [cat] } } }] }, …]
 *
 * A base becomes what a reference to it means, any of its descendants or perhaps itself; its own schema is a component
 * beside it (`Pet`, `PetBase`), and that is what the `allOf` of the descendants refers to.
 */
import { type NodeKind, mapChildren } from "../anatomy.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Document, SchemaObject } from "../openapi.ts";
import { child } from "../pointer.ts";
import { type UnionBranch, discriminatorsOf } from "./discriminator-mapping.ts";

const SCHEMAS = "#/components/schemas";
const UNIONS = ["oneOf", "anyOf"] as const;

/** A document that says the same without discriminators; what has none is shared. */
export function withTags(document: Document): Document {
  const { alternatives, descendants } = discriminatorsOf(document);
  const bases = basesOf(document, (pointer) => descendants(pointer) !== undefined);

  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    const below = mapChildren(kind, node, visit);
    if (kind === "schema") return Object.freeze(tagged(withMovedReference(below)));
    const isMoving = kind === "components" && bases.size > 0;
    return Object.freeze(isMoving ? { ...below, schemas: components(below["schemas"]) } : below);
  }

  /** A part of a base is where the base is. */
  function withMovedReference(schema: JsonObject): JsonObject {
    const { $ref } = schema;
    if (typeof $ref !== "string") return schema;
    const whole = $ref.split("/", 4).join("/");
    const base = whole === $ref ? undefined : bases.get(whole);
    return base === undefined ? schema : { ...schema, $ref: child(SCHEMAS, base) + $ref.slice(whole.length) };
  }

  function tagged(schema: JsonObject): JsonObject {
    const { discriminator, ...rest } = schema;
    if (discriminator === undefined) return schema;
    const unions = UNIONS.filter((keyword) => rest[keyword] !== undefined).map((keyword) => {
      return [keyword, alternatives(schema as SchemaObject, keyword).map(spelledOut)] as const; // JSON that is a schema
    });
    return { ...rest, ...Object.fromEntries(unions) };
  }

  function components(schemas: Json | undefined): JsonObject {
    return Object.fromEntries(Object.entries(isObject(schemas) ? schemas : {}).flatMap(component));
  }

  function component([name, schema]: readonly [string, Json]): readonly (readonly [string, Json])[] {
    const pointer = child(SCHEMAS, name);
    const own = ofBases(schema);
    const base = bases.get(pointer);
    if (base === undefined) return [[name, own]];
    const meant = (descendants(pointer) ?? []).map((alternative) =>
      spelledOut(
        isReferenceTo(alternative.schema, pointer)
          ? { ...alternative, schema: { $ref: child(SCHEMAS, base) } }
          : alternative,
      ),
    );
    return [
      [name, { ...wordsOf(schema), anyOf: meant }],
      [base, own],
    ];
  }

  /** A descendant, whose `allOf` means the bases alone. */
  function ofBases(schema: Json): Json {
    if (!isObject(schema) || !Array.isArray(schema["allOf"])) return schema;
    return Object.freeze({
      ...schema,
      allOf: schema["allOf"].map((branch: Json) => ofBases(withoutDescendants(branch))),
    });
  }

  function withoutDescendants(schema: Json): Json {
    const base = isObject(schema) && typeof schema["$ref"] === "string" ? bases.get(schema["$ref"]) : undefined;
    return isObject(schema) && base !== undefined ? { ...schema, $ref: child(SCHEMAS, base) } : schema;
  }

  return visit(document as object as JsonObject, "document") as object as Document; // the same shape, as JSON and back
}

/** By pointer, the names that the schemas of bases get. */
function basesOf(document: Document, isBase: (pointer: string) => boolean): ReadonlyMap<string, string> {
  const written = Object.keys(document.components?.schemas ?? {});
  const names = new Set(written);
  const bases = new Map<string, string>();
  for (const name of written) {
    if (!isBase(child(SCHEMAS, name))) continue;
    let base = `${name}Base`;
    while (names.has(base)) base += "_";
    names.add(base);
    bases.set(child(SCHEMAS, name), base);
  }
  return bases;
}

function spelledOut({ schema, tag }: UnionBranch): Json {
  const alternative = schema as Json; // a schema is JSON
  if (tag === undefined) return alternative;
  const properties = { [tag.property]: { enum: tag.values } };
  return Object.freeze({ allOf: [alternative, { required: [tag.property], properties }] });
}

function isReferenceTo(schema: UnionBranch["schema"], pointer: string): boolean {
  return typeof schema === "object" && schema.$ref === pointer;
}

function wordsOf(schema: Json): JsonObject {
  if (!isObject(schema)) return {};
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => WORDS.has(keyword)));
}

const WORDS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "deprecated",
  "externalDocs",
  "example",
  "examples",
]);
