/** Links of answers to what may be asked next: their runtime expressions, evaluated. OpenAPI 3.2 §4.20 */
import type { AnyResult, Json, OperationSpec, ParameterIn, ParameterSpec } from "../operation.js";
import { PARAMETER_GROUPS } from "../wire/parameter-places.js";
import { valueAt } from "../wire/pointer.js";
import { isRecord, own } from "../wire/records.js";
import { responseKey } from "./responses.js";

export interface LinkSpec {
  /** The one that was asked. */
  readonly operation: OperationSpec;
  /** The responses that have the link: `200`, `2XX` or `default`. */
  readonly statuses: readonly string[];
  /** Of the operation that is to be asked. */
  readonly parameters?: readonly (LinkValue & { readonly name: string; readonly in: ParameterIn })[];
  readonly body?: LinkValue;
}

export interface LinkValue {
  /** Without it, nothing can be asked. */
  readonly required?: boolean;
  /** A constant, a runtime expression, or a text with such in braces. */
  readonly value: Json;
}

/** Of any operation, whether it documents headers or not. */
interface LinkedResult extends Omit<AnyResult, "headers"> {
  readonly headers: unknown;
}

/** The input that the link fills in; undefined where the answer has no such link, or not all that it needs. */
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
    const found = evaluate(value, exchange) ?? undefined; // null has no text
    if (found === undefined && required) return undefined;
    if (found === undefined) continue;
    if (place === "querystring") linked["querystring"] = found;
    else linked[PARAMETER_GROUPS[place]] = { ...Object(linked[PARAMETER_GROUPS[place]]), [name]: found };
  }
  const found = body && evaluate(body.value, exchange);
  if (found === undefined && body?.required) return undefined;
  if (found !== undefined) linked["body"] = found;
  return linked as Input; // the description says that what the link leads to is of the target's types
}

interface CompletedCall {
  readonly operation: OperationSpec;
  readonly input: object | undefined;
  readonly result: LinkedResult;
}

/** The value of a constant, of an expression, or of a text with expressions in it; undefined where one has none. */
function evaluate(value: Json, exchange: CompletedCall): unknown {
  if (typeof value !== "string") return value;
  if (EXPRESSION.test(value)) return valueOf(value, exchange);
  let isWhole = true;
  const text = value.replaceAll(/\{(\$[^{}]*)\}/g, (_, expression: string) => {
    const found = textOf(valueOf(expression, exchange));
    isWhole &&= found !== undefined;
    return found ?? "";
  });
  return isWhole ? text : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return value === null || typeof value === "object" || value === undefined ? undefined : String(value);
}

const EXPRESSION = /^\$(?:(url|method|statusCode)|(request|response)\.(?:(header|query|path)\.(.+)|body(?:#(.*))?))$/s;

/** OpenAPI 3.2 §4.20.3. Values are the caller's: `Date` and `bigint` where there are such. */
function valueOf(expression: string, { operation, input, result }: CompletedCall): unknown {
  const [, word, side, place, name = "", pointer = ""] = EXPRESSION.exec(expression) ?? [];
  if (word === "url") return result.response.url || undefined; // after redirects
  if (word === "method") return operation.method;
  if (word === "statusCode") return result.response.status;
  if (side === "response") {
    if (place === undefined) return valueAt(result.ok ? result.data : result.error, pointer);
    if (place === "header") return header(result.headers, name) ?? result.response.headers.get(name) ?? undefined;
  } else if (side === "request") {
    if (place === undefined) return valueAt(own(input, "body"), pointer);
    const found = place === "header" ? header(own(input, "headers"), name) : own(own(input, place), name);
    return found ?? operation.parameters?.find(isConstant(place, name))?.constant;
  }
  return undefined;
}

/** What a record has by the name of a header, in any case. */
function header(record: unknown, name: string): unknown {
  const key = isRecord(record) ? Object.keys(record).find((each) => isSame(each, name)) : undefined;
  return key === undefined ? undefined : own(record, key);
}

/** A parameter that was sent unasked. */
function isConstant(place: string, name: string): (parameter: ParameterSpec) => boolean {
  return (parameter) =>
    parameter.constant !== undefined &&
    parameter.in === place &&
    (parameter.name === name || (place === "header" && isSame(parameter.name, name)));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
