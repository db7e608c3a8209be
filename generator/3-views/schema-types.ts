/** The types of the named schemas: the response form, and the request form where it differs. */
import type { Form } from "../1-document/variants.ts";
import type { Api, NamedSchema } from "../2-model/api.ts";
import { canonicalPointer } from "../1-document/pointer.ts";
import { unionType } from "./composition.ts";
import { type DeclarationView, declareAlias, declareSchema } from "./declaration-view.ts";
import { schemaDocsView } from "./docs.ts";
import { enumMembers } from "./literal-type.ts";
import { notesOf } from "./notes.ts";
import type { Types } from "./type-context.ts";
import { ALONE } from "./type-expression.ts";

/** In the order of `api.schemas`. */
export function schemaTypes(api: Api, types: Readonly<Record<Form, Types>>): readonly DeclarationView[] {
  return api.schemas.flatMap((named) => {
    const { identifier, inputIdentifier, schema } = named;
    const notes = notesOf(schema);
    const response = declarationsOf(named, types.response, notes);
    if (inputIdentifier === identifier) return response;
    return [...response, ...declarationsOf(named, types.request, [`${identifier}, as requests carry it.`, ...notes])];
  });
}

/** One declaration; of the base of a discriminator two, because what is meant by it is more than itself. */
function declarationsOf(named: NamedSchema, types: Types, notes: readonly string[]): readonly DeclarationView[] {
  const { schema } = named;
  const pointer = canonicalPointer(named.pointer);
  const docs = schemaDocsView(schema, notes);
  const nameOf = (base: boolean) => types.declarations.nameOf(named, types.form, base);
  const placeOf = (base: boolean) => ({ ...ALONE, inherits: true, declares: { pointer, base } });

  const members = typeof schema === "object" ? enumMembers(schema) : [];
  if (members.length > 0) {
    return [declareAlias({ name: nameOf(false), docs }, types.typeOf(schema, placeOf(false)), members)];
  }
  const descendants = types.discriminators.descendants(pointer);
  if (descendants === undefined) {
    return [declareSchema({ name: nameOf(false), docs }, schema, types, placeOf(false))];
  }
  const union = unionType(descendants, types, { ...placeOf(false), inherits: false });
  return [
    declareAlias({ name: nameOf(false), docs }, union),
    declareSchema(
      { name: nameOf(true), docs: schemaDocsView(true, [`What every ${nameOf(false)} has.`]) },
      schema,
      types,
      placeOf(true),
    ),
  ];
}
