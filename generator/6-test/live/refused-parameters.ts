/**
 * Finds valid parameter values that a server rejects. A rejection may have reasons outside the schemas. So only
 * parameters count whose values the description lists or bounds, in requests that otherwise equal an accepted one.
 */
import type { Document } from "../../1-document/openapi.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import type { DescribedParameter } from "../../5-oracle/description/described-operation.ts";
import { possibleTypes } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import { conjoinedSchemas } from "../../5-oracle/description/described-schemas.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";

export interface LiveCall {
  readonly input: OperationInput;
  readonly status: number;
}

/** Returns accepted inputs, each with one parameter value of a rejected input. */
export function suspectInputs(
  document: Document,
  calls: readonly LiveCall[],
): readonly { readonly parameter: DescribedParameter; readonly input: OperationInput }[] {
  const accepted = calls.filter(({ status }) => status < 300);
  const [first] = accepted;
  if (first === undefined) return [];
  const seen = new Set<string>();
  for (const { input } of accepted) {
    for (const parameter of input.parameters.keys()) seen.add(parameterKey(parameter, input));
  }
  return calls.filter(isRefused).flatMap(({ input }) =>
    [...input.parameters].flatMap(([parameter, value]) => {
      const key = parameterKey(parameter, input);
      if (seen.has(key) || !isFullyDescribed(document, parameter)) return [];
      seen.add(key);
      return [
        { parameter, input: { ...first.input, parameters: new Map(first.input.parameters).set(parameter, value) } },
      ];
    }),
  );
}

function parameterKey(parameter: DescribedParameter, { parameters }: OperationInput): string {
  return JSON.stringify([parameter.in, parameter.name, parameters.get(parameter) ?? null]);
}

function isRefused({ status }: Pick<LiveCall, "status">): boolean {
  return status === 400 || status === 422;
}

/** Returns true if the schema decides alone which values are valid: booleans, enumerations and bounded numbers. */
function isFullyDescribed(document: Document, { schema, mediaType }: DescribedParameter): boolean {
  if (mediaType !== undefined) return false;
  const all = conjoinedSchemas(document, schema);
  if (all.some((one) => one.enum !== undefined || one.const !== undefined)) return true;
  const types = possibleTypes(document, schema);
  if (types.length === 1 && types[0] === "boolean") return true;
  const isBounded = (...names: readonly ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum")[]): boolean =>
    all.some((one) => names.some((name) => one[name] !== undefined));
  const isNumber = types.length > 0 && types.every((type) => type === "integer" || type === "number");
  return isNumber && isBounded("minimum", "exclusiveMinimum") && isBounded("maximum", "exclusiveMaximum");
}

/** Returns the problem if the server rejects the value, or undefined if it accepts it. */
export function refusedParameterProblem(
  { in: place, name, pointer }: DescribedParameter,
  input: OperationInput,
  { status }: ReceivedResponse,
): Problem | undefined {
  if (!isRefused({ status })) return undefined;
  const [, value] = [...input.parameters].find(([one]) => one.name === name && one.in === place) ?? [];
  const message = `The server rejected the value ${JSON.stringify(value)} of the ${place} parameter ${name} with ${status}.`;
  return { kind: "refused-valid", message, place: { in: place, name }, pointer };
}
