/** Shrinks a failing input, as long as it stays valid, can be sent, and fails in the same way. */
import { type Json, isObject } from "../../1-document/json.ts";
import { isEncodableInput } from "./encodable-input.ts";
import type { DescribedContent, DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import { unambiguousEvents } from "../../5-oracle/wire/server-sent-events.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";

/** Returns the smallest failing input that was found within `limit` tries, or `input` itself. */
export async function shrinkInput(
  operation: DescribedOperation,
  input: OperationInput,
  judge: Judge,
  fails: (input: OperationInput) => Promise<boolean>,
  limit: number = 150,
): Promise<OperationInput> {
  let smallest = input;
  let tries = 0;
  for (let isImproving = true; isImproving && tries < limit;) {
    isImproving = false;
    for (const candidate of smallerInputs(smallest, judge)) {
      if (!(await isEncodableInput(operation, candidate))) continue;
      if (++tries > limit) break;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      isImproving = true;
      break;
    }
  }
  return smallest;
}

function* smallerInputs({ parameters, body }: OperationInput, judge: Judge): Generator<OperationInput> {
  for (const parameter of parameters.keys()) {
    if (!parameter.required) yield { parameters: new Map([...parameters].filter(([one]) => one !== parameter)), body };
  }
  for (const [parameter, value] of parameters) {
    for (const smaller of smallerValues(value)) {
      if (judge.accepts(parameter.schema, smaller, "request")) {
        yield { parameters: new Map(parameters).set(parameter, smaller), body };
      }
    }
  }
  if (body === undefined) return;
  for (const value of smallerValues(body.value)) {
    if (isValid(body.content, value, judge)) yield { parameters, body: { ...body, value } };
  }
}

function isValid({ kind, schema }: DescribedContent, value: Json, judge: Judge): boolean {
  const accepts = (one: Json): boolean => judge.accepts(schema, one, "request");
  if (kind !== "lines" && kind !== "events" && kind !== "part-stream") return accepts(value);
  if (!Array.isArray(value)) return false;
  const items: readonly Json[] = value;
  if (kind !== "events") return items.every(accepts);
  return JSON.stringify(unambiguousEvents(items, accepts)) === JSON.stringify(items);
}

/** Yields smaller values, the largest reductions first. */
function* smallerValues(value: Json): Generator<Json> {
  if (typeof value === "string") {
    const units = [...value];
    if (units.length > 1) {
      yield units.slice(0, Math.floor(units.length / 2)).join("");
      yield units.slice(Math.floor(units.length / 2)).join("");
      yield units.slice(0, -1).join("");
      yield units.slice(1).join("");
    }
    if (/[^a]/.test(value)) yield value.replaceAll(/[b-z\d]/gi, "a");
  } else if (typeof value === "number") {
    for (const smaller of [0, 1, Math.trunc(value / 2), Math.trunc(value)]) {
      if (Math.abs(smaller) < Math.abs(value)) yield smaller;
    }
  } else if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerValues(item as Json)) yield value.with(index, smaller); // an item of a JSON array
    }
  } else if (isObject(value)) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
    for (const [name, member] of entries) {
      for (const smaller of smallerValues(member)) yield { ...value, [name]: smaller };
    }
  }
}
