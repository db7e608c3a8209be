/** Sampled cases → the views of a test suite that people read, run and extend. */
import type { JsonValue } from "../2-model/api.ts";
import { code, type Code, commentLines, key, literal } from "./code.ts";
import { type Data, layOut } from "./layout.ts";

/** The cases of one operation, as plain data. */
export interface OperationCases {
  /** Of the client's method and the server's handler. */
  readonly id: string;
  /** `getPets: GET /pets` */
  readonly name: string;
  readonly inputs: readonly JsonValue[];
  readonly answers: readonly JsonValue[];
  /** Each with what is wrong about it, and the input. */
  readonly illegal: readonly JsonValue[];
  /** Why there is no input. */
  readonly todo: string;
}

export interface ContractView {
  readonly title: readonly Code[];
  readonly operations: readonly {
    readonly id: Code;
    readonly name: Code;
    readonly hasInputs: boolean;
    readonly inputs: readonly Code[];
    readonly hasAnswers: boolean;
    readonly answers: readonly Code[];
    readonly hasIllegal: boolean;
    readonly illegal: readonly Code[];
    readonly todo: Code;
  }[];
}

export function contractView(title: string, operations: readonly OperationCases[]): ContractView {
  return {
    title: commentLines(title),
    operations: operations.map(({ id, name, inputs, answers, illegal, todo }) => ({
      id: literal(id),
      name: literal(name),
      hasInputs: inputs.length > 0,
      inputs: inputs.map(laidOut),
      hasAnswers: answers.length > 0,
      answers: answers.map(laidOut),
      hasIllegal: illegal.length > 0,
      illegal: illegal.map(laidOut),
      todo: literal(todo),
    })),
  };
}

function laidOut(value: JsonValue): Code {
  return layOut(dataOf(value), { margin: 4, taken: 1 });
}

function dataOf(value: JsonValue): Data {
  if (typeof value !== "object" || value === null) return literal(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => dataOf(item));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dataOf(member)]));
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
