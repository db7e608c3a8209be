/** Copies a schema with changed schemas of properties or items, wherever they are declared. */
import type { Document, Schema, SchemaObject } from "../openapi.ts";
import { resolveSchemaReference } from "../local-references.ts";

/** Changes the schemas of an object's properties. Keeps references to schemas whose properties do not change. */
export function mapPropertySchemas(
  document: Document,
  schema: Schema,
  change: (property: Schema, name: string) => Schema,
): Schema {
  return mapSameInstanceSchemas(document, schema, (own) => {
    const properties = Object.entries(own.properties ?? {});
    const changed = properties.map(([name, property]) => [name, change(property, name)] as const);
    const isSame = changed.every(([, property], index) => property === properties[index]?.[1]);
    return isSame ? own : { ...own, properties: Object.fromEntries(changed) };
  });
}

interface ItemChange {
  /** The number of first items that get a schema of their own. */
  readonly least: number;
  /** Changes the schema of an item. `index` is set for the first items only. */
  readonly change: (item: Schema, index?: number) => Schema;
}

/** Changes the schemas of an array's items. */
export function mapItemSchemas(document: Document, schema: Schema, { least, change }: ItemChange): Schema {
  let isDeclared = false;
  const changed = mapSameInstanceSchemas(document, schema, (own) => {
    if (own.items === undefined && own.prefixItems === undefined) return own;
    isDeclared = true;
    return mapOwnItems(own, { least, change });
  });
  if (isDeclared || typeof changed === "boolean") return changed;
  return mapOwnItems(changed, { least, change });
}

function mapOwnItems(own: SchemaObject, { least, change }: ItemChange): SchemaObject {
  const { items = true, prefixItems = [] } = own;
  const length = items === false ? prefixItems.length : Math.max(least, prefixItems.length);
  const first = Array.from({ length }, (_, index) => change(prefixItems[index] ?? items, index));
  return { ...own, ...(first.length > 0 && { prefixItems: first }), items: items === false ? false : change(items) };
}

/**
 * Applies `change` to every schema that applies to the same instance. Removes identifiers from copies, because they
 * identify the original.
 */
function mapSameInstanceSchemas(
  document: Document,
  schema: Schema,
  change: (own: SchemaObject) => SchemaObject,
  passed: ReadonlySet<Schema> = new Set(),
): Schema {
  if (typeof schema === "boolean" || passed.has(schema)) return schema;
  const below = (part: Schema): Schema => mapSameInstanceSchemas(document, part, change, new Set([...passed, schema]));
  const all = (parts: readonly Schema[]): readonly Schema[] => {
    const changed = parts.map(below);
    return changed.every((part, index) => part === parts[index]) ? parts : changed;
  };
  let copy = change(schema);
  for (const keyword of ["allOf", "oneOf", "anyOf"] as const) {
    const parts = copy[keyword];
    const changed = parts && all(parts);
    if (changed !== parts) copy = { ...copy, [keyword]: changed };
  }
  for (const keyword of ["if", "then", "else", "not"] as const) {
    const part = copy[keyword];
    const changed = part === undefined ? undefined : below(part);
    if (changed !== part) copy = { ...copy, [keyword]: changed };
  }
  const target = copy.$ref === undefined ? undefined : resolveSchemaReference(document, copy.$ref)?.value;
  const changed = target === undefined ? undefined : below(target);
  if (changed !== target && changed !== undefined) {
    const { $ref: _, ...others } = copy;
    copy = { ...others, allOf: [...(others.allOf ?? []), changed] };
  }
  if (copy === schema) return schema;
  const { $id: _id, $anchor: _anchor, $dynamicAnchor: _dynamic, ...rest } = copy;
  return Object.freeze(rest);
}
