/** Parameters that travel as JSON, held to the limits of JSON. */
import type { ParameterSpec } from "../runtime/operation.js";
import type { DecodedParameters } from "../runtime/parameters.js";
import { collect, type InputError } from "../runtime/wire-error.js";
import { checkParsed, type JsonLimits } from "./json.js";

const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** What finds those that are beyond the limits. Whatever does not travel as a media type cannot be. */
export function jsonParameterCheck(
  parameters: readonly ParameterSpec[],
  limits: JsonLimits,
): (decoded: DecodedParameters) => readonly InputError[] {
  const specs = parameters.filter(({ content }) => content !== undefined);
  return (decoded) => {
    const errors: InputError[] = [];
    for (const spec of specs) {
      const value = spec.in === "querystring" ? decoded.querystring : decoded[GROUPS[spec.in]][spec.name];
      collect(errors, spec, () => checkParsed(value, limits));
    }
    return errors;
  };
}
