/** The forms of schemas (of requests, responses and messages) and their names. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { NamedSchema, Operation } from "../2-model/api.ts";

/** Returns the forms of the request and of the response. The API sends webhooks and callbacks, and its users respond. */
export function formsOfOperation({ direction }: Operation): {
  readonly taken: SchemaForm;
  readonly answered: SchemaForm;
} {
  return direction === "request"
    ? { taken: "request", answered: "response" }
    : { taken: "message", answered: "request" };
}

/** Returns the name of the type for one form of a schema. */
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

/** Returns the forms whose types have different names. */
export function formsOf(schema: NamedSchema): readonly SchemaForm[] {
  const forms: readonly SchemaForm[] = ["response", "request", "message"];
  const names = forms.map((form) => identifierOf(schema, form));
  return forms.filter((_, index) => names.indexOf(names[index] ?? "") === index);
}
