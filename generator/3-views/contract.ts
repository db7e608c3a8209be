/** Sampled cases → the views of the test suite that `specwright test --emit` writes for users to run and extend. */
import { code, type Code, commentLines, key, literal } from "./code.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";

/** A file in a case, given as a string with its media type. */
export class Bytes {
  readonly text: string;
  readonly type: string;

  constructor(text: string, type: string) {
    this.text = text;
    this.type = type;
  }
}

/** A value of a case: JSON, files, and values of converted formats (`Date`, `bigint`). */
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

/** The cases of one operation. */
export interface OperationCases {
  /** The name of the client method and of the handler. */
  readonly id: string;
  /** The title of the suite: `getPets: GET /pets`. */
  readonly name: string;
  readonly inputs: readonly CaseValue[];
  readonly responses: readonly CaseValue[];
  /** Invalid inputs, each with the reason: `{ about, input }`. */
  readonly invalid: readonly CaseValue[];
  /** True if the operation requires credentials. */
  readonly isGuarded: boolean;
  /** Titles of `test.todo`: what has no case, and the reason. */
  readonly todos: readonly string[];
}

export interface ContractView {
  readonly imports: Imports;
  readonly title: readonly Code[];
  readonly id: Code;
  readonly name: Code;
  readonly hasInputs: boolean;
  /** True if a test that fails stands for the missing cases. */
  readonly isUntested: boolean;
  readonly inputs: readonly Code[];
  readonly hasResponses: boolean;
  readonly responses: readonly Code[];
  readonly hasInvalid: boolean;
  readonly invalid: readonly Code[];
  readonly isGuarded: boolean;
  readonly todos: readonly Code[];
}

/** Returns the view of a suite. An operation without cases gets a test that fails, unless `allowUntested` is true. */
export function contractView(title: string, cases: OperationCases, allowUntested: boolean): ContractView {
  const { id, name, inputs, responses, invalid, todos } = cases;
  const hasInputs = inputs.length > 0;
  const hasResponses = hasInputs && responses.length > 0;
  const hasInvalid = hasInputs && invalid.length > 0;
  const isGuarded = hasInputs && cases.isGuarded;
  const imports = new Imports();
  for (const api of hasInputs ? ["describe", "expect", "test"] : ["describe", "test"]) imports.use("npm:vitest", api);
  for (const helper of hasInputs ? ["plain", "receivedFrom"] : []) imports.use("loop", helper);
  if (hasInputs && [inputs, responses, invalid].some(hasBytes)) imports.use("loop", "bytes");
  if (hasResponses) {
    imports.useType("loop", "MockedResponse");
    imports.use("loop", "responseTo");
  }
  if (hasInvalid || isGuarded) imports.use("loop", "statusFor");
  return {
    imports,
    title: commentLines(title),
    id: literal(id),
    name: literal(name),
    hasInputs,
    isUntested: !hasInputs && !allowUntested,
    inputs: inputs.map(caseCode),
    hasResponses,
    responses: responses.map(caseCode),
    hasInvalid,
    invalid: invalid.map(caseCode),
    isGuarded,
    todos: todos.map((todo) => literal(todo)),
  };
}

function hasBytes(value: CaseValue): boolean {
  if (value instanceof Bytes) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasBytes);
}

function caseCode(value: CaseValue): Code {
  return layOut(caseData(value), { margin: 4, taken: 1 });
}

function caseData(value: CaseValue): Data {
  if (typeof value === "bigint") return code`${literal(Number(value))}n`; // A sampled integer is never larger than a double can hold.
  if (typeof value !== "object" || value === null) return literal(value);
  if (value instanceof Date) return code`new Date(${literal(value.toISOString())})`;
  if (value instanceof Bytes) return code`bytes(${literal(value.text)}, ${literal(value.type)})`;
  if (isArray(value)) return value.map(caseData);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, caseData(member)]));
}

function isArray(value: object): value is readonly CaseValue[] {
  return Array.isArray(value);
}

/** The prefix of modules in the folder of the generated code, which is not the folder of the suite. */
export const GENERATED = "generated/";

export interface LoopView {
  readonly imports: Imports;
  readonly hasSchemes: boolean;
  readonly schemes: readonly Code[];
  readonly credentials: readonly { readonly name: Code; readonly value: Code }[];
}

/**
 * Returns the view of the module that all tests of the suite share. `schemes` are the security schemes that operations
 * require, by key, and whether the credential is a user name with a password.
 */
export function loopView(schemes: ReadonlyMap<string, boolean>): LoopView {
  const imports = new Imports();
  imports.use(`${GENERATED}client`, "createApi");
  imports.use(`${GENERATED}server/index`, "createServer");
  imports.use(`${GENERATED}server/index`, "stubs");
  const basic = code`{ username: "somebody", password: "secret" }`;
  return {
    imports,
    hasSchemes: schemes.size > 0,
    schemes: Array.from(schemes.keys(), key),
    credentials: Array.from(schemes, ([name, isBasic]) => ({
      name: key(name),
      value: isBasic ? basic : code`"secret"`,
    })),
  };
}
