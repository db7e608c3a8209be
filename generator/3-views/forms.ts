/** Which form of a schema travels which way. */
import type { Form } from "../1-document/variants.ts";
import type { Operation } from "../2-model/api.ts";

/**
 * A webhook or a callback is sent by the API: what it brings is in the form of answers, with `readOnly` properties and
 * without `writeOnly` ones, and what it is answered with is in the form of requests.
 */
export function formsOfOperation({ direction }: Operation): { readonly taken: Form; readonly answered: Form } {
  return direction === "request"
    ? { taken: "request", answered: "response" }
    : { taken: "response", answered: "request" };
}
