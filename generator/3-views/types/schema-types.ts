/** The types of the named schemas: the form of answers, and those of requests and messages where they differ. */
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Api, NamedSchema } from "../../2-model/api.ts";
import { schemaDocsView } from "../docs.ts";
import { formsOf } from "../forms.ts";
import { type DeclarationView, declareAlias, declareSchema } from "./declaration-view.ts";
import { enumMembers } from "./literal-type.ts";
import { notesOf } from "./notes.ts";
import type { Types } from "./type-context.ts";
import { ALONE } from "./type-expression.ts";

/** In the order of `api.schemas`. */
export function schemaTypes(api: Api, types: Readonly<Record<SchemaForm, Types>>): readonly DeclarationView[] {
  return api.schemas.flatMap((named) => {
    const notes = notesOf(named.schema, types.response.declarations);
    return formsOf(named).map((form) => {
      const carried = CARRIED[form];
      const own = carried === undefined ? [] : [`${named.identifier}, ${carried}.`];
      return declarationOf(named, types[form], [...own, ...notes]);
    });
  });
}

const CARRIED: Readonly<Record<SchemaForm, string | undefined>> = {
  response: undefined,
  request: "as requests carry it",
  message: "as webhooks and callbacks bring it",
};

function declarationOf(named: NamedSchema, types: Types, notes: readonly string[]): DeclarationView {
  const { schema } = named;
  const heading = { name: types.declarations.nameOf(named, types.form), docs: schemaDocsView(schema, notes) };
  const place = { ...ALONE, declares: named };
  const members = typeof schema === "object" ? enumMembers(schema) : [];
  if (members.length > 0) return declareAlias(heading, types.typeOf(schema, place), members);
  return declareSchema(heading, schema, types, place);
}
