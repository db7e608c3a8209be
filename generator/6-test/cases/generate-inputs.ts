/** Generates valid inputs of an operation: the smallest, the fullest, and others between. Each can be sent in a request. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import {
  isEncodableForm,
  isEncodableParts,
  isEncodableParameter,
  withoutEmptyFields,
  withoutNameConflicts,
} from "./encodable-input.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/described-operation.ts";
import { interleave } from "./interleave.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import { receivedParts } from "./part-values.ts";
import { seededRandom, derivedSeed } from "../../5-oracle/sampling/seeded-random.ts";
import type { Sampler } from "../../5-oracle/sampling/sampler.ts";
import { unambiguousEvents } from "../../5-oracle/wire/server-sent-events.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";

/** The body of a request: the content, and the value to encode. */
export type OperationBody = NonNullable<OperationInput["body"]>;

export interface SampleSource {
  readonly sampler: Sampler;
  readonly judge: Judge;
  readonly seed: number;
}

export interface GeneratedInputs {
  readonly inputs: readonly OperationInput[];
  /** Sentences on what no input contains, or why there is no input. */
  readonly notes: readonly string[];
}

/** Generates at most `count` inputs. */
export async function generateInputs(
  operation: DescribedOperation,
  count: number,
  source: SampleSource,
): Promise<GeneratedInputs> {
  const notes: string[] = [];
  const values = new Map<DescribedParameter, readonly Json[]>();
  const alwaysSent = new Set(
    operation.parameters.filter((parameter) => parameter.required || hasInvalidDefault(parameter, source)),
  );
  for (const parameter of alwaysSent) {
    if (!parameter.required) {
      notes.push(
        `The ${parameter.in} parameter ${parameter.name} was always sent, because its default does not match its schema.`,
      );
    }
  }
  for (const parameter of operation.parameters) {
    const found = await parameterValues(operation, parameter, count, source);
    if (found.values.length > 0) values.set(parameter, found.values);
    else {
      notes.push(`The ${parameter.in} parameter ${parameter.name} was not sent: ${found.reason}.`);
      if (parameter.required) return { inputs: [], notes };
    }
  }
  const bodies: OperationBody[] = [];
  const contents = operation.body?.contents ?? [];
  for (const content of contents) {
    const found = bodyValues(content, Math.ceil(count / contents.length), source);
    bodies.push(...found.values.map((value) => ({ content, value })));
    if (found.values.length === 0) notes.push(`No body of ${content.mediaType} was sent: ${found.reason}.`);
  }
  if (operation.body?.required && bodies.length === 0) return { inputs: [], notes };
  const random = seededRandom(derivedSeed(source.seed, operation.id));
  return {
    inputs: combineInputs({
      operation,
      values,
      alwaysSent,
      bodies: interleave(contents.map((content) => bodies.filter((body) => body.content === content))),
      count,
      random,
    }),
    notes,
  };
}

/** Returns true if the default is invalid. A server uses it for a missing parameter, and then rejects the request. */
function hasInvalidDefault({ schema }: DescribedParameter, { judge, sampler }: SampleSource): boolean {
  const found = sampler.defaultOf(schema);
  return found !== undefined && judge.rejects(schema, found, "request");
}

interface InputParts {
  readonly operation: DescribedOperation;
  readonly values: ReadonlyMap<DescribedParameter, readonly Json[]>;
  /** Parameters that every input contains. */
  readonly alwaysSent: ReadonlySet<DescribedParameter>;
  readonly bodies: readonly OperationBody[];
  readonly count: number;
  readonly random: () => number;
}

