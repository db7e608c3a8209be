/** Validators: what `validators.js` exports, and how a compiled check becomes one. */
import { type CheckFunction, type Issue, InstancePath } from "./issues.js";
import { Excess, tooDeep } from "./recursion.js";

/** Decides whether a value is a `T`. Any library that speaks Standard Schema can use it as it is. */
export interface Validator<T> extends StandardSchema<T> {
  is(value: unknown): value is T;
  /** What is wrong with the value: at most 20 issues, none if it is a `T`. */
  validate(value: unknown): readonly Issue[];
}

/** The validators of one operation: `validation.ts` has them by operation. */
export interface OperationValidation {
  /** Of `{ path, query, headers, cookies, querystring }`, decoded; names as the description writes them. */
  readonly parameters?: Validator<unknown>;
  /** By media type, as the description writes it; of sequences, that of their items. */
  readonly body?: Readonly<Record<string, Validator<unknown>>>;
  /** By `200`, `2XX` or `default`. */
  readonly responses?: Readonly<Record<string, ResponseValidation>>;
}

export interface ResponseValidation {
  /** Of the decoded headers by wire name. */
  readonly headers?: Validator<unknown>;
  /** By media type, as the description writes it; of sequences, that of their items. */
  readonly contents?: Readonly<Record<string, Validator<unknown>>>;
}

export type { CheckFunction as Check, Issue } from "./issues.js";

/** Standard Schema 1, https://standardschema.dev: the contract between validators and those who use them. */
export interface StandardSchema<Input, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): StandardResult<Output>;
    /** For the compiler only. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The validator of a check. `label`: name of the schema, for the issues. */
export function validator<T>(check: CheckFunction, label: string): Validator<T> {
  function is(value: unknown): value is T {
    try {
      return check(value);
    } catch (error) {
      return issuesOf(error).length === 0;
    }
  }

  function validate(value: unknown): readonly Issue[] {
    try {
      return check(value) ? [] : explain(value);
    } catch (error) {
      return issuesOf(error);
    }
  }

  /** Most values are right; what is wrong with others is found in a second walk. */
  function explain(value: unknown): readonly Issue[] {
    const issues: Issue[] = [];
    check(value, InstancePath.root(issues, label));
    return issues.length > 0 ? issues : [UNSTEADY];
  }

  return {
    is,
    validate,
    "~standard": {
      version: 1,
      vendor: "specwright",
      validate(value) {
        const issues = validate(value);
        return issues.length === 0 ? { value: value as T } : { issues }; // no issues: it is a `T`
      },
    },
  };
}

/** Of a value with getters, say. */
const UNSTEADY: Issue = {
  path: [],
  pointer: "",
  keyword: "const",
  message: "must be the same whenever it is read",
  schemaPath: "#",
};

function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof Excess) return [error.issue];
  // the stack has ended before the levels did
  if (error instanceof RangeError && error.message.includes("stack")) return [tooDeep().issue];
  throw error;
}
