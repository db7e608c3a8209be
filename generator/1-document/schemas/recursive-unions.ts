/**
 * Handles alternatives that refer back to their own union: Pet has `oneOf: [Cat, Dog]`, and Cat has `allOf: [Pet,
 * …]`. Validation of such a schema never ends (JSON Schema 2020-12 Core §9.4.1). Authors mean Pet without its
 * alternatives, so that becomes a component of its own, `PetBase`.
 */
import { type Json, type JsonObject, isObject, ownProperty, valueAt } from "../json.ts";
import { canonicalPointer, childPointer, parsePointer } from "../pointer.ts";
import { commonCycleTest } from "./cycles.ts";

const UNION_APPLICATORS = ["oneOf", "anyOf"] as const;

/** Keywords that concern the union as a whole. */
const UNION_KEYWORDS = ["discriminator", "nullable", "x-nullable"];

export interface RecursiveUnions {
  /** The schemas whose `$ref` means the parent without its alternatives. */
  readonly references: ReadonlySet<JsonObject>;
  /** Returns true if an alternative of `schema` under the keyword leads back to `schema`. */
  isRecursive(schema: JsonObject, keyword: (typeof UNION_APPLICATORS)[number]): boolean;
}

/**
 * Finds recursive unions among `roots` and all schemas that they apply to the same instance. `targetOf` resolves a
 * reference.
 */
export function findRecursiveUnions(
  roots: Iterable<Json>,
  targetOf: (ref: string) => Json | undefined,
): RecursiveUnions {
  const found = new Set<JsonObject>();
  const families = new Map<JsonObject, ReadonlySet<JsonObject>>();
  const onCycle = commonCycleTest((schema: JsonObject) => [...alwaysApplied(schema), ...directAlternatives(schema)]);
  const onEndlessCycle = commonCycleTest(alwaysApplied);

  function referenceTarget(schema: JsonObject): JsonObject | undefined {
    const { $ref } = schema;
    const target = typeof $ref === "string" ? targetOf($ref) : undefined;
    return isObject(target) ? target : undefined;
  }

  /** Returns the schemas that `schema` always applies to the same instance. */
  function alwaysApplied(schema: JsonObject): readonly JsonObject[] {
    const target = referenceTarget(schema);
    return [...objectsInArray(schema, "allOf"), ...(target === undefined ? [] : [target])];
  }

  function appliedExceptFound(schema: JsonObject): readonly JsonObject[] {
    return found.has(schema) ? objectsInArray(schema, "allOf") : alwaysApplied(schema);
  }

  /** Returns `start` and all schemas on its chain of references. */
  function referenceChain(start: JsonObject): readonly JsonObject[] {
    const passed = new Set([start]);
    for (const schema of passed) {
      const target = referenceTarget(schema);
      if (target !== undefined) passed.add(target);
    }
    return [...passed];
  }

  /** Returns the alternatives of `schema`, and their alternatives in turn. */
  function descendants(schema: JsonObject): ReadonlySet<JsonObject> {
    const known = families.get(schema);
    if (known !== undefined) return known;
    const family = new Set(alternativesWithAllOf(schema).flatMap(referenceChain));
    for (const one of family) for (const below of alternativesWithAllOf(one).flatMap(referenceChain)) family.add(below);
    families.set(schema, family);
    return family;
  }

  function isParent(holder: JsonObject, alternative: JsonObject): boolean {
    const target = referenceTarget(holder);
    if (target === undefined || !onCycle(holder, target) || onEndlessCycle(holder, target)) return false;
    return closure([target], appliedExceptFound).some((one) => descendants(one).has(alternative));
  }

  const unions = closure([...roots].filter(isObject), (schema) => [
    ...alwaysApplied(schema),
    ...directAlternatives(schema),
  ]).filter((schema) => directAlternatives(schema).some((alternative) => onCycle(schema, alternative)));
  for (const alternative of new Set(unions.flatMap((schema) => [...descendants(schema)]))) {
    for (const part of closure(objectsInArray(alternative, "allOf"), (one) => objectsInArray(one, "allOf"))) {
      if (isParent(part, alternative)) found.add(part);
    }
  }
  // A `$ref` beside other keywords is like a `$ref` in `allOf`. The last such reference on the chain from an
  // alternative refers to the parent.
  for (const alternative of unions.flatMap(directAlternatives)) {
    const holders = referenceChain(alternative).filter((schema) => Object.keys(schema).length > 1);
    const holder = holders.findLast((schema) => isParent(schema, schema));
    if (holder !== undefined) found.add(holder);
  }
  return {
    references: found,
    isRecursive: (schema, keyword) =>
      objectsInArray(schema, keyword).some((alternative) => onCycle(schema, alternative)),
  };
}

