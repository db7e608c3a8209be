/** What a check complains of → issues for people: with a place and a sentence, and without the value. */

export interface Issue {
  /** Steps to the place that is wrong; to a missing or surplus property too. */
  readonly path: readonly (string | number)[];
  /** The same as a JSON Pointer (RFC 6901), its steps cut at 200 characters. */
  readonly pointer: string;
  /** The keyword that does not hold. */
  readonly keyword: string;
  /** Such as `must be integer`. */
  readonly message: string;
  /** Where the keyword stands: `Client#/properties/name/minLength`. */
  readonly schemaPath: string;
}

/** As compiled checks write it down. */
export interface Complaint {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Parameters;
  /** Of what `propertyNames` complains about. */
  readonly propertyName?: string;
}

interface Parameters {
  readonly type?: string;
  readonly limit?: number;
  readonly comparison?: string;
  readonly allowed?: readonly unknown[];
  readonly multipleOf?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly missingProperty?: string;
  readonly property?: string;
  readonly additionalProperty?: string;
  readonly unevaluatedProperty?: string;
  readonly propertyName?: string;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly failingKeyword?: string;
}

const MOST_ISSUES = 20;
const LONGEST_STEP = 200;

/** Deeper values are refused by checks that call themselves: the stack ends near 10,000 calls. */
const DEEPEST = 512;

const SENTENCES: Readonly<Record<string, (parameters: Parameters) => string>> = {
  type: ({ type }) => `must be ${type}`,
  types: ({ type }) => `must be ${type}`,
  binaryType: ({ type }) => `must be ${type}, or bytes`,
  enum: oneOf,
  const: oneOf,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  minLength: ({ limit }) => `must have at least ${count(limit, "character")}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, "character")}`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  format: ({ format }) => `must be of the format ${format}`,
  minItems: ({ limit }) => `must have at least ${count(limit, "item")}`,
  maxItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  items: ({ limit }) => `must have at most ${count(limit, "item")}`,
  unevaluatedItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  uniqueItems: () => "must have unique items",
  contains: ({ minContains, maxContains }) =>
    `must have at least ${minContains}${maxContains === undefined ? "" : ` and at most ${maxContains}`} of a certain item`,
  minProperties: ({ limit }) => `must have at least ${count(limit, "property")}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, "property")}`,
  required: () => "is required",
  dependentRequired: ({ property }) => `is required beside ${property}`,
  additionalProperties: () => "is not a known property",
  unevaluatedProperties: () => "is not a known property",
  propertyNames: () => "is not a legal name of a property",
  "false schema": () => "must not be present",
  not: () => "must not be what is excluded",
  anyOf: () => "must match at least one of the alternatives",
  oneOf: () => "must match exactly one of the alternatives",
  if: ({ failingKeyword }) => `must match what "${failingKeyword}" asks for`,
};

/** The first 20 complaints about `value` as issues. */
export function issuesOf(complaints: readonly Complaint[], value: unknown): readonly Issue[] {
  return complaints.slice(0, MOST_ISSUES).map((complaint) => issueOf(complaint, value));
}

/** Whether a value has more than 512 levels; such a one is never walked to its end. */
export function isTooDeep(value: unknown, left: number = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((part) => isTooDeep(part, left - 1));
}

export const tooDeep: Issue = {
  path: [],
  pointer: "",
  keyword: "depth",
  message: `must not have more than ${DEEPEST} levels`,
  schemaPath: "#",
};

function issueOf({ instancePath, schemaPath, keyword, params, propertyName }: Complaint, value: unknown): Issue {
  const path = stepsOf(instancePath, value);
  const property =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty ??
    params.propertyName ??
    propertyName;
  if (property !== undefined) path.push(property);
  return {
    path,
    pointer: path.map((step) => `/${escapeStep(String(step).slice(0, LONGEST_STEP))}`).join(""),
    keyword: keyword === "false schema" ? "false" : keyword,
    message: SENTENCES[keyword]?.(params) ?? `must be valid by "${keyword}"`,
    schemaPath,
  };
}

/** The steps of a pointer: those into an array are numbers. */
function stepsOf(pointer: string, value: unknown): (string | number)[] {
  let node = value;
  return pointer
    .split("/")
    .slice(1)
    .map((escaped) => {
      const step = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
      const index = Array.isArray(node);
      node = (node as Readonly<Record<string, unknown>>)[step]; // a check has been there before
      return index ? Number(step) : step;
    });
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function oneOf({ allowed }: Parameters): string {
  if (allowed === undefined) return "must be one of the allowed values";
  return `must be ${allowed.map((value) => JSON.stringify(value)).join(" or ")}`;
}

function count(amount: number | undefined, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun === "property" ? "properties" : `${noun}s`}`;
}
