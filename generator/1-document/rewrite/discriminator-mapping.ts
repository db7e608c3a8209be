/**
 * Finds out which values of a discriminator's property select which alternative (OpenAPI 3.2 §4.25).
 * - In `oneOf` and `anyOf`, the alternatives are the listed schemas.
 * - A schema with a discriminator and without `oneOf` or `anyOf` is a base. A reference to it means one of its
 *   descendants by `allOf`, a schema of its mapping, or the base itself.
 */
import type { Discriminator, Document, Schema, SchemaObject } from "../openapi.ts";
import { canonicalPointer, formatPointer, resolvePointer, parsePointer } from "../pointer.ts";

/** The values of a property that select a schema. */
export interface DiscriminatorTag {
  readonly property: string;
  readonly values: readonly string[];
}

export interface UnionBranch {
  /** The alternative as written in the union. For a base, a `$ref` to a descendant or to the base itself. */
  readonly schema: Schema;
  /**
   * The property values that distinguish the alternative from the others. Absent if the schema already distinguishes
   * it, or if it cannot have the property.
   */
  readonly tag?: DiscriminatorTag;
  /** The property values that select the alternative. Absent if the schema is inline or cannot have the property. */
  readonly selectedBy?: readonly string[];
}

export interface DiscriminatorUnions {
  /** Returns the alternatives of `oneOf` or `anyOf`, with tags if `schema` has a discriminator. */
  alternatives(schema: SchemaObject, keyword: "oneOf" | "anyOf"): readonly UnionBranch[];
  /**
   * Returns the alternatives that a reference to the component can mean. Returns undefined if it means the component
   * alone.
   */
  descendants(pointer: string): readonly UnionBranch[] | undefined;
  /**
   * Returns the tags of a component whose `allOf` leads to bases with discriminators. The values are those that select
   * the component or one of its own descendants, which are values of it, too.
   */
  inheritedTags(pointer: string): readonly DiscriminatorTag[];
}

export function discriminatorUnionsOf(document: Document): DiscriminatorUnions {
  const children = allOfChildren(document);
  const known = new Map<string, readonly UnionBranch[] | undefined>();
  let tagsByPointer: ReadonlyMap<string, readonly DiscriminatorTag[]> | undefined;

  function alternatives(schema: SchemaObject, keyword: "oneOf" | "anyOf"): readonly UnionBranch[] {
    const { discriminator } = schema;
    return (schema[keyword] ?? []).map((alternative) => toUnionBranch(document, alternative, discriminator));
  }

  function descendants(pointer: string): readonly UnionBranch[] | undefined {
    if (!known.has(pointer)) known.set(pointer, findDescendants(pointer));
    return known.get(pointer);
  }

  function findDescendants(pointer: string): readonly UnionBranch[] | undefined {
    const base = resolvePointer(document, pointer) as Schema | undefined; // the pointer leads to a schema
    if (typeof base !== "object" || base.discriminator === undefined || isUnion(base)) return undefined;
    const { discriminator } = base;
    const found = new Set(withChildren(pointer));
    for (const value of Object.values(discriminator.mapping ?? {})) {
      const target = mappingTarget(document, value);
      if (target !== undefined) found.add(target);
    }
    if (found.size === 1) return undefined;
    if (isNeverChosen(document, pointer, discriminator)) found.delete(pointer);
    return [...found].map(($ref) => toUnionBranch(document, { $ref }, discriminator));
  }

  /** Returns a component and all components whose `allOf` leads to it. */
  function withChildren(pointer: string): readonly string[] {
    const found = new Set([pointer]);
    for (const member of found) {
      for (const child of children.get(member) ?? []) found.add(child);
    }
    return [...found];
  }

  function inheritedTags(pointer: string): readonly DiscriminatorTag[] {
    return (tagsByPointer ??= findInheritedTags()).get(pointer) ?? [];
  }

  function findInheritedTags(): ReadonlyMap<string, readonly DiscriminatorTag[]> {
    const found = new Map<string, DiscriminatorTag[]>();
    for (const [name, base] of Object.entries(document.components?.schemas ?? {})) {
      if (typeof base === "boolean" || base.discriminator === undefined || isUnion(base)) continue;
      for (const pointer of withChildren(componentPointer(name)).slice(1)) {
        const tag = inheritedTag(pointer, base.discriminator);
        if (tag !== undefined) found.set(pointer, [...(found.get(pointer) ?? []), tag]);
      }
    }
    return found;
  }

  function inheritedTag(pointer: string, discriminator: Discriminator): DiscriminatorTag | undefined {
    const all = withChildren(pointer).map(($ref) => toUnionBranch(document, { $ref }, discriminator));
    const isKnown = all[0]?.tag !== undefined && all.every(({ selectedBy }) => selectedBy !== undefined);
    if (!isKnown) return undefined;
    return { property: discriminator.propertyName, values: [...new Set(all.flatMap((one) => one.selectedBy ?? []))] };
  }

  return { alternatives, descendants, inheritedTags };
}

