/** Parameters that travel as JSON, held to the limits of JSON. */
import type { ParameterSpec } from "../../runtime/operation.js";
import { type DecodedParameters, decodedParameter } from "../../runtime/wire/parameters.js";
import { collect, type InputError } from "../../runtime/wire/wire-error.js";
import { checkParsed, type JsonLimits } from "./json-limits.js";

/** What finds those that are beyond the limits. Whatever does not travel as a media type cannot be: then undefined. */
export function jsonParameterCheck(
  parameters: readonly ParameterSpec[],
  limits: JsonLimits,
): ((decoded: DecodedParameters) => readonly InputError[]) | undefined {
  const specs = parameters.filter(({ content }) => content !== undefined);
  if (specs.length === 0) return undefined;
  return (decoded) => {
    const errors: InputError[] = [];
    for (const spec of specs) {
      collect(errors, spec, () => checkParsed(decodedParameter(decoded, spec), limits));
    }
    return errors;
  };
}
