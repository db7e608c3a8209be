/**
 * Finds schemas that no value satisfies. Reports nothing where it cannot decide, such as `not`, patterns and recursion:
 * each conflict that it finds is one.
 */
import { isObject } from "../../json.ts";
import { type Conjunct, conjunctsOf, declaredProperty, isClosed, requiredNames } from "./conjuncts.ts";
import { limitConflict } from "./limit-conflicts.ts";
import { type SchemaScope, schemaViolations, violationText } from "./schema-violation.ts";

/** A reason why no value is valid. */
export interface ValueConflict {
  /** The end of the sentence "No value is valid: …". */
  readonly reason: string;
  /** True if the same is reported at another place, or if the author says that there is no value. */
  readonly isKnown: boolean;
}

const KINDS = ["null", "boolean", "number", "string", "array", "object"] as const;
type Kind = (typeof KINDS)[number];

/** Maximum number of nested schemas that are examined, and of alternatives and values. */
const MAX_DEPTH = 6;
const MAX_ALTERNATIVES = 50;
const MAX_VALUES = 200;

const FORBIDDEN: ValueConflict = { reason: "no value is allowed", isKnown: true };

export class ValueConflicts {
  readonly #scope: SchemaScope;
  readonly #known = new Map<object, ValueConflict | undefined>();

  constructor(scope: SchemaScope) {
    this.#scope = scope;
  }

  /** Returns the reason why no value is valid by a schema, or undefined if there may be one. */
  of(schema: unknown, depth = 0): ValueConflict | undefined {
    if (schema === false) return FORBIDDEN;
    if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
    if (this.#known.has(schema)) return this.#known.get(schema);
    this.#known.set(schema, undefined); // recursion decides nothing
    const conflict = this.#among(conjunctsOf(schema, this.#scope), depth);
    this.#known.set(schema, conflict);
    return conflict;
  }

  #among(all: readonly Conjunct[] | undefined, depth: number): ValueConflict | undefined {
    if (all === undefined) return FORBIDDEN;
    return this.#listed(all) ?? this.#byKind(all, depth) ?? this.#alternatives(all, depth);
  }

  /** Examines the values of `enum` and `const`. */
  #listed(all: readonly Conjunct[]): ValueConflict | undefined {
    const lists = all.flatMap(({ schema, allowsNull }) => {
      const { enum: listed, const: only } = schema;
      const values = Array.isArray(listed) ? listed : only === undefined ? undefined : [only];
      return values === undefined ? [] : [allowsNull ? [...values, null] : values];
    });
    const [values] = lists;
    if (lists.some((list) => list.length === 0)) return { reason: "`enum` is empty", isKnown: false };
    if (values === undefined || values.length > MAX_VALUES) return undefined;
    let first = "";
    for (const value of values) {
      const [violation] = all.flatMap(({ schema, allowsNull }) => {
        return value === null && allowsNull ? [] : schemaViolations(value, ownKeywords(schema), this.#scope);
      });
      if (violation === undefined) return undefined;
      first ||= `${JSON.stringify(value)} ${violationText(violation)}`;
    }
    const isOfOneSchema =
      all.filter(({ schema }) => schema["type"] !== undefined || schema["enum"] !== undefined).length === 1;
    // the rule `enum-type` reports values that are not of the `type` beside them
    return {
      reason: `of the values in \`enum\` or \`const\`, ${first}`,
      isKnown: isOfOneSchema && first.includes("is not of type"),
    };
  }

