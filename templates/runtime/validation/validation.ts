/** Validators: their interface, and how a compiled check becomes a validator. */
import { type CheckFunction, type Issue, InstancePath } from "./issues.js";
import { LimitError, depthError } from "./recursion.js";

/** A validator of `T`. Libraries that support Standard Schema can use it directly. */
export interface Validator<T> extends StandardSchema<T> {
  /** Returns true if the value is a `T`. */
  is(value: unknown): value is T;
  /** Returns at most 20 issues, and none if the value is a `T`. */
  validate(value: unknown): readonly Issue[];
}

/** A validator of values with `Date` or `bigint`. */
export interface ConvertedValidator<T> extends Validator<T> {
  /** Validates values as they travel: with text and numbers in place of `Date` and `bigint`. */
  readonly wire: Validator<unknown>;
}

/** Validators of one operation. `validation.ts` exports them by operation. */
export interface OperationValidation {
  /** Validates the decoded `{ path, query, headers, cookies, querystring }`, with names as in the description. */
  readonly parameters?: Validator<unknown>;
  /** Validators by media type as in the description. For sequences, they validate one item. */
  readonly body?: Readonly<Record<string, Validator<unknown>>>;
  /** Validators by status key: `200`, `2XX` or `default`. */
  readonly responses?: Readonly<Record<string, ResponseValidation>>;
}

export interface ResponseValidation {
  /** Validates the decoded headers, with names as in the description. */
  readonly headers?: Validator<unknown>;
  /** Validators by media type as in the description. For sequences, they validate one item. */
  readonly contents?: Readonly<Record<string, Validator<unknown>>>;
}

export type { CheckFunction, Issue } from "./issues.js";

/**
 * Interface between validators and libraries that use them, version 1.
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): StandardResult<Output>;
    /** Types for the TypeScript compiler. Absent at run time. */
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

/** Creates the validator of a check. `label` is the name of the schema in issues. */
export function validator<T>(check: CheckFunction, label: string): Validator<T> {
  function is(value: unknown): value is T {
    try {
      return check(value);
    } catch (error) {
      return issuesFromError(error).length === 0;
    }
  }

  function validate(value: unknown): readonly Issue[] {
    try {
      return check(value) ? [] : explain(value);
    } catch (error) {
      return issuesFromError(error);
    }
  }

  /** Validates an invalid value again to collect issues: most values are valid, and need no location. */
  function explain(value: unknown): readonly Issue[] {
    const issues: Issue[] = [];
    check(value, InstancePath.root(issues, label));
    return issues.length > 0 ? issues : [UNSTABLE_VALUE];
  }

  return { ...validatorOf<T>(validate), is };
}

/** Creates a validator from a function that returns the issues of a value. */
export function validatorOf<T>(validate: Validator<T>["validate"]): Validator<T> {
  return {
    is: (value): value is T => validate(value).length === 0,
    validate,
    "~standard": {
      version: 1,
      vendor: "specwright",
      validate(value) {
        const issues = validate(value);
        return issues.length === 0 ? { value: value as T } : { issues }; // without issues, the value is a `T`
      },
    },
  };
}

/** Returns a validator as one of another type. The schemas of both accept the same values. */
export function sameValidator<Same extends Validator<unknown>>(other: Validator<unknown>): Same {
  return other as Same; // the caller guarantees it
}

/** Issue of a value that was invalid first and valid in the second pass, for example because of getters. */
const UNSTABLE_VALUE: Issue = {
  path: [],
  pointer: "",
  keyword: "const",
  message: "must be the same whenever it is read",
  schemaPath: "#",
};

function issuesFromError(error: unknown): readonly Issue[] {
  if (error instanceof LimitError) return [error.issue];
  // the call stack overflowed before the limit of levels
  if (error instanceof RangeError && error.message.includes("stack")) return [depthError().issue];
  throw error;
}
