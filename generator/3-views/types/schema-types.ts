/** Types of named schemas: the form of responses, and the forms of requests and messages if they differ. */
import { isNarrowed } from "../../1-document/schemas/narrowing.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Api, NamedSchema } from "../../2-model/api.ts";
import { schemaDocsView } from "../docs.ts";
import { formsOf } from "../forms.ts";
import { type DeclarationView, declareAlias, declareSchema } from "./declaration-view.ts";
import { enumMembers } from "./enum-members.ts";
import { validatorOnlyNotes } from "./validator-only-keywords.ts";
import type { FormTypes } from "./form-types.ts";
import { STANDALONE } from "./schema-to-type.ts";

/** Declares the types in the order of `api.schemas`. */
export function schemaTypes(api: Api, types: Readonly<Record<SchemaForm, FormTypes>>): readonly DeclarationView[] {
  return api.schemas.flatMap((named) => {
    const notes = [
      ...(isNarrowed(named.schema) ? [NARROWING_NOTE] : []),
      ...validatorOnlyNotes(named.schema, types.response.namedTypes),
    ];
    return formsOf(named).map((form) => {
      const formNote = FORM_NOTES[form];
      const own = formNote === undefined ? [] : [`${named.identifier}, ${formNote}.`];
      return declareNamedSchema(named, types[form], [...own, ...notes]);
    });
  });
}

const NARROWING_NOTE = "Narrowed by its discriminator. Validators accept other values of that property, too.";

const FORM_NOTES: Readonly<Record<SchemaForm, string | undefined>> = {
  response: undefined,
  request: "in requests",
  message: "in webhooks and callbacks",
};

function declareNamedSchema(named: NamedSchema, types: FormTypes, notes: readonly string[]): DeclarationView {
  const { schema } = named;
  const heading = { name: types.namedTypes.typeName(named, types.form), docs: schemaDocsView(schema, notes) };
  const place = { ...STANDALONE, declares: named };
  const members = typeof schema === "object" ? enumMembers(schema) : [];
  if (members.length > 0) return declareAlias(heading, types.typeOf(schema, place), members);
  return declareSchema(heading, schema, types, place);
}
