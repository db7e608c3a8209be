/** Which form of a schema travels which way, and what it is called. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { NamedSchema, Operation } from "../2-model/api.ts";

/** What a webhook or a callback brings is sent by the API, and what it is answered with comes from its users. */
export function formsOfOperation({ direction }: Operation): {
  readonly taken: SchemaForm;
  readonly answered: SchemaForm;
} {
  return direction === "request"
    ? { taken: "request", answered: "response" }
    : { taken: "message", answered: "request" };
}

export function identifierOf(schema: NamedSchema, form: SchemaForm): string {
  switch (form) {
    case "request":
      return schema.inputIdentifier;
    case "response":
      return schema.identifier;
    case "message":
      return schema.messageIdentifier;
    default:
      return form satisfies never;
  }
}

/** The forms that have names of their own. */
export function formsOf(schema: NamedSchema): readonly SchemaForm[] {
  const forms: readonly SchemaForm[] = ["response", "request", "message"];
  const names = forms.map((form) => identifierOf(schema, form));
  return forms.filter((_, index) => names.indexOf(names[index] ?? "") === index);
}