const SCHEMAS_POINTER = "#/components/schemas";

export interface DocumentWithBases {
  readonly document: JsonObject;
  /** The new target of the `$ref`, by the schema that contains it. */
  readonly bases: ReadonlyMap<JsonObject, string>;
}

/**
 * Adds a component without alternatives for each parent that its alternatives refer to. `document` is of version 3.0
 * or later with local references. `others` are references to schemas that are not components.
 */
export function addBaseSchemas(document: JsonObject, others: Iterable<string>): DocumentWithBases {
  const components = ownProperty(document, "components") ?? {};
  const schemas = ownProperty(components, "schemas") ?? {};
  const targetOf = (ref: string): Json | undefined => valueAt(document, parsePointer(ref));
  const bases = new Map<JsonObject, string>();
  if (!isObject(components) || !isObject(schemas)) return { document, bases };
  const roots = [...Object.values(schemas), ...[...others].flatMap((pointer) => targetOf(pointer) ?? [])];
  const { references, isRecursive: leadsBack } = findRecursiveUnions(roots, targetOf);
  if (references.size === 0) return { document, bases };

  const added = new Map<string, Json>();
  const names = new Map<string, string>();

  /** Returns a `$ref` to the target of `ref` without its recursive alternatives. */
  function baseOf(ref: string): string {
    const target = targetOf(ref);
    if (isObject(target) && typeof target["$ref"] === "string" && Object.keys(target).length === 1) {
      return baseOf(target["$ref"]);
    }
    const pointer = canonicalPointer(ref);
    const known = names.get(pointer);
    if (known !== undefined) return childPointer(SCHEMAS_POINTER, known);
    let name = `${parsePointer(pointer).at(-1)}Base`;
    while (ownProperty(schemas, name) !== undefined || added.has(name)) name += "_";
    names.set(pointer, name);
    added.set(name, true); // reserves the name
    added.set(name, withoutRecursiveUnions(target ?? true));
    return childPointer(SCHEMAS_POINTER, name);
  }

  function withoutRecursiveUnions(schema: Json): Json {
    if (!isObject(schema)) return schema;
    const circular = UNION_APPLICATORS.filter((keyword) => leadsBack(schema, keyword));
    const dropped = new Set<string>(circular.length === 0 ? [] : [...circular, ...UNION_KEYWORDS]);
    const kept = Object.entries(schema).filter(([keyword]) => !dropped.has(keyword));
    return Object.fromEntries(
      kept.map(([keyword, value]) => {
        if (keyword === "allOf" && Array.isArray(value)) return [keyword, value.map(withoutRecursiveUnions)];
        return [
          keyword,
          keyword === "$ref" && typeof value === "string" && reachesRecursiveUnion(value) ? baseOf(value) : value,
        ];
      }),
    );
  }

  function reachesRecursiveUnion(ref: string): boolean {
    const target = targetOf(ref);
    const alwaysApplied = closure(isObject(target) ? [target] : [], (schema) => {
      const next = typeof schema["$ref"] === "string" ? targetOf(schema["$ref"]) : undefined;
      return [...objectsInArray(schema, "allOf"), ...(isObject(next) ? [next] : [])];
    });
    return alwaysApplied.some((schema) => UNION_APPLICATORS.some((keyword) => leadsBack(schema, keyword)));
  }

  for (const reference of references) bases.set(reference, baseOf(String(reference["$ref"])));
  const withAdded = { ...schemas, ...Object.fromEntries(added) };
  return { document: { ...document, components: { ...components, schemas: withAdded } }, bases };
}

/** Returns the alternatives that `schema` itself lists. */
function directAlternatives(schema: JsonObject): readonly JsonObject[] {
  return UNION_APPLICATORS.flatMap((keyword) => objectsInArray(schema, keyword));
}

/** Returns the alternatives of `schema`, including those in its `allOf`. */
function alternativesWithAllOf(schema: JsonObject): readonly JsonObject[] {
  return closure([schema], (one) => objectsInArray(one, "allOf")).flatMap(directAlternatives);
}

function objectsInArray(schema: JsonObject, keyword: string): readonly JsonObject[] {
  const schemas = schema[keyword];
  return Array.isArray(schemas) ? schemas.filter(isObject) : [];
}

function closure(
  start: Iterable<JsonObject>,
  edges: (schema: JsonObject) => readonly JsonObject[],
): readonly JsonObject[] {
  const found = new Set(start);
  for (const schema of found) for (const next of edges(schema)) found.add(next);
  return [...found];
}
