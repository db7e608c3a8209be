/** Remembers values of responses for later requests: properties by name, and the values of links. */
import { type Json, isObject, valueAt } from "../../1-document/json.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { responseForStatus } from "../../5-oracle/response/response-judge.ts";
import type { DescribedOperation, DescribedParameter } from "../../5-oracle/description/described-operation.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import { parseJson } from "../../5-oracle/wire/decode-values.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";

interface KnownResource {
  readonly value: Json;
  /** True if a request of this run created the resource. */
  readonly isCreated: boolean;
}

const MOST_VALUES = 20;

export class ResourceMemory {
  readonly #judge: Judge;
  /** Values by path and property: `/clients id`. */
  readonly #fields = new Map<string, KnownResource[]>();
  /** Values by operation and parameter: `showClient id`. */
  readonly #links = new Map<string, KnownResource[]>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Reads values from a successful response. */
  learn(operation: DescribedOperation, input: OperationInput, response: ReceivedResponse): void {
    const read = parseJson(new TextDecoder().decode(response.bytes));
    const isCreated = operation.method === "POST" && (response.status === 201 || response.status === 200);
    const body = read?.value;
    const created = isCreated && body !== undefined ? createdResource(body) : undefined;
    for (const item of body === undefined ? [] : resourcesIn(body)) {
      for (const [name, value] of Object.entries(item)) {
        if (typeof value === "string" || typeof value === "number") {
          this.#keep(this.#fields, `${operation.path} ${normalizeName(name)}`, { value, isCreated: item === created });
        }
      }
    }
    for (const { operation: target, parameters } of responseForStatus(operation, response.status)?.links ?? []) {
      for (const [name, expression] of Object.entries(parameters)) {
        const value = evaluateExpression(expression, { operation, input, response, body });
        if (value !== undefined) {
          this.#keep(this.#links, `${target} ${name.replace(/^(?:path|query|header|cookie)\./, "")}`, {
            value,
            isCreated,
          });
        }
      }
    }
  }

  /** Returns known values for a path parameter: those of links first, then properties whose name matches the parameter. */
  recall(operation: DescribedOperation, parameter: DescribedParameter): readonly KnownResource[] {
    const linked = this.#links.get(`${operation.id} ${parameter.name}`) ?? [];
    const collection = operation.path.slice(0, operation.path.indexOf(`/{${parameter.name}}`));
    const names = new Set([
      normalizeName(parameter.name),
      normalizeName(parameter.name.replace(/^.*(?=id$)/i, "")),
      "id",
    ]);
    const found = [...names].flatMap((name) => this.#fields.get(`${collection} ${name}`) ?? []);
    return [...linked, ...found].filter(({ value }) => this.#judge.accepts(parameter.schema, value, "request"));
  }

  #keep(map: Map<string, KnownResource[]>, key: string, known: KnownResource): void {
    const values = map.get(key) ?? [];
    if (values.some(({ value }) => value === known.value)) return;
    // resources of this run come first, since they certainly exist
    map.set(key, (known.isCreated ? [known, ...values] : [...values, known]).slice(0, MOST_VALUES));
  }
}

/** Normalizes a name: `client_id` equals `clientId`. */
function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Returns the resources of a response body: the body, its items, and objects one level down (`data`, `items`). */
function resourcesIn(body: Json): readonly { readonly [name: string]: Json }[] {
  if (Array.isArray(body)) return body.filter(isObject).slice(0, MOST_VALUES);
  if (!isObject(body)) return [];
  const below = Object.values(body).flatMap((member) => (Array.isArray(member) ? member : [member]));
  return [body, ...below.filter(isObject).slice(0, MOST_VALUES)];
}

/**
 * Returns the resource that a request has created: the body, or the only object in it, such as `data`. Other objects in
 * the body have ids of their own, which say nothing about what was created.
 */
function createdResource(body: Json): Json | undefined {
  if (!isObject(body)) return undefined;
  const [only, ...others] = Object.values(body);
  return only !== undefined && others.length === 0 && isObject(only) ? only : body;
}

interface PastExchange {
  readonly operation: DescribedOperation;
  readonly input: OperationInput;
  readonly response: ReceivedResponse;
  readonly body: Json | undefined;
}

/** Returns the value of a constant or a runtime expression. OpenAPI 3.2 §4.20.4 */
function evaluateExpression(expression: unknown, { operation, input, response, body }: PastExchange): Json | undefined {
  if (typeof expression !== "string" || !expression.startsWith("$")) return expression as Json; // part of a JSON document
  const [, pointer] = /^\$response\.body#(.*)$/.exec(expression) ?? [];
  if (pointer !== undefined) return body === undefined ? undefined : valueAt(body, parsePointer(pointer));
  const [, header] = /^\$response\.header\.(.+)$/.exec(expression) ?? [];
  if (header !== undefined) return response.headers.get(header) ?? undefined;
  const [, place, name] = /^\$request\.(path|query|header)\.(.+)$/.exec(expression) ?? [];
  const parameter = operation.parameters.find((one) => one.in === place && one.name === name);
  if (parameter !== undefined) return input.parameters.get(parameter);
  const [, part] = /^\$request\.body#(.*)$/.exec(expression) ?? [];
  return part === undefined || input.body === undefined ? undefined : valueAt(input.body.value, parsePointer(part));
}