  #byKind(all: readonly Conjunct[], depth: number): ValueConflict | undefined {
    const kinds = KINDS.filter((kind) => all.every((conjunct) => allowsKind(conjunct, kind)));
    if (kinds.length === 0) return { reason: `no value is of type ${typesOf(all)} at once`, isKnown: false };
    let conflict: ValueConflict | undefined;
    for (const kind of kinds) {
      const found = limitConflict(all, kind) ?? this.#ofParts(all, kind, depth);
      if (found === undefined) return undefined;
      conflict ??= found;
    }
    return conflict;
  }

  #ofParts(all: readonly Conjunct[], kind: Kind, depth: number): ValueConflict | undefined {
    if (kind === "array") return this.#items(all, depth);
    if (kind !== "object") return undefined;
    for (const name of new Set(all.flatMap(({ schema }) => requiredNames(schema)))) {
      const conflict = this.#requiredProperty(all, name, depth);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  #items(all: readonly Conjunct[], depth: number): ValueConflict | undefined {
    const least = Math.max(
      0,
      ...all.map(({ schema }) => (typeof schema["minItems"] === "number" ? schema["minItems"] : 0)),
    );
    if (least === 0) return undefined;
    const schemas = all.flatMap(({ schema: { items, prefixItems } }) => {
      return items === undefined || Array.isArray(items) || prefixItems !== undefined ? [] : [items];
    });
    const conflict = this.#ofAll(schemas, depth);
    return conflict && { ...conflict, reason: `\`minItems\` is ${least}, but for an item ${conflict.reason}` };
  }

  #requiredProperty(all: readonly Conjunct[], name: string, depth: number): ValueConflict | undefined {
    const declared = all.flatMap(({ schema }) => declaredProperty(schema, name) ?? []);
    const closed = all.find(({ schema }) => isClosed(schema) && declaredProperty(schema, name) === undefined);
    if (closed !== undefined) {
      const reason = `\`${name}\` is required, but \`additionalProperties: false\` of ${closed.title} forbids it`;
      // the rules `closed-base` and `no-required-schema-properties-undefined` report it
      return { reason, isKnown: all.length > 1 || closed.schema["properties"] !== undefined };
    }
    const conflict = this.#ofAll(declared, depth);
    return conflict && { ...conflict, reason: `\`${name}\` is required, but for it ${conflict.reason}` };
  }

  /** Examines schemas that apply to one part of the value. A conflict in one of them is reported there. */
  #ofAll(schemas: readonly unknown[], depth: number): ValueConflict | undefined {
    for (const schema of schemas) {
      const conflict = this.of(schema, depth + 1);
      if (conflict !== undefined) return { ...conflict, isKnown: conflict !== FORBIDDEN };
    }
    if (schemas.length < 2 || depth >= MAX_DEPTH) return undefined;
    const conjuncts = schemas.map((schema) => conjunctsOf(schema, this.#scope) ?? []);
    return this.#among(conjuncts.flat(), depth + 1);
  }

  /** Examines `anyOf` and `oneOf`: each alternative applies together with all other schemas. */
  #alternatives(all: readonly Conjunct[], depth: number): ValueConflict | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    for (const { schema, allowsNull } of all) {
      if (allowsNull) continue;
      for (const keyword of ["anyOf", "oneOf"]) {
        const list = schema[keyword];
        if (!Array.isArray(list) || list.length === 0 || list.length > MAX_ALTERNATIVES) continue;
        const rest = all.map((each) => (each.schema === schema ? { ...each, schema: without(schema, keyword) } : each));
        const conflicts = list.map((alternative: unknown) => {
          const conjuncts = conjunctsOf(alternative, this.#scope);
          return conjuncts === undefined ? FORBIDDEN : this.#among([...rest, ...conjuncts], depth + 2);
        });
        const [first] = conflicts;
        if (first === undefined || conflicts.includes(undefined)) continue;
        const isKnown = list.every((alternative: unknown) => this.of(alternative, depth + 2) !== undefined);
        return {
          reason: `each schema of \`${keyword}\` contradicts the others. For the first, ${first.reason}`,
          isKnown,
        };
      }
    }
    return undefined;
  }
}

/** Returns a schema without the keywords whose subschemas are conjuncts of their own. */
function ownKeywords(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { $ref: _ref, allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, ...own } = schema;
  return own;
}

function without(schema: Readonly<Record<string, unknown>>, keyword: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}

function typeNames({ schema: { type } }: Conjunct): readonly unknown[] | undefined {
  return type === undefined ? undefined : [type].flat();
}

function allowsKind(conjunct: Conjunct, kind: Kind): boolean {
  if (kind === "null" && conjunct.allowsNull) return true;
  const types = typeNames(conjunct);
  if (types === undefined || types.some((type) => !TYPES.has(type))) return true; // unknown types are reported elsewhere
  return types.some((type) => type === kind || (type === "integer" && kind === "number"));
}

const TYPES: ReadonlySet<unknown> = new Set([...KINDS, "integer"]);

function typesOf(all: readonly Conjunct[]): string {
  const names = all.flatMap((conjunct) => typeNames(conjunct)?.join(" or ") ?? []);
  return [...new Set(names)].join(" and of type ");
}
