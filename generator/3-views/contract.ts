/** Sampled cases → the views of a test suite that people read, run and extend. */
import { code, type Code, commentLines, key, literal } from "./code.ts";
import { type Data, layOut } from "./layout.ts";

/** Bytes of a case: a text of a media type. */
export class Bytes {
  readonly text: string;
  readonly type: string;

  constructor(text: string, type: string) {
    this.text = text;
    this.type = type;
  }
}

/** What a caller gives or gets: JSON, with bytes in it, and what formats are converted to. */
export type CaseValue =
  | string
  | number
  | boolean
  | null
  | bigint
  | Date
  | Bytes
  | readonly CaseValue[]
  | { readonly [name: string]: CaseValue };

/** The cases of one operation, as plain data. */
export interface OperationCases {
  /** Of the client's method and the server's handler. */
  readonly id: string;
  /** `getPets: GET /pets` */
  readonly name: string;
  readonly inputs: readonly CaseValue[];
  readonly responses: readonly CaseValue[];
  /** Each with what is wrong about it, and the input. */
  readonly invalid: readonly CaseValue[];
  /** Whether the server asks who is there. */
  readonly isGuarded: boolean;
  /** What there is no case of, and why. */
  readonly todos: readonly string[];
}

export interface ContractView {
  readonly title: readonly Code[];
  /** The module that the suite shares. */
  readonly loop: Code;
  readonly id: Code;
  readonly name: Code;
  readonly hasInputs: boolean;
  readonly inputs: readonly Code[];
  readonly hasResponses: boolean;
  readonly responses: readonly Code[];
  readonly hasInvalid: boolean;
  readonly invalid: readonly Code[];
  readonly isGuarded: boolean;
  readonly todos: readonly Code[];
  /** Of vitest, and of `loop`: only what the file uses. */
  readonly vitest: Code;
  readonly helpers: readonly Code[];
}

export function contractView(title: string, loop: string, cases: OperationCases): ContractView {
  const { id, name, inputs, responses: answers, invalid: illegal, todos } = cases;
  const hasInputs = inputs.length > 0;
  const hasResponses = hasInputs && answers.length > 0;
  const hasInvalid = hasInputs && illegal.length > 0;
  const isGuarded = hasInputs && cases.isGuarded;
  const helpers: readonly (readonly [isUsed: boolean, name: Code])[] = [
    [hasResponses, code`type MockedResponse`],
    [hasResponses, code`responseTo`],
    [hasInputs && [inputs, answers, illegal].some(hasBytes), code`bytes`],
    [hasInputs, code`plain`],
    [hasInputs, code`receivedFrom`],
    [hasInvalid || isGuarded, code`statusFor`],
  ];
  return {
    title: commentLines(title),
    loop: literal(loop),
    id: literal(id),
    name: literal(name),
    hasInputs,
    inputs: inputs.map(laidOut),
    hasResponses,
    responses: answers.map(laidOut),
    hasInvalid,
    invalid: illegal.map(laidOut),
    isGuarded,
    todos: todos.map((todo) => literal(todo)),
    vitest: hasInputs ? code`describe, expect, test` : code`describe, test`,
    helpers: helpers.flatMap(([isUsed, helper]) => (isUsed ? [helper] : [])),
  };
}

function hasBytes(value: CaseValue): boolean {
  if (value instanceof Bytes) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasBytes);
}

function laidOut(value: CaseValue): Code {
  return layOut(dataOf(value), { margin: 4, taken: 1 });
}

function dataOf(value: CaseValue): Data {
  if (typeof value === "bigint") return code`${literal(Number(value))}n`; // no larger than a double holds
  if (typeof value !== "object" || value === null) return literal(value);
  if (value instanceof Date) return code`new Date(${literal(value.toISOString())})`;
  if (value instanceof Bytes) return code`bytes(${literal(value.text)}, ${literal(value.type)})`;
  if (isList(value)) return value.map(dataOf);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dataOf(member)]));
}

function isList(value: object): value is readonly CaseValue[] {
  return Array.isArray(value);
}

export interface LoopView {
  /** Modules of the generated code, as string literals. */
  readonly client: Code;
  readonly server: Code;
  readonly hasSchemes: boolean;
  readonly schemes: readonly Code[];
  readonly credentials: readonly { readonly name: Code; readonly value: Code }[];
}

/** `schemes`: those that operations ask for, by key, and whether they take a name and a password. */
export function loopView(
  modules: { readonly client: string; readonly server: string },
  schemes: ReadonlyMap<string, boolean>,
): LoopView {
  const pair = code`{ username: "somebody", password: "secret" }`;
  return {
    client: literal(modules.client),
    server: literal(modules.server),
    hasSchemes: schemes.size > 0,
    schemes: Array.from(schemes.keys(), key),
    credentials: Array.from(schemes, ([name, isPair]) => ({ name: key(name), value: isPair ? pair : code`"secret"` })),
  };
}