function combineInputs({
  operation,
  values,
  alwaysSent: needed,
  bodies,
  count,
  random,
}: InputParts): readonly OperationInput[] {
  const isOnlyOne = values.size === 0 && bodies.length === 0;
  const used = new Map<DescribedParameter, number>();
  const inputs = Array.from({ length: isOnlyOne ? 1 : count }, (_, index): OperationInput => {
    const chosen = [...values].flatMap(([parameter, each]): [DescribedParameter, Json][] => {
      const isIncluded = needed.has(parameter) || (index === 0 ? false : index === 1 || random() < 0.5);
      if (!isIncluded) return [];
      // values are counted per parameter, so that none is skipped by inputs without the parameter
      const turn = used.get(parameter) ?? 0;
      used.set(parameter, turn + 1);
      const value = each[(needed.has(parameter) || turn > 1 ? turn : 1 - turn) % each.length];
      return value === undefined ? [] : [[parameter, value]];
    });
    const hasBody = operation.body?.required || (index > 0 && (index < 3 || random() < 0.8));
    const body = hasBody && bodies.length > 0 ? bodies[index % bodies.length] : undefined;
    return { parameters: new Map(withoutNameConflicts(chosen)), body };
  });
  const known = new Set<string>();
  return inputs.filter(({ parameters, body }) => {
    const key = JSON.stringify(
      [...parameters]
        .map(([{ in: place, name }, value]) => [place, name, value])
        .concat([[body?.content.mediaType ?? "", body?.value ?? null, 0]]),
    );
    return !known.has(key) && known.add(key);
  });
}

/** Values of a schema, or the reason why there are none. */
export interface SampledValues {
  readonly values: readonly Json[];
  readonly reason: string | undefined;
}

async function parameterValues(
  operation: DescribedOperation,
  parameter: DescribedParameter,
  count: number,
  { sampler, seed }: SampleSource,
): Promise<SampledValues> {
  const place = parameter.in === "querystring" || parameter.mediaType !== undefined ? "query" : parameter.in;
  const { examples, schema } = parameter;
  const samples = sampler.sample(schema, {
    place,
    count,
    examples,
    seed: derivedSeed(seed, `${operation.id} ${parameter.name}`),
  });
  const values: Json[] = [];
  for (const value of samples.values) if (await isEncodableParameter(operation, parameter, value)) values.push(value);
  const reason = samples.reason ?? (values.length === 0 ? "no request can carry a value of its schema" : undefined);
  return { values, reason };
}

/** Generates bodies of a content as JSON. Bytes are strings, sequences are arrays. */
export function bodyValues(
  content: DescribedContent,
  count: number,
  { sampler, judge, seed }: SampleSource,
  form: SchemaForm = "request",
): SampledValues {
  const { kind, schema, examples, pointer } = content;
  const samples = sampler.sample(schema, { form, count, examples, seed: derivedSeed(seed, pointer) });
  switch (kind) {
    case "json":
      return samples;
    case "any":
      return { ...samples, values: samples.values.filter((value) => value !== "") };
    case "text":
    case "binary":
      return { values: nonEmptyStrings(samples.values), reason: undefined };
    case "lines":
      return { values: [samples.values], reason: samples.reason };
    case "events": {
      const accepts = (item: Json) => judge.accepts(schema, item, form);
      return { values: [unambiguousEvents(samples.values, accepts)], reason: samples.reason };
    }
    case "parts": {
      const accepts = (value: Json) => judge.accepts(schema, value, form);
      const values = samples.values
        .map((value) => receivedParts(content, value))
        .filter((value) => accepts(value) && isEncodableParts(content, value));
      const reason = values.length === 0 ? "no parts can carry a value of its schema" : undefined;
      return { values, reason: samples.reason ?? reason };
    }
    case "part-stream": {
      const items = samples.values.filter((item) => isEncodableParts(content, [item]));
      return { values: items.length === 0 ? [] : [receivedParts(content, items)], reason: samples.reason };
    }
    case "form":
    case "multipart": {
      const values = samples.values
        .map((value) => receivedParts(content, withoutEmptyFields(content, value)))
        .filter((value) => {
          return judge.accepts(schema, value, form) && isEncodableForm(content, value);
        });
      return {
        values,
        reason: samples.reason ?? (values.length === 0 ? "no form can carry a value of its schema" : undefined),
      };
    }
    default:
      return kind satisfies never;
  }
}

/** Returns the non-empty strings among the samples, or a fixed string: the server does not look into text of other types. */
function nonEmptyStrings(values: readonly Json[]): readonly Json[] {
  const texts = values.filter((value) => typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value));
  return texts.length > 0 ? texts : ["some text, über alles"];
}
