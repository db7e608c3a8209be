/** Validators of values as code has them: with `Date` and `bigint`, as chosen with `--convert`. */
import type { Conversion, FormatCodec } from "../operation.js";
import type { CheckFunction, Issue } from "../validation/issues.js";
import { type ConvertedValidator, validator, validatorOf } from "../validation/validation.js";
import { isRecord } from "../wire/records.js";
import { WireError } from "../wire/wire-error.js";
import { approximate, fromWire, mapParts, toWire } from "./conversion.js";

/**
 * Creates the validator of a schema whose values are converted. It accepts what callers have: a `Date`, not its text.
 * Its property `wire` validates values as they travel.
 */
export function convertedValidator<T>(
  check: CheckFunction,
  label: string,
  conversion: Conversion,
  formats: readonly FormatCodec[] = [],
): ConvertedValidator<T> {
  const wire = validator(check, label);

  function validate(value: unknown): readonly Issue[] {
    const unsendable: Issue[] = [];
    try {
      const sent = toWireWithIssues(value, [], {
        formats,
        report: (path, message) => unsendable.push(issueAt(path, message, label)),
      });
      const issues = [...unsendable, ...wire.validate(approximate(sent)).map(inWordsOfCode)];
      return issues.length > 0 ? issues : differences(value, fromWire(conversion, sent), label, []);
    } catch (error) {
      if (error instanceof WireError) return [issueAt([], error.message, label)];
      throw error;
    }
  }

  return { ...validatorOf<T>(validate), wire };
}

/** Converts like `toWire`, but reports a date or an integer that cannot be sent, and replaces it. */
function toWireWithIssues(
  value: unknown,
  path: readonly (string | number)[],
  context: {
    readonly formats: readonly FormatCodec[];
    readonly report: (path: readonly (string | number)[], message: string) => void;
  },
): unknown {
  const { formats, report } = context;
  const codec = formats.find((format) => format.is(value));
  if (codec !== undefined) return codec.encode(value);
  if (!(value instanceof Date) && typeof value !== "bigint") {
    return mapParts(value, (part, step) => toWireWithIssues(part, [...path, step], context), path.length);
  }
  try {
    return toWire(value);
  } catch {
    const isDate = value instanceof Date;
    report(path, isDate ? "must be a valid Date" : "must be an integer of 64 bits");
    return isDate ? "1970-01-01T00:00:00Z" : 0;
  }
}

/** Names the type that code has in place of the format. */
function inWordsOfCode(issue: Issue): Issue {
  return issue.keyword === "format" && issue.message.endsWith(" date-time")
    ? { ...issue, message: "must be a Date" }
    : issue;
}

/** Returns issues for parts of a value that have another type than the converted value. */
function differences(
  value: unknown,
  converted: unknown,
  label: string,
  path: readonly (string | number)[],
): readonly Issue[] {
  const wanted = typeName(converted);
  if (ArrayBuffer.isView(converted) && ArrayBuffer.isView(value)) return [];
  if (typeName(value) !== wanted) return [issueAt(path, `must be a ${wanted}`, label)];
  if (Array.isArray(value) && Array.isArray(converted)) {
    return value.flatMap((item, index) => differences(item, converted[index], label, [...path, index]));
  }
  if (!isRecord(value) || !isRecord(converted)) return [];
  return Object.keys(value).flatMap((name) => differences(value[name], converted[name], label, [...path, name]));
}

function typeName(value: unknown): string {
  return value instanceof Date ? "Date" : typeof value;
}

function issueAt(path: readonly (string | number)[], message: string, label: string): Issue {
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return { path, pointer, keyword: "type", message, schemaPath: `${label}#` };
}
