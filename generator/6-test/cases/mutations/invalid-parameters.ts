/** Makes invalid values of a parameter. No way to decode such a value from the request gives a valid one. */
import { type Json, isObject } from "../../../1-document/json.ts";
import type { Document } from "../../../1-document/openapi.ts";
import type { DescribedParameter } from "../../../5-oracle/description/described-operation.ts";
import { possibleTypes } from "../../../5-oracle/description/described-media.ts";
import { conjoinedSchemas } from "../../../5-oracle/description/described-schemas.ts";
import { bodyDecodings } from "./invalid-bodies.ts";
import { possibleDecodings } from "./possible-decodings.ts";
import { type MutationContext, UNDESCRIBED_PROPERTY, type Mutant, mutantsOf } from "./invalid-values.ts";

/** Returns true if a request without the parameter is invalid: it is required and has no default. */
export function canBeOmitted(document: Document, { required, schema }: DescribedParameter): boolean {
  return required && !conjoinedSchemas(document, schema).some((one) => one.default !== undefined);
}

const INVALID_STRINGS: readonly Json[] = ["no such value", "1.5", "-1", "maybe"];

export interface InvalidParameterValues {
  readonly values: readonly Mutant[];
  /** The number of changes that were not tried, because there were enough. */
  readonly untried: number;
}

/** Returns at most `count` invalid values near a valid one. */
export function invalidParameterValues(
  context: MutationContext,
  parameter: DescribedParameter,
  valid: Json | undefined,
  count: number,
): InvalidParameterValues {
  const { schema } = parameter;
  const types = possibleTypes(context.document, schema);
  if (types.length === 0) return { values: [], untried: 0 };
  const base = valid ?? simplestValue(types);
  const near = base === undefined ? undefined : mutantsOf(schema, base, context);
  const isSingle = !types.includes("object") && !types.includes("array");
  const texts = isSingle && !isJsonParameter(parameter) ? INVALID_STRINGS.map(replacement) : [];
  const values = new Map<string, Mutant>();
  for (const mutant of concatenate(near ?? [], texts)) {
    const key = JSON.stringify(mutant.value);
    if (values.has(key) || !isDistinguishable(parameter, mutant)) continue;
    const isInvalid = parameterDecodings(parameter, mutant).every((one) =>
      context.judge.rejects(schema, one, "request"),
    );
    if (isInvalid) values.set(key, mutant);
    if (values.size >= count) break;
  }
  return { values: [...values.values()], untried: near?.untried() ?? 0 };
}

function* concatenate<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function parameterDecodings(parameter: DescribedParameter, mutant: Mutant): readonly Json[] {
  if (parameter.form !== undefined) return bodyDecodings(parameter.form, mutant);
  if (isJsonParameter(parameter)) return [mutant.value];
  const decodings = possibleDecodings(mutant.value, mutant.steps);
  if (parameter.style !== "matrix" || !parameter.explode) return decodings;
  // `;name=text` is also an object with the property `name` (RFC 6570 §3.2.7)
  return decodings.flatMap((one) => (typeof one === "object" ? [one] : [one, { [parameter.name]: one }]));
}

function replacement(value: Json): Mutant {
  return { value, about: `the whole: ${JSON.stringify(value)}`, pointer: "", steps: [] };
}

/** Returns true if the parameter is encoded as JSON, so that every value can be told from a missing one. */
export function isJsonParameter({ mediaType }: DescribedParameter): boolean {
  return mediaType !== undefined && /[/+]json\s*(?:;|$)/i.test(mediaType);
}

/** Returns true if the server can tell the encoded value from a missing one, and from other parameters. */
function isDistinguishable(parameter: DescribedParameter, { value, steps }: Mutant): boolean {
  if (isJsonParameter(parameter)) return true;
  if (value === "" || value === null) return false;
  if (typeof value !== "object") return true;
  if (Object.keys(value).length === 0) return false;
  const { in: place, style, explode } = parameter;
  const isExploded = place === "querystring" || (explode && /^(?:form|cookie)$/.test(style));
  // an undescribed property of an exploded object may belong to another parameter
  return !(isExploded && isObject(value) && steps.length === 0 && UNDESCRIBED_PROPERTY in value);
}

function simplestValue(types: readonly string[]): Json | undefined {
  if (types.includes("integer") || types.includes("number")) return 1;
  if (types.includes("boolean")) return true;
  return types.includes("string") ? "text" : undefined;
}