/**
 * Returns true if no property value selects the base itself: the mapping does not contain it, or its own property
 * excludes its name.
 */
function isNeverChosen(document: Document, pointer: string, discriminator: Discriminator): boolean {
  const { mapping, propertyName } = discriminator;
  if (mapping !== undefined) return Object.values(mapping).every((value) => mappingTarget(document, value) !== pointer);
  const values = declaredStringsOf(document, { $ref: pointer }, propertyName);
  return (
    values !== undefined && !discriminatorValuesOf(document, pointer, discriminator).some((name) => values.has(name))
  );
}

/** Returns the components whose `allOf` refers to a component, by the pointer of that component. */
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
  const target = resolvePointer(document, pointer) as Schema | undefined; // the pointer leads to a schema
  const fallback = discriminator.defaultMapping;
  if (fallback !== undefined && mappingTarget(document, fallback) === pointer) return { schema };
  if (target === undefined || !canHaveProperty(document, target, discriminator.propertyName)) return { schema };
  const property = discriminator.propertyName;
  const names = discriminatorValuesOf(document, pointer, discriminator);
  const declared = declaredStringsOf(document, target, property);
  if (declared === undefined) return { schema, tag: { property, values: names }, selectedBy: names };
  const values = names.filter((name) => declared.has(name));
  // If they have no value in common, the description contradicts itself. Then the schema takes precedence.
  if (values.length === 0) return { schema };
  const isDistinct = values.length === declared.size;
  return { schema, ...(!isDistinct && { tag: { property, values } }), selectedBy: values };
}

/** Returns the property values that select the component: those of the mapping, or its own name. */
function discriminatorValuesOf(
  document: Document,
  pointer: string,
  { mapping = {} }: Discriminator,
): readonly string[] {
  const names = Object.keys(mapping).filter((name) => mappingTarget(document, mapping[name] ?? "") === pointer);
  return names.length > 0 ? names : parsePointer(pointer).slice(-1);
}

/** Returns the pointer that a mapping's value names. The value is a component name or a reference. */
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

/**
 * Returns true if values of the schema can have the property. The schema, and all schemas that it always applies,
 * must be objects without alternatives. None of them may exclude the property, unless another one declares it: a closed
 * class that inherits the property means to have it.
 */
function canHaveProperty(document: Document, schema: Schema, property: string): boolean {
  const parts = alwaysAppliedSchemas(document, schema);
  return (
    parts.every((part) => !isUnion(part) && (part.type === undefined || part.type === "object")) &&
    parts.some((part) => part.type === "object" || part.properties !== undefined || part.required !== undefined) &&
    (parts.some((part) => Object.hasOwn(part.properties ?? {}, property)) ||
      parts.every((part) => part.additionalProperties !== false))
  );
}

/** Returns true if the schema always requires the property. */
export function isRequired(document: Document, schema: Schema, property: string): boolean {
  return alwaysAppliedSchemas(document, schema).some(({ required = [] }) => required.includes(property));
}

/**
 * Returns the strings that the schema allows for a property. Returns undefined if it does not restrict the property.
 */
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

/** Returns the schema and all schemas that it always applies to the same instance, through `$ref` and `allOf`. */
function alwaysAppliedSchemas(document: Document, schema: Schema): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === "boolean" || found.has(part)) continue;
    found.add(part);
    waiting.push(...(part.allOf ?? []));
    if (part.$ref !== undefined) waiting.push((resolvePointer(document, part.$ref) as Schema | undefined) ?? true); // a valid reference leads to a schema
  }
  return [...found];
}
