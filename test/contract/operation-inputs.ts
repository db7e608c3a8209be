/** Inputs for every operation, made from the description without the generator. */
import { type Judge, judgeFor } from "../support/judge.ts";
import { type Sampler, samplerFor } from "../support/samples.ts";
import {
  type Description,
  dereference,
  type DescribedOperation,
  type DescribedParameter,
  entries,
  type Json,
  type JsonObject,
  object,
  readDescription,
} from "./description.ts";

export const description: Description = readDescription();
export const judge: Judge = judgeFor(description.document);
export const sample: Sampler = samplerFor(description.document, judge, 20_261_122);

/** The input of a client method. */
export interface Input {
  readonly path?: JsonObject;
  readonly query?: JsonObject;
  readonly headers?: JsonObject;
  readonly body?: unknown;
}

const GROUP_OF = { path: "path", query: "query", header: "headers" } as const;

/** Returns the parameters that callers pass: not constants, which the client adds, and not credentials. */
export function callerParameters(operation: DescribedOperation, location: keyof typeof GROUP_OF): DescribedParameter[] {
  return operation.parameters.filter((parameter) => parameter.in === location && constantOf(parameter) === undefined);
}

/** Returns the only valid value of a required parameter, if there is only one. */
export function constantOf(parameter: DescribedParameter): Json | undefined {
  return parameter.required ? dereference(description.document, parameter.schema)["const"] : undefined;
}

/** Returns `count` inputs of an operation: the smallest, the most complete, and others between them. */
export function inputsOf(operation: DescribedOperation, count: number): readonly Input[] {
  const groups = (["path", "query", "header"] as const).flatMap((location) => {
    const parameters = callerParameters(operation, location);
    if (parameters.length === 0) return [];
    return [[GROUP_OF[location], sample(groupSchema(parameters, location), count)] as const];
  });
  const [content] = operation.body?.contents ?? [];
  const bodies = content && bodiesOf(content[0], content[1]["schema"] ?? true, count);
  return Array.from({ length: count }, (_, index) => ({
    ...Object.fromEntries(groups.map(([group, values]) => [group, values[index]])),
    ...(bodies && { body: bodies[index] }),
  }));
}

function groupSchema(parameters: readonly DescribedParameter[], location: keyof typeof GROUP_OF): Json {
  const nonEmpty = (schema: Json): Json => {
    const { type } = dereference(description.document, schema);
    // a path value of no characters cannot travel; an array of none is left out of a query
    if (type === "string" && location === "path") return { allOf: [schema, { type: "string", minLength: 1 }] };
    return type === "array" ? { allOf: [schema, { type: "array", minItems: 1 }] } : schema;
  };
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, nonEmpty(schema)])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** Returns bodies of a media type. Binary properties of a form are files. */
export function bodiesOf(mediaType: string, schema: Json, count: number): readonly unknown[] {
  const values = sample(schema, count);
  if (mediaType === "application/pdf") return values.map((value) => new Blob([String(value)], { type: mediaType }));
  if (!mediaType.startsWith("multipart/")) return values;
  const properties = entries(dereference(description.document, schema)["properties"]);
  return values.map((value, index) => {
    const form: Record<string, unknown> = { ...object(value) };
    for (const [name, property] of properties) {
      if (!(name in form)) continue;
      const { items, ...own } = dereference(description.document, property);
      if (isBinary(own)) form[name] = file(`${name} ${index}`);
      else if (items !== undefined && isBinary(dereference(description.document, items))) {
        const length = Array.isArray(form[name]) ? Math.max(1, form[name].length) : 1;
        form[name] = Array.from({ length }, (_, item) => file(`${name} ${index} ${item}`));
      }
    }
    return form;
  });
}

function file(text: string): File {
  // bytes that are not UTF-8: decoding them as text would change them
  return new File([text, new Uint8Array([0, 255, 254, 13, 10])], `${text}.pdf`, { type: "application/pdf" });
}

function isBinary(schema: JsonObject): boolean {
  return schema["format"] === "binary" || typeof schema["contentMediaType"] === "string";
}

/** Returns the value with files replaced by their bytes, so that values can be compared. */
export async function comparable(value: unknown): Promise<unknown> {
  if (value instanceof Blob) {
    const bytes = Buffer.from(await value.arrayBuffer()).toString("base64");
    return { name: value instanceof File ? value.name : undefined, type: value.type, bytes };
  }
  if (Array.isArray(value)) return Promise.all(value.map(comparable));
  if (typeof value !== "object" || value === null) return value;
  const pairs = await Promise.all(Object.entries(value).map(async ([name, entry]) => [name, await comparable(entry)]));
  return Object.fromEntries(pairs);
}
