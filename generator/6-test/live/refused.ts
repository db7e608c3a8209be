/**
 * Legal values that a server refuses. A refusal may have reasons that no schema tells, so only those of parameters count
 * whose values the description lists or bounds, and only where nothing else is different from what was accepted.
 */
import type { Document } from "../../1-document/openapi.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import type { DescribedParameter } from "../../5-oracle/description/description.ts";
import { typesIn } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import { conjoined } from "../../5-oracle/description/described-schemas.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";

export interface Asked {
  readonly input: OperationInput;
  readonly status: number;
}

/** One with each value to blame, near an input that was accepted. */
export function suspectsOf(
  document: Document,
  asked: readonly Asked[],
): readonly { readonly parameter: DescribedParameter; readonly input: OperationInput }[] {
  const good = asked.filter(({ status }) => status < 300);
  const [first] = good;
  if (first === undefined) return [];
  const seen = new Set<string>();
  for (const { input } of good) for (const parameter of input.parameters.keys()) seen.add(keyOf(parameter, input));
  return asked.filter(isRefused).flatMap(({ input }) =>
    [...input.parameters].flatMap(([parameter, value]) => {
      const key = keyOf(parameter, input);
      if (seen.has(key) || !isSettled(document, parameter)) return [];
      seen.add(key);
      return [
        { parameter, input: { ...first.input, parameters: new Map(first.input.parameters).set(parameter, value) } },
      ];
    }),
  );
}

function keyOf(parameter: DescribedParameter, { parameters }: OperationInput): string {
  return JSON.stringify([parameter.in, parameter.name, parameters.get(parameter) ?? null]);
}

function isRefused({ status }: Pick<Asked, "status">): boolean {
  return status === 400 || status === 422;
}

/** Whether the description says of every value if it is legal: a flag, one of a list, a number within bounds. */
function isSettled(document: Document, { schema, mediaType }: DescribedParameter): boolean {
  if (mediaType !== undefined) return false;
  const all = conjoined(document, schema);
  if (all.some((one) => one.enum !== undefined || one.const !== undefined)) return true;
  const types = typesIn(document, schema);
  if (types.length === 1 && types[0] === "boolean") return true;
  const isBounded = (...names: readonly ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum")[]): boolean =>
    all.some((one) => names.some((name) => one[name] !== undefined));
  const isNumber = types.length > 0 && types.every((type) => type === "integer" || type === "number");
  return isNumber && isBounded("minimum", "exclusiveMinimum") && isBounded("maximum", "exclusiveMaximum");
}

/** Undefined where it was accepted in the end. */
export function problemOfSuspect(
  { in: place, name, pointer }: DescribedParameter,
  input: OperationInput,
  { status }: ReceivedResponse,
): Problem | undefined {
  if (!isRefused({ status })) return undefined;
  const [, value] = [...input.parameters].find(([one]) => one.name === name && one.in === place) ?? [];
  const message = `The server refused ${JSON.stringify(value)} for the ${place} parameter ${name} with ${status}.`;
  return { kind: "refused-valid", message, place: { in: place, name }, pointer };
}
