/** The cases of an operation that a suite shows: few, readable, and each of them judged. */
import type { JsonValue } from "../../2-model/api.ts";
import type { OperationCases } from "../../3-views/contract.ts";
import { isObject, type Json, type JsonObject } from "../../1-document/json.ts";
import { isBodiless } from "../answers.ts";
import type { DescribedOperation } from "../description.ts";
import { inputsOf, type Workshop } from "../inputs.ts";
import { seedFor } from "../random.ts";
import type { Input } from "../wire/request.ts";

/** The barest and the fullest: people read them. */
const INPUTS = 2;
const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** `id` is the name of the operation in generated code. */
export async function casesOf(operation: DescribedOperation, id: string, workshop: Workshop): Promise<OperationCases> {
  const { inputs, notes } = await inputsOf(operation, INPUTS, workshop);
  const shown = inputs.filter(({ body }) => body === undefined || body.content.kind === "json");
  const isWithFiles = inputs.length > 0 && shown.length === 0;
  return {
    id,
    name: `${id}: ${operation.method} ${operation.path}`,
    inputs: shown.map(inputOf),
    answers: answersOf(operation, workshop),
    illegal: shown[0] === undefined ? [] : illegalOf(operation, shown[0], workshop),
    todo: isWithFiles
      ? "bodies that are not JSON are not written out: give one here"
      : (notes[0] ?? "no legal input was found: give one here"),
  };
}

function inputOf({ parameters, body }: Input): JsonObject {
  const input: Record<string, Json> = {};
  for (const [{ in: place, name, required, schema }, value] of parameters) {
    if (required && hasConstant(schema)) continue;
    if (place === "querystring") input["querystring"] = value;
    else input[GROUPS[place]] = { ...groupOf(input, GROUPS[place]), [name]: value };
  }
  return body === undefined ? input : { ...input, body: body.value };
}

function groupOf(input: JsonObject, name: string): JsonObject {
  const group = input[name];
  return isObject(group) ? group : {};
}

/** One for each documented status and media type whose body is JSON, or that has none. */
function answersOf(operation: DescribedOperation, { sampler, seed }: Workshop): readonly JsonValue[] {
  return operation.responses.flatMap(({ status: key, contents, headers }): readonly JsonValue[] => {
    if (headers.some(({ required }) => required)) return [];
    const status = key === "default" ? 500 : Number(key.toUpperCase().replace("XX", "00"));
    if (status < 200 || (key === "default" && operation.responses.some((one) => one.status === "500"))) return [];
    if (contents.length === 0 || isBodiless(operation.method, status)) return [{ status }];
    return contents.flatMap(({ kind, mediaType, schema }) => {
      if (kind !== "json" || mediaType.includes("*")) return [];
      const wanted = { form: "response", seed: seedFor(seed, `${operation.id} ${key}`), count: 1 } as const;
      const [body] = sampler.sample(schema, wanted).values;
      return body === undefined || body === null ? [] : [{ status, contentType: mediaType, body }];
    });
  });
}

/** The input without each thing that is required, unless it is legal all the same. */
function illegalOf({ parameters }: DescribedOperation, input: Input, { judge }: Workshop): readonly JsonValue[] {
  const without = parameters
    .filter(({ required, in: place, schema }) => required && /query|cookie/.test(place) && !hasConstant(schema))
    .filter((parameter) => input.parameters.has(parameter))
    .map((parameter) => ({
      about: `an input without the ${parameter.in} parameter ${parameter.name}`,
      input: inputOf({ ...input, parameters: new Map([...input.parameters].filter(([one]) => one !== parameter)) }),
    }));
  const { body } = input;
  if (body === undefined || !isObject(body.value)) return without;
  const { content, value } = body;
  const bodies = Object.keys(value).flatMap((name) => {
    const changed = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    if (judge.accepts(content.schema, changed, "request")) return [];
    return [{ about: `a body without ${name}`, input: inputOf({ ...input, body: { content, value: changed } }) }];
  });
  return [...without, ...bodies];
}

/** Such a parameter the client sends unasked. */
function hasConstant(schema: DescribedOperation["parameters"][number]["schema"]): boolean {
  return typeof schema === "object" && ("const" in schema || schema.enum?.length === 1);
}
