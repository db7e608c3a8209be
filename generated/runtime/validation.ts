/** Validators: what `validators.js` exports, and how a compiled check becomes one. */
import { type Complaint, isTooDeep, type Issue, issuesOf, tooDeep } from "./issues.js";

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
  /** By media type, as the description writes it. */
  readonly body?: Readonly<Record<string, Validator<unknown>>>;
  /** By `200`, `2XX` or `default`. */
  readonly responses?: Readonly<Record<string, ResponseValidation>>;
}

export interface ResponseValidation {
  /** Of the decoded headers by wire name. */
  readonly headers?: Validator<unknown>;
  /** By media type, as the description writes it. */
  readonly contents?: Readonly<Record<string, Validator<unknown>>>;
}

export type { Issue } from "./issues.js";

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

/** A function that was compiled from a schema; it leaves what is wrong in a property of its own. */
export interface Check {
  (value: unknown): boolean;
  errors?: readonly Complaint[] | null;
}

/** The validator of a check. `deep`: it calls itself along the value, so the value's depth is looked at first. */
export function validator<T>(check: Check, deep: boolean = false): Validator<T> {
  function validate(value: unknown): readonly Issue[] {
    if (deep && isTooDeep(value)) return [tooDeep];
    if (check(value)) return [];
    const issues = issuesOf(check.errors ?? [], value);
    check.errors = null; // nothing of a value outlives its validation
    return issues;
  }

  function is(value: unknown): value is T {
    return validate(value).length === 0;
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
