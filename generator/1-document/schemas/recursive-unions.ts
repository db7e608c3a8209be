/**
 * Alternatives that refer to what they are alternatives of: Pet says `oneOf: [Cat, Dog]`, and Cat `allOf: [Pet, …]`. To
 * the letter, no check of that ever ends (JSON Schema 2020-12 Core §9.4.1); what authors mean is Pet without its
 * alternatives, and that becomes a schema beside it, `PetBase`.
 */
import { type Json, type JsonObject, isObject, ownProperty, valueAt } from "../json.ts";
import { canonicalPointer, childPointer, parsePointer } from "../pointer.ts";
import { commonCycleTest } from "./cycles.ts";

const UNION_APPLICATORS = ["oneOf", "anyOf"] as const;

/** What is said of the alternatives as a whole. */
const UNION_KEYWORDS = ["discriminator", "nullable", "x-nullable"];

export interface RecursiveUnions {
  /** The schemas whose `$ref` means a parent without its alternatives. */
  readonly references: ReadonlySet<JsonObject>;
  /** Whether what `schema` says by the keyword comes back to `schema`. */
  isRecursive(schema: JsonObject, keyword: (typeof UNION_APPLICATORS)[number]): boolean;
}

/** Looks at `roots` and all that they apply to the same value. `targetOf`: what a reference leads to. */
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

  /** What `schema` always applies. */
  function alwaysApplied(schema: JsonObject): readonly JsonObject[] {
    const target = referenceTarget(schema);
    return [...objectsInArray(schema, "allOf"), ...(target === undefined ? [] : [target])];
  }

  function appliedExceptFound(schema: JsonObject): readonly JsonObject[] {
    return found.has(schema) ? objectsInArray(schema, "allOf") : alwaysApplied(schema);
  }

  /** `start`, and what one reference after the other leads to. */
  function referenceChain(start: JsonObject): readonly JsonObject[] {
    const passed = new Set([start]);
    for (const schema of passed) {
      const target = referenceTarget(schema);
      if (target !== undefined) passed.add(target);
    }
    return [...passed];
  }

  /** The alternatives of `schema`, and theirs. */
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
  // Beside other keywords, a `$ref` is as good as one in `allOf`: the last on the way from an alternative is meant.
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
  /** By schema with such a `$ref`, where that is to lead instead. */
  readonly bases: ReadonlyMap<JsonObject, string>;
}

/**
 * `document` of 3.0 or later, its references local, with parents beside themselves where alternatives mean them. `others`:
 * where references to schemas lead that are no components.
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

  /** The `$ref` that leads to what `ref` does, without alternatives that come back. */
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
    added.set(name, true); // keeps the name
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

/** The alternatives that are written in `schema`. */
function directAlternatives(schema: JsonObject): readonly JsonObject[] {
  return UNION_APPLICATORS.flatMap((keyword) => objectsInArray(schema, keyword));
}

/** Those that its `allOf` has, too. */
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
