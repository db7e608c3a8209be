/** Samples of response bodies and headers: a valid example if there is one, otherwise a value from the sampler. */
import type { ContentSpec } from "../../../templates/runtime/operation.ts";
import type { Document, HeaderObject, MediaType, Schema } from "../../1-document/openapi.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import type { Sampler } from "../../5-oracle/sampling/sampler.ts";
import { sampleFile } from "./sample-file.ts";
import { type ResponseDescription, type NamedExample, readNamedExamples } from "./described-examples.ts";
import { withSampleFiles } from "./part-files.ts";
import { toXml } from "./sample-xml.ts";

/** Document, judge and sampler that samples are created with. */
export interface SampleSource {
  readonly document: Document;
  readonly judge: Judge;
  readonly sampler: Sampler;
  readonly seed: number;
}

/** A body in the form that handlers return. `source` is its origin, such as `example rex`. */
export interface SampledBody {
  readonly body: unknown;
  readonly source: string;
  /** Name of the example, if it is one. */
  readonly name: string | undefined;
}

/** Error for a schema without a valid sample. */
export class NoSampleError extends Error {}

/** Choice among the samples of a content. */
export interface SampleChoice {
  /** Name of the preferred example. */
  readonly example?: string | undefined;
  /** Number of previous dynamic samples. Undefined for an example or a typical value. */
  readonly turn?: number | undefined;
  /** Returns true if the generated validators, which the server calls, accept the value. */
  readonly isValid: (value: unknown) => boolean;
}

/** Number of items in a sampled sequence. */
const ITEM_COUNT = 3;
/** Number of different dynamic values. */
const DYNAMIC_VALUES = 20;

/** Returns a sampled body. `media` is the Media Type Object of `content`. Throws a `NoSampleError`. */
export function sampleBody(
  maker: SampleSource,
  content: ContentSpec,
  media: MediaType,
  choice: SampleChoice,
): SampledBody {
  const example = choice.turn === undefined ? chooseExample(maker, content, media, choice) : undefined;
  const name = example?.name;
  const called = name === undefined ? "the example" : `example ${name}`;
  const made = (body: unknown, otherwise: string): SampledBody => ({
    body,
    source: example ? called : otherwise,
    name,
  });
  switch (content.codec) {
    case "binary": {
      const file = sampleFile(content.mediaType);
      return made(example ? new Blob([String(example.value)], { type: file.type }) : file, "a small file");
    }
    case "event-stream":
    case "json-lines":
    case "part-stream": {
      const found = example && Array.isArray(example.value) ? example.value : sampleItems(maker, media, choice);
      const items = content.codec === "part-stream" ? (withSampleFiles(content, found) as readonly unknown[]) : found;
      return made(content.codec === "event-stream" ? items.map(toEvent) : items, "the schema of its items");
    }
    case "text": {
      const value = example ? example.value : sampleValue(maker, media.schema ?? { type: "string" }, choice);
      return made(toText(content.mediaType, value), "the schema");
    }
    case "json":
    case "by-type":
    case "form":
    case "multipart":
    case "parts": {
      const value = example ? example.value : sampleValue(maker, media.schema ?? true, choice);
      return made(withSampleFiles(content, value), "the schema");
    }
    default:
      return content.codec satisfies never;
  }
}

/** Returns the valid example with the preferred name, otherwise the first valid one. */
function chooseExample(
  { document, judge }: SampleSource,
  { codec }: ContentSpec,
  media: MediaType,
  { example: wanted, isValid: isSendable }: SampleChoice,
): NamedExample | undefined {
  const isUsable = ({ value }: NamedExample): boolean => {
    switch (codec) {
      case "binary":
        return typeof value === "string";
      case "event-stream":
      case "json-lines":
      case "part-stream":
        return Array.isArray(value);
      case "text":
        // a string example of XML is the encoded form of what the schema describes
        return (
          isSendable(value) && (typeof value === "string" || judge.accepts(media.schema ?? true, value, "response"))
        );
      case "json":
      case "by-type":
        return isSendable(value) && judge.accepts(media.schema ?? true, value, "response");
      default:
        return judge.accepts(media.schema ?? true, value, "response");
    }
  };
  const usable = readNamedExamples(document, media).filter(isUsable);
  return usable.find(({ name }) => name === wanted) ?? usable[0];
}

/** Returns a typical value of a schema. With `turn`, returns another value each time. */
function sampleValue({ sampler, seed }: SampleSource, schema: Schema, { turn }: SampleChoice): unknown {
  if (turn !== undefined) {
    const { values } = sampler.sample(schema, { form: "response", seed, count: DYNAMIC_VALUES });
    if (values.length > 0) return values[turn % values.length];
  }
  const value = sampler.typical(schema, { form: "response", seed });
  if (value === undefined) throw new NoSampleError("no valid value was found for the schema of the response");
  return value;
}

function sampleItems(
  maker: SampleSource,
  { itemSchema, schema }: MediaType,
  { turn = 0 }: SampleChoice,
): readonly unknown[] {
  const items = itemSchema ?? (typeof schema === "object" ? schema.items : undefined) ?? true;
  const { values } = maker.sampler.sample(items, { form: "response", seed: maker.seed + turn, count: ITEM_COUNT });
  return values;
}

/** Returns an event that a stream can contain: string data, and no line breaks in other fields. WHATWG HTML §9.2.5 */
function toEvent(item: unknown): object {
  const { data = item, ...fields } =
    typeof item === "object" && item !== null && "data" in item ? item : { data: item };
  const lines = Object.entries(fields).map(([name, value]) => [name, String(value).replaceAll(/[\r\n\0]/g, " ")]);
  return { ...Object.fromEntries(lines), data: typeof data === "string" ? data : JSON.stringify(data ?? null) };
}

function toText(mediaType: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return /[/+]xml\b/i.test(mediaType) ? toXml(value) : JSON.stringify(value, undefined, 2);
}

/** Headers that the server sets, or that would contradict the sampled body. */
const SERVER_HEADERS =
  /^(?:content-(?:type|length|encoding|range)|transfer-encoding|connection|date|keep-alive|trailer|upgrade)$/i;

/** Returns samples of the described headers. */
export function sampleHeaders(
  maker: SampleSource,
  { headers }: ResponseDescription,
): Readonly<Record<string, unknown>> {
  const made = Array.from(headers).flatMap(([name, header]) => {
    const value = SERVER_HEADERS.test(name) && !header.required ? undefined : sampleHeader(maker, header);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(made);
}

function sampleHeader({ document, judge, sampler, seed }: SampleSource, header: HeaderObject): unknown {
  const [content] = Object.values(header.content ?? {});
  const schema = header.schema ?? (content && "schema" in content ? content.schema : undefined) ?? { type: "string" };
  const examples = readNamedExamples(document, header).flatMap(({ value }) => (value === undefined ? [] : [value]));
  const example = examples.find((value) => judge.accepts(schema, value, "response"));
  return example ?? sampler.typical(schema, { form: "response", place: "header", seed });
}

/**
 * Returns a body with the values of path parameters in properties of the same name, so `/pets/7` returns a pet with id
 * 7. Returns it unchanged if it would become invalid.
 */
export function echoPathParameters(value: unknown, path: unknown, isValid: (changed: unknown) => boolean): unknown {
  if (!isPlainObject(value) || !isPlainObject(path)) return value;
  const same = Object.entries(path).filter(([name, given]) => typeof value[name] === typeof given);
  if (same.length === 0) return value;
  const changed = { ...value, ...Object.fromEntries(same) };
  return isValid(changed) ? changed : value;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Blob);
}
