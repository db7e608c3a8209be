/**
 * Claims about types as a TypeScript module: a value that the schema allows has the type, and one that it forbids has
 * not. One line each, so that what the compiler says of a line is its verdict on a claim.
 */
import { isObject, type Json } from "../../1-document/json.ts";
import type { Subject } from "../../generate.ts";
import type { NearMiss } from "./near-misses.ts";

export interface Claim {
  readonly type: TypeReference;
  readonly value: Json;
  /** Absent: the value is legal. Else what was done to one that was. */
  readonly miss?: NearMiss;
  /** The value comes from a variable: TypeScript does not look for undeclared properties there. */
  readonly isLoose?: boolean;
}

export type TypeReference = Pick<Subject, "declaration" | "member">;

export interface ClaimsModule {
  readonly text: string;
  /** The claim that stands on a line, the first one being 1. */
  claimAt(line: number): Claim | undefined;
}

const HEADING = [
  'import type * as t from "./types.js";',
  "type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;",
  "declare function loose<const T>(value: T): Writable<T>;",
];

/** Claims are about what travels: of a `Date` a text, of a `bigint` a number. */
const TRAVELLING =
  "type Travelling<T> = T extends Date ? string : T extends bigint ? number : T extends object ? { [K in keyof T]: Travelling<T[K]> } : T;";

/**
 * Both lines of a claim that must not compile are its own: the directive complains where the line below is no error.
 * `isConverted`: the types have `Date` or `bigint`.
 */
export function claimsModule(claims: readonly Claim[], isConverted: boolean): ClaimsModule {
  const lines = isConverted ? [...HEADING, TRAVELLING] : [...HEADING];
  const owners: (Claim | undefined)[] = lines.map(() => undefined);
  for (const [index, claim] of claims.entries()) {
    const value = claim.isLoose === true ? `loose(${expression(claim.value)})` : expression(claim.value);
    const type = isConverted ? `Travelling<${typeText(claim.type)}>` : typeText(claim.type);
    const statement = `export const claim${index}: ${type} = ${value};`;
    const written =
      claim.miss === undefined ? [statement] : [`// @ts-expect-error ${inComment(claim.miss.what)}`, statement];
    lines.push(...written);
    owners.push(...written.map(() => claim));
  }
  return { text: `${lines.join("\n")}\n`, claimAt: (line) => owners[line - 1] };
}

/** A member that may be missing is still one of the type. */
export function typeText({ declaration, member }: TypeReference): string {
  return member === undefined ? `t.${declaration}` : `Required<t.${declaration}>[${onOneLine(member)}]`;
}

/** JSON as TypeScript, where `{ "__proto__": … }` would set the prototype. */
function expression(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(expression).join(", ")}]`;
  if (!isObject(value)) return onOneLine(value);
  const members = Object.entries(value).map(([name, member]) => {
    const key = onOneLine(name);
    return `${name === "__proto__" ? `[${key}]` : key}: ${expression(member)}`;
  });
  return `{${members.join(", ")}}`;
}

/** TypeScript counts lines at characters that JSON lets stand in strings. */
function onOneLine(value: Json): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Printable ASCII on one line; a name in a pointer may be anything. */
function inComment(text: string): string {
  return text.replaceAll(/[^ -~]/g, "?").slice(0, 120);
}
