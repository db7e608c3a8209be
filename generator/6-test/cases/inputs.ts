/** Legal inputs of an operation: the barest, the fullest, and others between; what no request can carry is left out. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import { isForm, isList, travels, withoutNothing, withoutQuarrel } from "./carriable.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/description.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import { arriving } from "./part-values.ts";
import { randomOf, seedFor } from "../../5-oracle/sampling/random.ts";
import type { Sampler } from "../../5-oracle/sampling/sampler.ts";
import { carriedEvents } from "../../5-oracle/wire/wire-events.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";

export interface Workshop {
  readonly sampler: Sampler;
  readonly judge: Judge;
  readonly seed: number;
}

export interface Inputs {
  readonly inputs: readonly OperationInput[];
  /** Why there is none, or what is in none of them, in sentences. */
  readonly notes: readonly string[];
}

/** At most `count` of them. */
export async function inputsOf(operation: DescribedOperation, count: number, workshop: Workshop): Promise<Inputs> {
  const notes: string[] = [];
  const values = new Map<DescribedParameter, readonly Json[]>();
  const needed = new Set(
    operation.parameters.filter((parameter) => parameter.required || hasWrongDefault(parameter, workshop)),
  );
  for (const parameter of needed) {
    if (!parameter.required) {
      notes.push(`The ${parameter.in} parameter ${parameter.name} was always sent: its default is not of its schema.`);
    }
  }
  for (const parameter of operation.parameters) {
    const found = await parameterValues(operation, parameter, count, workshop);
    if (found.values.length > 0) values.set(parameter, found.values);
    else {
      notes.push(`The ${parameter.in} parameter ${parameter.name} was not sent: ${found.reason}.`);
      if (parameter.required) return { inputs: [], notes };
    }
  }
  const bodies: NonNullable<OperationInput["body"]>[] = [];
  const contents = operation.body?.contents ?? [];
  for (const content of contents) {
    const found = bodyValues(content, Math.ceil(count / contents.length), workshop);
    bodies.push(...found.values.map((value) => ({ content, value })));
    if (found.values.length === 0) notes.push(`No body of ${content.mediaType} was sent: ${found.reason}.`);
  }
  if (operation.body?.required && bodies.length === 0) return { inputs: [], notes };
  const random = randomOf(seedFor(workshop.seed, operation.id));
  return {
    inputs: combine({ operation, values, needed, bodies: interleaved(bodies, contents), count, random }),
    notes,
  };
}

/** One of each content, then the next of each. */
function interleaved(
  bodies: readonly NonNullable<OperationInput["body"]>[],
  contents: readonly DescribedContent[],
): readonly NonNullable<OperationInput["body"]>[] {
  const lists = contents.map((content) => bodies.filter((body) => body.content === content));
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

/** A server fills such a default in, and then refuses it. */
function hasWrongDefault({ schema }: DescribedParameter, { judge, sampler }: Workshop): boolean {
  const found = sampler.defaultOf(schema);
  return found !== undefined && judge.refuses(schema, found, "request");
}

interface Ingredients {
  readonly operation: DescribedOperation;
  readonly values: ReadonlyMap<DescribedParameter, readonly Json[]>;
  /** Those that every input has. */
  readonly needed: ReadonlySet<DescribedParameter>;
  readonly bodies: readonly NonNullable<OperationInput["body"]>[];
  readonly count: number;
  readonly random: () => number;
}

function combine({ operation, values, needed, bodies, count, random }: Ingredients): readonly OperationInput[] {
  const isOnlyOne = values.size === 0 && bodies.length === 0;
  const used = new Map<DescribedParameter, number>();
  const inputs = Array.from({ length: isOnlyOne ? 1 : count }, (_, index): OperationInput => {
    const chosen = [...values].flatMap(([parameter, each]): [DescribedParameter, Json][] => {
      const isThere = needed.has(parameter) || (index === 0 ? false : index === 1 || random() < 0.5);
      if (!isThere) return [];
      // no value is passed over where the parameter is left out: the fullest, the barest, the others in turn
      const turn = used.get(parameter) ?? 0;
      used.set(parameter, turn + 1);
      const value = each[(needed.has(parameter) || turn > 1 ? turn : 1 - turn) % each.length];
      return value === undefined ? [] : [[parameter, value]];
    });
    const isBodyThere = operation.body?.required || (index > 0 && (index < 3 || random() < 0.8));
    const body = isBodyThere && bodies.length > 0 ? bodies[index % bodies.length] : undefined;
    return { parameters: new Map(withoutQuarrel(chosen)), body };
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

/** `reason`: why there is none. */
export interface InputValues {
  readonly values: readonly Json[];
  readonly reason: string | undefined;
}

async function parameterValues(
  operation: DescribedOperation,
  parameter: DescribedParameter,
  count: number,
  { sampler, seed }: Workshop,
): Promise<InputValues> {
  const place = parameter.in === "querystring" || parameter.mediaType !== undefined ? "query" : parameter.in;
  const { examples, schema } = parameter;
  const samples = sampler.sample(schema, {
    place,
    count,
    examples,
    seed: seedFor(seed, `${operation.id} ${parameter.name}`),
  });
  const values: Json[] = [];
  for (const value of samples.values) if (await travels(operation, parameter, value)) values.push(value);
  const reason = samples.reason ?? (values.length === 0 ? "no request can carry a value of its schema" : undefined);
  return { values, reason };
}

/** Bodies of a content, as JSON: bytes are texts, sequences are lists. */
export function bodyValues(
  content: DescribedContent,
  count: number,
  { sampler, judge, seed }: Workshop,
  form: SchemaForm = "request",
): InputValues {
  const { kind, schema, examples, pointer } = content;
  const samples = sampler.sample(schema, { form, count, examples, seed: seedFor(seed, pointer) });
  switch (kind) {
    case "json":
      return samples;
    case "text":
    case "binary":
      return { values: textsOf(samples.values), reason: undefined };
    case "lines":
      return { values: [samples.values], reason: samples.reason };
    case "events": {
      const accepts = (item: Json) => judge.accepts(schema, item, form === "response" ? "promise" : form);
      return { values: [carriedEvents(samples.values, accepts)], reason: samples.reason };
    }
    case "parts": {
      const accepts = (value: Json) => judge.accepts(schema, value, form === "response" ? "promise" : form);
      const values = samples.values
        .map((value) => arriving(content, value))
        .filter((value) => accepts(value) && isList(content, value));
      const reason = values.length === 0 ? "no parts can carry a value of its schema" : undefined;
      return { values, reason: samples.reason ?? reason };
    }
    case "part-stream": {
      const items = samples.values.filter((item) => isList(content, [item]));
      return { values: items.length === 0 ? [] : [arriving(content, items)], reason: samples.reason };
    }
    case "form":
    case "multipart": {
      const values = samples.values
        .map((value) => arriving(content, withoutNothing(content, value)))
        .filter((value) => {
          return judge.accepts(schema, value, form === "response" ? "promise" : form) && isForm(content, value);
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

/** Texts of the schema, where it is one of texts; of any other, some text: nobody looks into it. */
function textsOf(values: readonly Json[]): readonly Json[] {
  const texts = values.filter((value) => typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value));
  return texts.length > 0 ? texts : ["some text, über alles"];
}
