/** The values of an answer: an example where there is one that is legal, else what the sampler makes of the schema. */
import type { ContentSpec } from "../../templates/runtime/operation.ts";
import type { Document, HeaderObject, MediaType, Schema } from "../1-document/openapi.ts";
import type { Judge } from "../5-oracle/judge/judge.ts";
import type { Sampler } from "../5-oracle/sampling/sampler.ts";
import { fileOf } from "./sample-bytes.ts";
import { type DescribedResponse, type Example, examplesOf } from "./described-examples.ts";
import { withFiles } from "./part-files.ts";
import { toXml } from "./sample-xml.ts";

/** What an answer is made with. */
export interface Maker {
  readonly document: Document;
  readonly judge: Judge;
  readonly sampler: Sampler;
  readonly seed: number;
}

/** A body as a handler of the server gives it; `source` tells people where it is from. */
export interface Made {
  readonly body: unknown;
  readonly source: string;
  /** Of the example that it is. */
  readonly name: string | undefined;
}

/** No legal value is known for a schema: the mock cannot answer. */
export class Unmakeable extends Error {}

/** Which of the values of a content is wanted. */
export interface SampleChoice {
  /** Name of an example. */
  readonly example?: string | undefined;
  /** How often the schema has been asked for another value; undefined: an example, or the typical value. */
  readonly turn?: number | undefined;
  /** Whether the server would send the value: it holds answers against validators of its own. */
  readonly isValid: (value: unknown) => boolean;
}

const SEQUENCE = 3;
const VARIETY = 20;

/** The body of an answer with `content`, which the description writes as `media`. Throws an `Unmakeable`. */
export function bodyOf(maker: Maker, content: ContentSpec, media: MediaType, choice: SampleChoice): Made {
  const example = choice.turn === undefined ? exampleOf(maker, content, media, choice) : undefined;
  const name = example?.name;
  const called = name === undefined ? "the example" : `example ${name}`;
  const made = (body: unknown, otherwise: string): Made => ({ body, source: example ? called : otherwise, name });
  switch (content.codec) {
    case "binary": {
      const file = fileOf(content.mediaType);
      return made(example ? new Blob([String(example.value)], { type: file.type }) : file, "a small file");
    }
    case "event-stream":
    case "json-lines":
    case "part-stream": {
      const found = example && Array.isArray(example.value) ? example.value : itemsOf(maker, media, choice);
      const items = content.codec === "part-stream" ? (withFiles(content, found) as readonly unknown[]) : found;
      return made(content.codec === "event-stream" ? items.map(eventOf) : items, "the schema of its items");
    }
    case "text": {
      const value = example ? example.value : valueOf(maker, media.schema ?? { type: "string" }, choice);
      return made(textOf(content.mediaType, value), "the schema");
    }
    case "json":
    case "form":
    case "multipart":
    case "parts": {
      const value = example ? example.value : valueOf(maker, media.schema ?? true, choice);
      return made(withFiles(content, value), "the schema");
    }
    default:
      return content.codec satisfies never;
  }
}

/** The example of that name, or the first; those that the schema does not accept are none. */
function exampleOf(
  { document, judge }: Maker,
  { codec }: ContentSpec,
  media: MediaType,
  { example: wanted, isValid: isLegal }: SampleChoice,
): Example | undefined {
  const isUsable = ({ value }: Example): boolean => {
    switch (codec) {
      case "binary":
        return typeof value === "string";
      case "event-stream":
      case "json-lines":
      case "part-stream":
        return Array.isArray(value);
      case "text":
        // XML is described as what it means, and written as what travels
        return isLegal(value) && (typeof value === "string" || judge.accepts(media.schema ?? true, value, "response"));
      case "json":
        return isLegal(value) && judge.accepts(media.schema ?? true, value, "response");
      default:
        return judge.accepts(media.schema ?? true, value, "response");
    }
  };
  const usable = examplesOf(document, media).filter(isUsable);
  return usable.find(({ name }) => name === wanted) ?? usable[0];
}

/** One value of a schema; with a `turn`, one after the other of those that the seed gives. */
function valueOf({ sampler, seed }: Maker, schema: Schema, { turn }: SampleChoice): unknown {
  if (turn !== undefined) {
    const { values } = sampler.sample(schema, { form: "response", seed, count: VARIETY });
    if (values.length > 0) return values[turn % values.length];
  }
  const value = sampler.typical(schema, { form: "response", seed });
  if (value === undefined) throw new Unmakeable("no legal value was found for the schema of the answer");
  return value;
}

function itemsOf(maker: Maker, { itemSchema, schema }: MediaType, { turn = 0 }: SampleChoice): readonly unknown[] {
  const items = itemSchema ?? (typeof schema === "object" ? schema.items : undefined) ?? true;
  const { values } = maker.sampler.sample(items, { form: "response", seed: maker.seed + turn, count: SEQUENCE });
  return values;
}

/** Data of an event is text, and only it may have several lines: WHATWG HTML §9.2.5. */
function eventOf(item: unknown): object {
  const { data = item, ...fields } =
    typeof item === "object" && item !== null && "data" in item ? item : { data: item };
  const lines = Object.entries(fields).map(([name, value]) => [name, String(value).replaceAll(/[\r\n\0]/g, " ")]);
  return { ...Object.fromEntries(lines), data: typeof data === "string" ? data : JSON.stringify(data ?? null) };
}

function textOf(mediaType: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return /[/+]xml\b/i.test(mediaType) ? toXml(value) : JSON.stringify(value, undefined, 2);
}

/** The server writes these itself, or they would say what is not so. */
const NOT_OURS =
  /^(?:content-(?:type|length|encoding|range)|transfer-encoding|connection|date|keep-alive|trailer|upgrade)$/i;

/** The documented headers that a value can be made for. */
export function headersOf(maker: Maker, { headers }: DescribedResponse): Readonly<Record<string, unknown>> {
  const made = Array.from(headers).flatMap(([name, header]) => {
    const value = NOT_OURS.test(name) && !header.required ? undefined : headerValue(maker, header);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(made);
}

function headerValue({ document, judge, sampler, seed }: Maker, header: HeaderObject): unknown {
  const [content] = Object.values(header.content ?? {});
  const schema = header.schema ?? (content && "schema" in content ? content.schema : undefined) ?? { type: "string" };
  const examples = examplesOf(document, header).flatMap(({ value }) => (value === undefined ? [] : [value]));
  const example = examples.find((value) => judge.accepts(schema, value, "response"));
  return example ?? sampler.typical(schema, { form: "response", place: "header", seed });
}

/** Whatever identifies something in the path identifies it in the answer, where the answer is still legal then. */
export function echoed(value: unknown, path: unknown, isValid: (changed: unknown) => boolean): unknown {
  if (!isPlain(value) || !isPlain(path)) return value;
  const same = Object.entries(path).filter(([name, given]) => typeof value[name] === typeof given);
  if (same.length === 0) return value;
  const changed = { ...value, ...Object.fromEntries(same) };
  return isValid(changed) ? changed : value;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Blob);
}
