/** Limits of several schemas that no value satisfies together. */
import type { Conjunct, Keywords } from "./conjuncts.ts";

interface LimitConflict {
  readonly reason: string;
  /** True if both limits are in one schema, where the rule `min-max` reports them. */
  readonly isKnown: boolean;
}

const LENGTHS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  string: ["minLength", "maxLength"],
  array: ["minItems", "maxItems"],
  object: ["minProperties", "maxProperties"],
};

interface Limit {
  readonly keyword: string;
  readonly value: number;
  /** True if the limit itself is not allowed. */
  readonly isExclusive: boolean;
  readonly schema: Keywords;
}

/** Returns the reason why no value of a kind is within the limits of all schemas, or undefined if there may be one. */
export function limitConflict(all: readonly Conjunct[], kind: string): LimitConflict | undefined {
  const schemas = all.map(({ schema }) => schema);
  const lengths = LENGTHS[kind];
  if (lengths === undefined && kind !== "number") return undefined;
  const least = strictest(
    schemas.flatMap((schema) => lowerLimits(schema, lengths?.[0])),
    (one, other) => one - other,
  );
  const most = strictest(
    schemas.flatMap((schema) => upperLimits(schema, lengths?.[1])),
    (one, other) => other - one,
  );
  if (least === undefined || most === undefined) return undefined;
  const isExclusive = least.isExclusive || most.isExclusive;
  if (least.value < most.value || (least.value === most.value && !isExclusive)) return undefined;
  const isKnown = least.schema === most.schema && least.value > most.value;
  return {
    reason: `\`${least.keyword}\` ${least.value} leaves nothing below \`${most.keyword}\` ${most.value}`,
    isKnown,
  };
}

/** Returns the limit that allows the fewest values. */
function strictest(limits: readonly Limit[], order: (one: number, other: number) => number): Limit | undefined {
  return limits.toSorted(
    (one, other) => order(other.value, one.value) || Number(other.isExclusive) - Number(one.isExclusive),
  )[0];
}

function lowerLimits(schema: Keywords, length: string | undefined): readonly Limit[] {
  return length === undefined ? numberLimits(schema, "minimum", "exclusiveMinimum") : limit(schema, length, false);
}

function upperLimits(schema: Keywords, length: string | undefined): readonly Limit[] {
  return length === undefined ? numberLimits(schema, "maximum", "exclusiveMaximum") : limit(schema, length, false);
}

/** Returns the limits of a number. Up to 3.0, the exclusive keyword is a flag. */
function numberLimits(schema: Keywords, keyword: string, exclusive: string): readonly Limit[] {
  return [...limit(schema, keyword, schema[exclusive] === true), ...limit(schema, exclusive, true)];
}

function limit(schema: Keywords, keyword: string, isExclusive: boolean): readonly Limit[] {
  const value = schema[keyword];
  return typeof value === "number" ? [{ keyword, value, isExclusive, schema }] : [];
}
