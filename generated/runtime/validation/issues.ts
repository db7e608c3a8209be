/** What a check complains of → issues for people: with a place and a sentence, and without the value. */

export interface Issue {
  /** Steps to the place that is wrong; to a missing or surplus property too. */
  readonly path: readonly PathStep[];
  /** The same as a JSON Pointer (RFC 6901), its steps cut at 200 characters. */
  readonly pointer: string;
  /** The keyword that does not hold. */
  readonly keyword: string;
  /** Such as `must be integer`. */
  readonly message: string;
  /** Where the keyword stands: `Client#/properties/name/minLength`. */
  readonly schemaPath: string;
}

/** Whether a value is right, without a place; with one, complaints go there, and the answer is whether there is room for more. */
export type CheckFunction = (value: unknown, at?: InstancePath) => boolean;

/** What the sentence of a keyword needs besides. */
export type Parameter = string | number | readonly unknown[] | undefined;

/** From a value to a property of it, or to an item. */
export type PathStep = string | number;

const MOST_ISSUES = 20;
const LONGEST_STEP = 200;

/**
 * A place in a value, and in the schema that it is held to. It is what leads there, told only when there is something
 * to complain of.
 */
export class InstancePath {
  readonly #issues: Issue[];
  readonly #above: InstancePath | undefined;
  readonly #step: PathStep | undefined;
  readonly #schema: string | undefined;

  /** The whole of a value: complaints are added to `issues`. `label`: name of the schema. */
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

  /** A property or an item, and the steps from this schema to its own: by default those of `properties` or `items`. */
  to(step: PathStep, schema?: string): InstancePath {
    return new InstancePath(this.#issues, this, step, schema);
  }

  /** The same value, by a schema that stands below this one. */
  within(schema: string): InstancePath {
    return new InstancePath(this.#issues, this, undefined, schema);
  }

  /** The same value, by the schema of this name. */
  of(label: string): InstancePath {
    return new InstancePath(this.#issues, this, undefined, `${label}#`);
  }

  /** Notes a complaint about the value, or about its property `name`; gives whether there is room for more. */
  complain(keyword: string, parameter: Parameter, name: string | undefined): boolean {
    if (this.#issues.length < MOST_ISSUES) {
      const path = this.#path();
      if (name !== undefined) path.push(name);
      this.#issues.push({
        path,
        pointer: path.map((step) => `/${escapeStep(String(step).slice(0, LONGEST_STEP))}`).join(""),
        keyword,
        message: SENTENCES[keyword]?.(parameter) ?? `must be valid by "${keyword}"`,
        schemaPath: `${this.#schemaPath()}/${keyword}`,
      });
    }
    return this.#issues.length < MOST_ISSUES;
  }

  #path(): PathStep[] {
    const path = this.#above === undefined ? [] : this.#above.#path();
    if (this.#step !== undefined) path.push(this.#step);
    return path;
  }

  #schemaPath(): string {
    const steps = this.#schemaSteps();
    const isWhole = !steps.startsWith("/"); // it begins with a name
    return isWhole || this.#above === undefined ? steps : this.#above.#schemaPath() + steps;
  }

  #schemaSteps(): string {
    if (this.#schema !== undefined) return this.#schema;
    return typeof this.#step === "string" ? `/properties/${escapeStep(this.#step)}` : "/items";
  }
}

/** The value does not hold to the keyword. */
export function fail(at: InstancePath | undefined, keyword: string, parameter?: Parameter): boolean {
  return at !== undefined && at.complain(keyword, parameter, undefined);
}

/** Its property `name` is the reason: it is missing, surplus, or must not have that name. */
export function failAt(at: InstancePath | undefined, name: string, keyword: string, parameter?: Parameter): boolean {
  return at !== undefined && at.complain(keyword, parameter, name);
}

/** The value has no property `name`, which is required. */
export function lacks(at: InstancePath | undefined, name: string): boolean {
  return failAt(at, name, "required");
}

const SENTENCES: Readonly<Record<string, (parameter: Parameter) => string>> = {
  type: (type) => `must be ${type}`,
  enum: oneOf,
  const: oneOf,
  multipleOf: (factor) => `must be a multiple of ${factor}`,
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be more than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  minLength: (limit) => `must have at least ${count(limit, "character")}`,
  maxLength: (limit) => `must have at most ${count(limit, "character")}`,
  pattern: (pattern) => `must match the pattern ${pattern}`,
  format: (format) => `must be of the format ${format}`,
  minItems: (limit) => `must have at least ${count(limit, "item")}`,
  maxItems: (limit) => `must have at most ${count(limit, "item")}`,
  items: (limit) => `must have at most ${count(limit, "item")}`,
  uniqueItems: () => "must have unique items",
  contains: (limits) => `must have ${range(limits)} of a certain item`,
  minProperties: (limit) => `must have at least ${count(limit, "property")}`,
  maxProperties: (limit) => `must have at most ${count(limit, "property")}`,
  required: () => "is required",
  dependentRequired: (property) => `is required beside ${property}`,
  additionalProperties: () => "is not a known property",
  unevaluatedProperties: () => "is not a known property",
  propertyNames: () => "is not a legal name of a property",
  false: () => "must not be present",
  not: () => "must not be what is excluded",
  anyOf: () => "must match at least one of the alternatives",
  oneOf: () => "must match exactly one of the alternatives",
};

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** `allowed`: a list, unless it is long. */
function oneOf(allowed: Parameter): string {
  if (!Array.isArray(allowed)) return "must be one of the allowed values";
  return `must be ${allowed.map((value) => JSON.stringify(value)).join(" or ")}`;
}

function count(amount: Parameter, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun === "property" ? "properties" : `${noun}s`}`;
}

/** `limits`: at least so many, and perhaps at most. */
function range(limits: Parameter): string {
  const [least, most] = Array.isArray(limits) ? limits : [limits];
  return most === undefined ? `at least ${least}` : `at least ${least} and at most ${most}`;
}
