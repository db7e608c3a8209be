/** What is wrong for a parameter: a value that nothing legal can be read from. */
import { type Json, isObject } from "../../../1-document/json.ts";
import type { Document } from "../../../1-document/openapi.ts";
import type { DescribedParameter } from "../../../5-oracle/description/description.ts";
import { typesIn } from "../../../5-oracle/description/described-media.ts";
import { conjoined } from "../../../5-oracle/description/described-schemas.ts";
import { readingsOf as readingsOfBody } from "./invalid-bodies.ts";
import { possibleReadings } from "./text-readings.ts";
import { type Circumstances, EXTRA, type Mutant, mutantsOf } from "./invalid-values.ts";

/** Whether a request is wrong without it: what has a default is never missing. */
export function isLeavable(document: Document, { required, schema }: DescribedParameter): boolean {
  return required && !conjoined(document, schema).some((one) => one.default !== undefined);
}

const TEXTS: readonly Json[] = ["no such value", "1.5", "-1", "maybe"];

export interface WrongValues {
  readonly values: readonly Mutant[];
  /** Changes that were not looked at, since there were enough. */
  readonly untried: number;
}

/** At most `count` values that no reading makes legal, near `legal`; each with what is wrong about it. */
export function wrongValues(
  given: Circumstances,
  parameter: DescribedParameter,
  valid: Json | undefined,
  count: number,
): WrongValues {
  const { schema } = parameter;
  const types = typesIn(given.document, schema);
  if (types.length === 0) return { values: [], untried: 0 };
  const base = valid ?? exampleOf(types);
  const near = base === undefined ? undefined : mutantsOf(schema, base, given);
  const isSingle = !types.includes("object") && !types.includes("array");
  const texts = isSingle && !isJson(parameter) ? TEXTS.map(whole) : [];
  const values = new Map<string, Mutant>();
  for (const mutant of inSuccession(near ?? [], texts)) {
    const key = JSON.stringify(mutant.value);
    if (values.has(key) || !isTold(parameter, mutant)) continue;
    const isWrong = readingsOf(parameter, mutant).every((one) => given.judge.refuses(schema, one, "request"));
    if (isWrong) values.set(key, mutant);
    if (values.size >= count) break;
  }
  return { values: [...values.values()], untried: near?.untried() ?? 0 };
}

function* inSuccession<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function readingsOf(parameter: DescribedParameter, mutant: Mutant): readonly Json[] {
  if (parameter.form !== undefined) return readingsOfBody(parameter.form, mutant);
  return isJson(parameter) ? [mutant.value] : possibleReadings(mutant.value, mutant.steps);
}

function whole(value: Json): Mutant {
  return { value, about: `the whole: ${JSON.stringify(value)}`, pointer: "", steps: [] };
}

/** Its text is JSON: what is there is there, whatever it is. */
export function isJson({ mediaType }: DescribedParameter): boolean {
  return mediaType !== undefined && /[/+]json\s*(?:;|$)/i.test(mediaType);
}

/** Whether the wire can tell it from nothing, and from what others have sent. */
function isTold(parameter: DescribedParameter, { value, steps }: Mutant): boolean {
  if (isJson(parameter)) return true;
  if (value === "" || value === null) return false;
  if (typeof value !== "object") return true;
  if (Object.keys(value).length === 0) return false;
  const { in: place, style, explode } = parameter;
  const isSpread = place === "querystring" || (explode && /^(?:form|cookie)$/.test(style));
  // members of a spread object are nobody's: one that is not described may be another parameter's
  return !(isSpread && isObject(value) && steps.length === 0 && EXTRA in value);
}

function exampleOf(types: readonly string[]): Json | undefined {
  if (types.includes("integer") || types.includes("number")) return 1;
  if (types.includes("boolean")) return true;
  return types.includes("string") ? "text" : undefined;
}
