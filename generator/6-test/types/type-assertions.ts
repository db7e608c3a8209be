/**
 * Assertions on generated types, printed as a TypeScript module. A valid value must be assignable to the type, and an
 * invalid one must not be. Each assertion has lines of its own, so each compiler error belongs to one assertion.
 */
import { isObject, type Json } from "../../1-document/json.ts";
import type { Subject } from "../../generate.ts";
import type { ValueMutation } from "./value-mutations.ts";

export interface TypeAssertion {
  readonly type: TypeReference;
  readonly value: Json;
  /** The change that made a valid value invalid. Undefined if the value is valid. */
  readonly mutation?: ValueMutation;
  /** True to pass the value through a variable, where TypeScript allows undeclared properties. */
  readonly isFromVariable?: boolean;
}

export type TypeReference = Pick<Subject, "declaration" | "member">;

export interface AssertionModule {
  readonly text: string;
  /** Returns the assertion on a line. The first line is 1. */
  assertionAt(line: number): TypeAssertion | undefined;
}

const HEADING = [
  'import type * as t from "./types.js";',
  "type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;",
  "declare function loose<const T>(value: T): Writable<T>;",
];

/** Replaces `Date` by the string on the wire and `bigint` by the number: sample values are JSON. */
const WIRE_TYPE =
  "type Travelling<T> = T extends Date ? string : T extends bigint ? number : T extends object ? { [K in keyof T]: Travelling<T[K]> } : T;";

/**
 * Prints assertions as a module. An assertion that must not compile has two lines: the `@ts-expect-error` directive is
 * itself an error if the line below compiles. `hasConversions` is true if the types contain `Date` or `bigint`.
 */
export function assertionModule(assertions: readonly TypeAssertion[], hasConversions: boolean): AssertionModule {
  const lines = hasConversions ? [...HEADING, WIRE_TYPE] : [...HEADING];
  const owners: (TypeAssertion | undefined)[] = lines.map(() => undefined);
  for (const [index, assertion] of assertions.entries()) {
    const value =
      assertion.isFromVariable === true
        ? `loose(${jsonAsTypeScript(assertion.value)})`
        : jsonAsTypeScript(assertion.value);
    const type = hasConversions ? `Travelling<${typeExpression(assertion.type)}>` : typeExpression(assertion.type);
    const statement = `export const claim${index}: ${type} = ${value};`;
    const printed =
      assertion.mutation === undefined
        ? [statement]
        : [`// @ts-expect-error ${asciiComment(assertion.mutation.description)}`, statement];
    lines.push(...printed);
    owners.push(...printed.map(() => assertion));
  }
  return { text: `${lines.join("\n")}\n`, assertionAt: (line) => owners[line - 1] };
}

/** Returns the expression of a type. An optional property is read as a required one. */
export function typeExpression({ declaration, member }: TypeReference): string {
  return member === undefined ? `t.${declaration}` : `Required<t.${declaration}>[${asciiJson(member)}]`;
}

/**
 * Prints JSON as TypeScript. The key `__proto__` is computed, since a literal key would set the prototype. For keys that
 * every object has, such as `constructor`, TypeScript ignores the index signature. Literals below such a key would widen
 * to `string`, so they are constants (`isWidened`).
 */
function jsonAsTypeScript(value: Json, isWidened = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => jsonAsTypeScript(item, isWidened)).join(", ")}]`;
  if (!isObject(value)) return isWidened && value !== null ? `${asciiJson(value)} as const` : asciiJson(value);
  const members = Object.entries(value).map(([name, member]) => {
    const key = asciiJson(name);
    const printed = jsonAsTypeScript(member, isWidened || name in Object.prototype);
    return `${name === "__proto__" ? `[${key}]` : key}: ${printed}`;
  });
  return `{${members.join(", ")}}`;
}

/** Prints JSON with escapes for all characters that TypeScript takes for line breaks. */
function asciiJson(value: Json): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Returns a string that is safe in a line comment. */
function asciiComment(text: string): string {
  return text.replaceAll(/[^ -~]/g, "?").slice(0, 120);
}
