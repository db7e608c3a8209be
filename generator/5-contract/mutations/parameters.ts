/** What is wrong for a parameter: a value that nothing legal can be read from. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedParameter } from "../description.ts";
import type { Judge } from "../judge.ts";
import { typesIn } from "../media.ts";
import { conjoined } from "../schemas.ts";
import { readingsOf as readingsOfBody } from "./bodies.ts";
import { possibleReadings } from "./readings.ts";
import { EXTRA, type Mutant, mutantsOf } from "./values.ts";

/** Whether a request is wrong without it: what has a default is never missing. */
export function isLeavable(document: Document, { required, schema }: DescribedParameter): boolean {
  return required && !conjoined(document, schema).some((one) => one.default !== undefined);
}

interface Circumstances {
  readonly document: Document;
  readonly judge: Judge;
}

const TEXTS: readonly Json[] = ["no such value", "1.5", "-1", "maybe"];

/** Values that no reading makes legal, near `legal`; each with what is wrong about it. */
export function wrongValues(
  { document, judge }: Circumstances,
  parameter: DescribedParameter,
  legal: Json | undefined,
): readonly Mutant[] {
  const { schema } = parameter;
  const types = typesIn(document, schema);
  if (types.length === 0) return [];
  const base = legal ?? exampleOf(types);
  const near = base === undefined ? [] : mutantsOf(schema, base, { document, judge, count: 50 });
  const isSingle = !types.includes("object") && !types.includes("array");
  const texts = isSingle && !isJson(parameter) ? TEXTS.map(whole) : [];
  const known = new Set<string>();
  return [...near, ...texts].filter((mutant) => {
    const key = JSON.stringify(mutant.value);
    if (known.has(key) || !isTold(parameter, mutant)) return false;
    known.add(key);
    const readings = readingsOf(parameter, mutant);
    return readings.every((reading) => judge.refuses(schema, reading, "request"));
  });
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
