/**
 * What a discriminator says (OpenAPI 3.2 §4.25): which values of its property choose which alternative.
 * - In `oneOf` and `anyOf`, the alternatives are those that are there.
 * - A schema with a discriminator and neither of them is a base: what is meant where it is referred to is one of its
 *   descendants by `allOf`, one of its mapping, or itself.
 */
import type { Discriminator, Document, Schema, SchemaObject } from "../openapi.ts";
import { canonicalPointer, formatPointer, resolvePointer, parsePointer } from "../pointer.ts";

export interface UnionBranch {
  /** As it stands in the union; of a base, a `$ref` to a descendant or to itself. */
  readonly schema: Schema;
  /** What has to be added for the alternative to be told from the others; absent where nothing has to, or can. */
  readonly tag?: { readonly property: string; readonly values: readonly string[] };
}

export interface DiscriminatorUnions {
  /** The alternatives of `oneOf` or of `anyOf`, tagged if `schema` has a discriminator. */
  alternatives(schema: SchemaObject, keyword: "oneOf" | "anyOf"): readonly UnionBranch[];
  /** What a reference to the component may mean; undefined if it means itself alone. */
  descendants(pointer: string): readonly UnionBranch[] | undefined;
}

export function discriminatorUnionsOf(document: Document): DiscriminatorUnions {
  const children = allOfChildren(document);
  const known = new Map<string, readonly UnionBranch[] | undefined>();

  function alternatives(schema: SchemaObject, keyword: "oneOf" | "anyOf"): readonly UnionBranch[] {
    const { discriminator } = schema;
    return (schema[keyword] ?? []).map((alternative) => toUnionBranch(document, alternative, discriminator));
  }

  function descendants(pointer: string): readonly UnionBranch[] | undefined {
    if (!known.has(pointer)) known.set(pointer, findDescendants(pointer));
    return known.get(pointer);
  }

  function findDescendants(pointer: string): readonly UnionBranch[] | undefined {
    const base = resolvePointer(document, pointer) as Schema | undefined; // the pointer of a schema
    if (typeof base !== "object" || base.discriminator === undefined || isUnion(base)) return undefined;
    const { discriminator } = base;
    const found = new Set([pointer]);
    for (const member of found) {
      for (const child of children.get(member) ?? []) found.add(child);
    }
    for (const value of Object.values(discriminator.mapping ?? {})) {
      const target = mappingTarget(document, value);
      if (target !== undefined) found.add(target);
    }
    if (found.size === 1) return undefined;
    if (isNeverChosen(document, pointer, discriminator)) found.delete(pointer);
    return [...found].map(($ref) => toUnionBranch(document, { $ref }, discriminator));
  }

  return { alternatives, descendants };
}

/** Whether no value chooses the base itself: it is not in the mapping, or its own property does not admit its name. */
function isNeverChosen(document: Document, pointer: string, discriminator: Discriminator): boolean {
  const { mapping, propertyName } = discriminator;
  if (mapping !== undefined) return Object.values(mapping).every((value) => mappingTarget(document, value) !== pointer);
  const values = declaredStringsOf(document, { $ref: pointer }, propertyName);
  return (
    values !== undefined && !discriminatorValuesOf(document, pointer, discriminator).some((name) => values.has(name))
  );
}

/** By pointer of a component, the components whose `allOf` refers to it. */
function allOfChildren(document: Document): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const pointer = componentPointer(name);
    for (const parent of allOfParents(schema)) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [pointer]);
      else known.push(pointer);
    }
  }
  return children;
}

function allOfParents(schema: Schema): readonly string[] {
  if (typeof schema === "boolean") return [];
  return (schema.allOf ?? []).flatMap((branch) => {
    if (typeof branch === "boolean") return [];
    return branch.$ref === undefined ? allOfParents(branch) : [canonicalPointer(branch.$ref), ...allOfParents(branch)];
  });
}

function toUnionBranch(document: Document, schema: Schema, discriminator: Discriminator | undefined): UnionBranch {
  if (discriminator === undefined || typeof schema === "boolean" || schema.$ref === undefined) return { schema };
  const pointer = canonicalPointer(schema.$ref);
  const target = resolvePointer(document, pointer) as Schema | undefined; // the pointer of a schema
  const fallback = discriminator.defaultMapping;
  if (fallback !== undefined && mappingTarget(document, fallback) === pointer) return { schema };
  if (target === undefined || !canHaveProperty(document, target, discriminator.propertyName)) return { schema };
  const property = discriminator.propertyName;
  const names = discriminatorValuesOf(document, pointer, discriminator);
  const declared = declaredStringsOf(document, target, property);
  if (declared === undefined) return { schema, tag: { property, values: names } };
  const values = names.filter((name) => declared.has(name));
  // Nothing in common: the description contradicts itself, and the schema's own word counts.
  return values.length === 0 || values.length === declared.size ? { schema } : { schema, tag: { property, values } };
}

/** The values that choose the component: those that the mapping gives it, else its own name. */
function discriminatorValuesOf(
  document: Document,
  pointer: string,
  { mapping = {} }: Discriminator,
): readonly string[] {
  const names = Object.keys(mapping).filter((name) => mappingTarget(document, mapping[name] ?? "") === pointer);
  return names.length > 0 ? names : parsePointer(pointer).slice(-1);
}

/** A mapping's value is the name of a component or a reference. */
function mappingTarget(document: Document, value: string): string | undefined {
  if (Object.hasOwn(document.components?.schemas ?? {}, value)) return componentPointer(value);
  return value.startsWith("#") ? canonicalPointer(value) : undefined;
}

function componentPointer(name: string): string {
  return formatPointer(["components", "schemas", name]);
}

function isUnion(schema: SchemaObject): boolean {
  return schema.oneOf !== undefined || schema.anyOf !== undefined;
}

/** Whether the schema and all that it always applies are objects, no unions, and none excludes the property. */
function canHaveProperty(document: Document, schema: Schema, property: string): boolean {
  const parts = alwaysAppliedSchemas(document, schema);
  return (
    parts.every((part) => !isUnion(part) && (part.type === undefined || part.type === "object")) &&
    parts.some((part) => part.type === "object" || part.properties !== undefined || part.required !== undefined) &&
    parts.every((part) => part.additionalProperties !== false || Object.hasOwn(part.properties ?? {}, property))
  );
}

/** The strings that the schema admits for a property; undefined if it leaves the property open. */
function declaredStringsOf(document: Document, schema: Schema, property: string): ReadonlySet<string> | undefined {
  const declared = alwaysAppliedSchemas(document, schema)
    .filter(({ properties = {} }) => Object.hasOwn(properties, property))
    .flatMap(({ properties }) => alwaysAppliedSchemas(document, properties?.[property] ?? true));
  const lists = declared.flatMap((part) => [
    ...(part.const === undefined ? [] : [[part.const]]),
    ...(part.enum === undefined ? [] : [part.enum]),
  ]);
  const [first, ...rest] = lists.map((list) => new Set(list.filter((value) => typeof value === "string")));
  return first && new Set([...first].filter((value) => rest.every((set) => set.has(value))));
}

/** The schema and all that it applies to the same value always: through `$ref` and `allOf`. */
function alwaysAppliedSchemas(document: Document, schema: Schema): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === "boolean" || found.has(part)) continue;
    found.add(part);
    waiting.push(...(part.allOf ?? []));
    if (part.$ref !== undefined) waiting.push((resolvePointer(document, part.$ref) as Schema | undefined) ?? true); // legal: a schema
  }
  return [...found];
}
