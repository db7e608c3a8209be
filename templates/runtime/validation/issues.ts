/** Issues: what is wrong with a value, where, and by which keyword. Issues never contain the value. */

/** One violation of a schema. */
export interface Issue {
  /** Steps to the invalid value, or to a missing or unknown property. */
  readonly path: readonly PathStep[];
  /** The path as a JSON Pointer (RFC 6901). Steps are cut after 200 characters. */
  readonly pointer: string;
  /** Keyword that the value violates. */
  readonly keyword: string;
  /** Message such as `must be integer`. */
  readonly message: string;
  /** Location of the keyword: `Client#/properties/name/minLength`. */
  readonly schemaPath: string;
}

/**
 * A compiled check. Without `at`, it returns true if the value is valid. With `at`, it reports issues there, and
 * returns true if more issues can be reported.
 */
export type CheckFunction = (value: unknown, at?: InstancePath) => boolean;

/** The value of a keyword in its message, such as a limit. */
export type IssueParameter = string | number | readonly unknown[] | undefined;

/** A property name or the index of an item. */
export type PathStep = string | number;

const MAX_ISSUES = 20;
const MAX_STEP_LENGTH = 200;

/**
 * A location in a value and in its schema, linked to the location above it. Paths and pointers are built only when an
 * issue is reported.
 */
export class InstancePath {
  readonly #issues: Issue[];
  readonly #above: InstancePath | undefined;
  readonly #step: PathStep | undefined;
  readonly #schema: string | undefined;

  /** Creates the location of a whole value. Issues are added to `issues`. `label` is the name of the schema. */
  static root(issues: Issue[], label: string): InstancePath {
    return new InstancePath(issues, undefined, undefined, `${label}#`);
  }

  private constructor(
    issues: Issue[],
    above: InstancePath | undefined,
    step: PathStep | undefined,
    schema: string | undefined,
  ) {
    this.#issues = issues;
    this.#above = above;
    this.#step = step;
    this.#schema = schema;
  }

  /** Returns the location of a property or an item. `schema` is the path to its schema, by default in `properties` or `items`. */
  to(step: PathStep, schema?: string): InstancePath {
    return new InstancePath(this.#issues, this, step, schema);
  }

  /** Returns the location of the same value in a subschema. */
  within(schema: string): InstancePath {
    return new InstancePath(this.#issues, this, undefined, schema);
  }

  /** Returns the location of the same value in a referenced schema. */
  inSchema(label: string): InstancePath {
    return new InstancePath(this.#issues, this, undefined, `${label}#`);
  }

  /** Adds an issue about the value, or about its property `name`. Returns true if more issues can be added. */
  report(keyword: string, parameter: IssueParameter, name: string | undefined): boolean {
    if (this.#issues.length < MAX_ISSUES) {
      const path = this.#path();
      if (name !== undefined) path.push(name);
      this.#issues.push({
        path,
        pointer: path.map((step) => `/${escapePointerToken(String(step).slice(0, MAX_STEP_LENGTH))}`).join(""),
        keyword,
        message: MESSAGES[keyword]?.(parameter) ?? `must be valid by "${keyword}"`,
        schemaPath: `${this.#schemaPath()}/${keyword}`,
      });
    }
    return this.#issues.length < MAX_ISSUES;
  }

  #path(): PathStep[] {
    const path = this.#above === undefined ? [] : this.#above.#path();
    if (this.#step !== undefined) path.push(this.#step);
    return path;
  }

  #schemaPath(): string {
    const steps = this.#schemaSteps();
    const isWhole = !steps.startsWith("/"); // it begins with the name of a schema
    return isWhole || this.#above === undefined ? steps : this.#above.#schemaPath() + steps;
  }

  #schemaSteps(): string {
    if (this.#schema !== undefined) return this.#schema;
    return typeof this.#step === "string" ? `/properties/${escapePointerToken(this.#step)}` : "/items";
  }
}

/** Reports that the value violates a keyword. Returns false without a location. */
export function fail(at: InstancePath | undefined, keyword: string, parameter?: IssueParameter): boolean {
  return at !== undefined && at.report(keyword, parameter, undefined);
}

/** Reports an issue at the property `name`: it is missing, unknown, or has an invalid name. */
export function failAt(
  at: InstancePath | undefined,
  name: string,
  keyword: string,
  parameter?: IssueParameter,
): boolean {
  return at !== undefined && at.report(keyword, parameter, name);
}

/** Reports that the required property `name` is missing. */
export function failRequired(at: InstancePath | undefined, name: string): boolean {
  return failAt(at, name, "required");
}

const MESSAGES: Readonly<Record<string, (parameter: IssueParameter) => string>> = {
  type: (type) => `must be ${type}`,
  enum: allowedValuesMessage,
  const: allowedValuesMessage,
  multipleOf: (factor) => `must be a multiple of ${factor}`,
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be more than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  minLength: (limit) => `must have at least ${countOf(limit, "character")}`,
  maxLength: (limit) => `must have at most ${countOf(limit, "character")}`,
  pattern: (pattern) => `must match the pattern ${pattern}`,
  format: (format) => `must be of the format ${format}`,
  minItems: (limit) => `must have at least ${countOf(limit, "item")}`,
  maxItems: (limit) => `must have at most ${countOf(limit, "item")}`,
  items: (limit) => `must have at most ${countOf(limit, "item")}`,
  uniqueItems: () => "must have unique items",
  contains: (limits) => `must have ${countRange(limits)} of a certain item`,
  minProperties: (limit) => `must have at least ${countOf(limit, "property")}`,
  maxProperties: (limit) => `must have at most ${countOf(limit, "property")}`,
  required: () => "is required",
  dependentRequired: (property) => `is required beside ${property}`,
  additionalProperties: () => "is not a known property",
  unevaluatedProperties: () => "is not a known property",
  propertyNames: () => "is not a valid property name",
  false: () => "must not be present",
  not: () => "must not be what is excluded",
  anyOf: () => "must match at least one of the alternatives",
  oneOf: () => "must match exactly one of the alternatives",
};

function escapePointerToken(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Returns the message of `enum` and `const`. `allowed` is an array unless there are many values. */
function allowedValuesMessage(allowed: IssueParameter): string {
  if (!Array.isArray(allowed)) return "must be one of the allowed values";
  if (allowed.length === 0) return "must be absent, because its schema allows no value";
  return `must be ${allowed.map((value) => JSON.stringify(value)).join(" or ")}`;
}

function countOf(amount: IssueParameter, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun === "property" ? "properties" : `${noun}s`}`;
}

/** Returns the words for a minimum and an optional maximum. */
function countRange(limits: IssueParameter): string {
  const [least, most] = Array.isArray(limits) ? limits : [limits];
  return most === undefined ? `at least ${least}` : `at least ${least} and at most ${most}`;
}
