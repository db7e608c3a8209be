/** Plans the responses of handlers: every documented status, with every media type. */
import type { Json } from "../../1-document/json.ts";
import { isBodiless } from "../../5-oracle/response/response-judge.ts";
import type {
  DescribedHeader,
  DescribedOperation,
  DescribedResponse,
} from "../../5-oracle/description/described-operation.ts";
import { bodyValues, type SampleSource } from "../cases/generate-inputs.ts";
import { derivedSeed } from "../../5-oracle/sampling/seeded-random.ts";
import { encodeHeader } from "../../5-oracle/wire/encode-header.ts";
import { UnencodableValue } from "../../5-oracle/wire/parameter-styles.ts";
import type { PlannedResponse } from "./planned-response.ts";

export interface PlannedResponses {
  /** Arrays of responses with the same status and media type, none of them empty. */
  readonly variants: readonly (readonly PlannedResponse[])[];
  readonly notes: readonly string[];
}

/** Plans about `count` responses of each status and media type. */
export function planResponses(operation: DescribedOperation, count: number, source: SampleSource): PlannedResponses {
  const notes: string[] = [];
  const variants = operation.responses.flatMap((response) => {
    const status = concreteStatusFor(operation, response.status);
    if (status === undefined) {
      notes.push(`The response ${response.status} was not tested: it is not final.`);
      return [];
    }
    const headers = headerSets(response, count, source);
    if (typeof headers === "string") {
      notes.push(`The response ${response.status} was not tested: ${headers}.`);
      return [];
    }
    const isBare = response.contents.length === 0 || isBodiless(operation.method, status);
    if (isBare) {
      return [
        headers.map((own): PlannedResponse => ({ response, status, content: undefined, body: null, headers: own })),
      ];
    }
    return response.contents.flatMap((content) => {
      const { values, reason } = bodyValues(content, count, source, "response");
      const responses = values.map((body, index): PlannedResponse => {
        return { response, status, content, body, headers: headers[index % headers.length] ?? {} };
      });
      if (responses.length > 0) return [responses];
      notes.push(`The response ${response.status} ${content.mediaType} was not tested: ${reason}.`);
      return [];
    });
  });
  return { variants, notes };
}

/** Returns a status code that documents this response and no other one. */
function concreteStatusFor({ responses }: Pick<DescribedOperation, "responses">, status: string): number | undefined {
  const taken = new Set(responses.map((response) => response.status.toUpperCase()));
  if (/^\d{3}$/.test(status)) return Number(status) >= 200 && Number(status) <= 599 ? Number(status) : undefined;
  const isFree = (code: number): boolean => !taken.has(String(code)) && !isBodiless("GET", code);
  const [digit] = status;
  if (/^[2-5]XX$/i.test(status)) return hundredFrom(Number(digit) * 100).find(isFree);
  if (status !== "default") return undefined;
  const ranges = [5, 4, 2, 3].filter((range) => !taken.has(`${range}XX`));
  return ranges.flatMap((range) => hundredFrom(range * 100)).find(isFree);
}

function hundredFrom(first: number): readonly number[] {
  return Array.from({ length: 100 }, (_, index) => first + index);
}

/** Returns sets of headers: the required ones, all, and others. Returns the reason if there can be none. */
function headerSets(
  { headers }: DescribedResponse,
  count: number,
  { sampler, seed }: SampleSource,
): readonly Readonly<Record<string, Json>>[] | string {
  const values = new Map<DescribedHeader, readonly Json[]>();
  for (const header of headers) {
    const options = { form: "response", place: "header", count, seed: derivedSeed(seed, header.pointer) } as const;
    const { values: found, reason } = sampler.sample(header.schema, options);
    const carried = found.filter((value) => isEncodableHeader(header, value));
    if (carried.length > 0) values.set(header, carried);
    else if (header.required) {
      return `there is no value for its header ${header.name}: ${reason ?? "no header can carry a value of its schema"}`;
    }
  }
  return Array.from({ length: count }, (_, index) => {
    const chosen = [...values].filter(([header], at) => header.required || index % 3 === 1 || (index + at) % 2 === 1);
    return Object.fromEntries(chosen.map(([{ name }, each]) => [name, each[index % each.length] ?? null]));
  });
}

function isEncodableHeader(header: DescribedHeader, value: Json): boolean {
  try {
    return encodeHeader(header, value) !== undefined;
  } catch (error) {
    if (error instanceof UnencodableValue) return false;
    throw error;
  }
}
