/** Which form of a schema travels which way. */
import type { Form, Variants } from "../1-document/schemas/variants.ts";
import type { Operation } from "../2-model/api.ts";

/**
 * A webhook or a callback is sent by the API: what it brings is in the form of answers, with `readOnly` properties and
 * without `writeOnly` ones, and what it is answered with is in the form of requests. Where it brings neither, it is a
 * request like others: a property with a default may be left out.
 */
export function formsOfOperation(
  { direction, parameters, body }: Operation,
  { hides }: Pick<Variants, "hides">,
): { readonly taken: Form; readonly answered: Form } {
  if (direction === "request") return { taken: "request", answered: "response" };
  const contents = (body?.contents ?? []).flatMap(({ schema = true, itemSchema = true }) => [schema, itemSchema]);
  const isHiding = [...parameters.map(({ schema }) => schema), ...contents].some(hides);
  return { taken: isHiding ? "response" : "request", answered: "request" };
}
