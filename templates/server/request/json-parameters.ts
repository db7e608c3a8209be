/** Applies the limits of JSON to parameters with a JSON media type. */
import type { ParameterSpec } from "../../runtime/operation.js";
import { type DecodedParameters, decodedParameter } from "../../runtime/wire/parameters.js";
import { collectError, type InputError } from "../../runtime/wire/wire-error.js";
import { checkJsonValue, type JsonLimits } from "./json-limits.js";

/** Creates a function that returns parameters beyond the limits. Undefined if no parameter has a media type. */
export function createJsonParameterCheck(
  parameters: readonly ParameterSpec[],
  limits: JsonLimits,
): ((decoded: DecodedParameters) => readonly InputError[]) | undefined {
  const specs = parameters.filter(({ content }) => content !== undefined);
  if (specs.length === 0) return undefined;
  return (decoded) => {
    const errors: InputError[] = [];
    for (const spec of specs) {
      collectError(errors, spec, () => checkJsonValue(decodedParameter(decoded, spec), limits));
    }
    return errors;
  };
}
