/**
 * Links: the input of the next request, from runtime expressions over a request and its response. OpenAPI 3.2 §4.20.
 */
import type { AnyResult, Json, OperationSpec, ParameterIn, ParameterSpec } from "../operation.js";
import { PARAMETER_GROUPS } from "../wire/parameter-places.js";
import { resolvePointer } from "../wire/pointer.js";
import { isRecord, own } from "../wire/records.js";
import { responseKey } from "./responses.js";

export interface LinkSpec {
  /** The operation whose responses have the link. */
  readonly operation: OperationSpec;
  /** The keys of the responses that have the link. */
  readonly statuses: readonly string[];
  /** Parameters of the target operation. */
  readonly parameters?: readonly (LinkValue & { readonly name: string; readonly in: ParameterIn })[];
  readonly body?: LinkValue;
}

export interface LinkValue {
  /** True if the target cannot be called without it. */
  readonly required?: boolean;
  /** A constant, a runtime expression, or a string with expressions in braces. */
  readonly value: Json;
}

/** The result of any operation, with or without documented headers. */
interface LinkedResult extends Omit<AnyResult, "headers"> {
  readonly headers: unknown;
}

/**
 * Returns the input of the target operation. Returns undefined if the response does not have the link, or lacks a value
 * that the target requires.
 */
export function linkedRequest<Input extends object>(
  link: LinkSpec,
  input: object | undefined,
  result: LinkedResult,
): Input | undefined {
  const { operation, statuses, parameters = [], body } = link;
  if (!statuses.includes(responseKey(operation, result.status) ?? "")) return undefined;
  const exchange = { operation, input, result };
  const linked: Record<string, unknown> = {};
  for (const { name, in: place, required, value } of parameters) {
    const found = evaluateLinkValue(value, exchange) ?? undefined; // null cannot travel as a parameter
    if (found === undefined && required) return undefined;
    if (found === undefined) continue;
    if (place === "querystring") linked["querystring"] = found;
    else linked[PARAMETER_GROUPS[place]] = { ...Object(linked[PARAMETER_GROUPS[place]]), [name]: found };
  }
  const found = body && evaluateLinkValue(body.value, exchange);
  if (found === undefined && body?.required) return undefined;
  if (found !== undefined) linked["body"] = found;
  return linked as Input; // the description guarantees that linked values have the target's types
}

interface CompletedCall {
  readonly operation: OperationSpec;
  readonly input: object | undefined;
  readonly result: LinkedResult;
}

/**
 * Returns the value of a constant, an expression or a string with expressions. Returns undefined if an expression has
 * no value.
 */
function evaluateLinkValue(value: Json, exchange: CompletedCall): unknown {
  if (typeof value !== "string") return value;
  if (EXPRESSION.test(value)) return evaluateExpression(value, exchange);
  let isWhole = true;
  const text = value.replaceAll(/\{(\$[^{}]*)\}/g, (_, expression: string) => {
    const found = scalarString(evaluateExpression(expression, exchange));
    isWhole &&= found !== undefined;
    return found ?? "";
  });
  return isWhole ? text : undefined;
}

function scalarString(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return value === null || typeof value === "object" || value === undefined ? undefined : String(value);
}

const EXPRESSION =
  /^\$(?:(url|method|statusCode)|(request|response)\.(?:(header|query|path)\.([^]+)|body(?:#([^]*))?))$/;

/**
 * Returns the value of a runtime expression. Values have the types of code: `Date` and `bigint` if conversions are on.
 * OpenAPI 3.2 §4.20.3.
 */
function evaluateExpression(expression: string, { operation, input, result }: CompletedCall): unknown {
  const [, word, side, place, name = "", pointer = ""] = EXPRESSION.exec(expression) ?? [];
  if (word === "url") return result.response.url || undefined; // the URL after redirects
  if (word === "method") return operation.method;
  if (word === "statusCode") return result.response.status;
  if (side === "response") {
    if (place === undefined) return resolvePointer(result.ok ? result.data : result.error, pointer);
    if (place === "header") return headerNamed(result.headers, name) ?? result.response.headers.get(name) ?? undefined;
  } else if (side === "request") {
    if (place === undefined) return resolvePointer(own(input, "body"), pointer);
    const found = place === "header" ? headerNamed(own(input, "headers"), name) : own(own(input, place), name);
    return found ?? operation.parameters?.find(isConstant(place, name))?.constant;
  }
  return undefined;
}

/** Returns the property whose name equals the header name, ignoring case. */
function headerNamed(record: unknown, name: string): unknown {
  const key = isRecord(record) ? Object.keys(record).find((each) => equalsIgnoringCase(each, name)) : undefined;
  return key === undefined ? undefined : own(record, key);
}

/** Returns a predicate for the constant parameter of that name. */
function isConstant(place: string, name: string): (parameter: ParameterSpec) => boolean {
  return (parameter) =>
    parameter.constant !== undefined &&
    parameter.in === place &&
    (parameter.name === name || (place === "header" && equalsIgnoringCase(parameter.name, name)));
}

function equalsIgnoringCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
