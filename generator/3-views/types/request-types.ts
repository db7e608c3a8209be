/** What an operation takes: its parameters by group, its body, and both together as the caller gives them. */
import type { Schema } from "../../1-document/openapi.ts";
import type { BodyContent, Docs, Operation, Parameter } from "../../2-model/api.ts";
import { type Code, identifier, literal, startingWith } from "../code.ts";
import { NAMED_PARAMETER_GROUPS } from "../parameter-groups.ts";
import { docsView, type DocsView, NO_DOCS } from "../docs.ts";
import { contentType, isOfSchema, itemName, placeOf } from "./content-types.ts";
import { type DeclarationView, declareAlias, declareInterface, declareSchema } from "./declaration-view.ts";
import { notesOf } from "./notes.ts";
import type { TypePosition, Types } from "./type-context.ts";
import { ALONE } from "./type-expression.ts";
import { closed, type TypeMember, objectOf, STRING, type Type, union } from "./type-syntax.ts";

export const NOTHING: Docs = { summary: undefined, description: undefined, deprecated: false, externalDocs: undefined };

/** Parameters, body and the whole request. */
export function requestTypes(operation: Operation, types: Types): readonly DeclarationView[] {
  const declared: DeclarationView[] = [];
  const members: TypeMember[] = [];
  // Constants travel unasked.
  const parameters = operation.parameters.filter(({ constant }) => constant === undefined);

  for (const group of NAMED_PARAMETER_GROUPS) {
    const grouped = parameters.filter((parameter) => parameter.in === group.in);
    if (grouped.length === 0) continue;
    const name = nameOf(operation, group.suffix);
    declared.push(
      declareInterface(
        { name, docs: NO_DOCS },
        grouped.map((parameter) => parameterMember(parameter, types)),
      ),
    );
    members.push(member(group.name, name, !grouped.some(({ required }) => required)));
  }
  for (const parameter of parameters.filter((each) => each.in === "querystring")) {
    const name = nameOf(operation, "Querystring");
    declared.push(declareAlias({ name, docs: parameterDocs(parameter, types) }, types.typeOf(parameter.schema)));
    members.push(member("querystring", name, !parameter.required));
  }
  return [...declared, ...bodyTypes(operation, types), declareRequest(operation, members)];
}

function parameterMember(parameter: Parameter, types: Types): TypeMember {
  return {
    name: parameter.name,
    optional: !parameter.required,
    type: types.typeOf(parameter.schema),
    docs: parameterDocs(parameter, types),
  };
}

function parameterDocs({ docs, schema }: Parameter, types: Types): DocsView {
  const described = docs.description ?? (typeof schema === "object" ? schema.description : undefined);
  return docsView({ ...docs, description: described }, { schema, notes: notesOf(schema, types.declarations) });
}

/** One type for each media type, and one for all where there are several. */
function bodyTypes(operation: Operation, types: Types): readonly DeclarationView[] {
  const { body } = operation;
  if (body === undefined) return [];
  const names = body.contents.map((_, index) => bodyName(operation, index));
  const declared = body.contents.flatMap((content, index) =>
    declareContent(
      { name: bodyName(operation, index), docs: names.length === 1 ? body.docs : NOTHING },
      content,
      types,
    ),
  );
  if (names.length === 1) return declared;
  const heading = { name: nameOf(operation, "Body"), docs: docsView(body.docs) };
  return [...declared, declareAlias(heading, union(names.map(closed)))];
}

/**
 * The type of a body that the caller has in hand, under a name, and before it that of the items of a sequence; what a
 * schema asks for is in the comment.
 */
export function declareContent(
  { name, docs }: { readonly name: Code; readonly docs: Docs },
  content: BodyContent,
  types: Types,
): readonly DeclarationView[] {
  const { schema = true, itemSchema } = content;
  if (isOfSchema(content)) return [declareDocumented({ name, docs, schema }, types, placeOf(content))];
  const declared = declareAlias({ name, docs: docsView(docs) }, contentType(content, { types, holder: "got", name }));
  if (itemSchema === undefined) return [declared];
  return [declareDocumented({ name: itemName(name), docs: NOTHING, schema: itemSchema }, types, ALONE), declared];
}

function declareDocumented(
  { name, docs, schema }: { readonly name: Code; readonly docs: Docs; readonly schema: Schema },
  types: Types,
  place: TypePosition,
): DeclarationView {
  return declareSchema(
    { name, docs: docsView(docs, { schema, notes: notesOf(schema, types.declarations) }) },
    schema,
    types,
    place,
  );
}

/** The type of the body that travels as the media type at `index`. */
export function bodyName(operation: Operation, index: number): Code {
  const several = (operation.body?.contents.length ?? 0) > 1;
  return nameOf(operation, several ? `Body${index + 1}` : "Body");
}

/** A union over the media types where there are several: which of them is told, unless it is the first. */
function declareRequest(operation: Operation, members: readonly TypeMember[]): DeclarationView {
  const heading = {
    name: nameOf(operation, "Request"),
    docs: docsView({
      ...NOTHING,
      summary: `What \`${operation.name}\` takes: \`${operation.method} ${operation.path}\``,
    }),
  };
  const { body } = operation;
  if (body === undefined) return declareInterface(heading, members);
  const bodies = body.contents.map((content, index) => [
    ...members,
    member("body", bodyName(operation, index), !body.required),
    ...(body.contents.length === 1
      ? []
      : [{ name: "contentType", optional: index === 0, type: mediaTypeType(content.mediaType), docs: NO_DOCS }]),
  ]);
  const [first, ...others] = bodies;
  if (first !== undefined && others.length === 0) return declareInterface(heading, first);
  return declareAlias(heading, union(bodies.map((alternative) => objectOf(alternative))));
}

/** The media types that may be named where the description has this one: a range leaves the choice open. */
export function mediaTypeType(mediaType: string): Type {
  if (mediaType === "*/*" || mediaType === "*") return STRING;
  return closed(mediaType.endsWith("/*") ? startingWith(mediaType.slice(0, -1)) : literal(mediaType));
}

function member(name: string, type: Code, optional: boolean): TypeMember {
  return { name, optional, type: closed(type), docs: NO_DOCS };
}

function nameOf({ typeName }: Operation, suffix: string): Code {
  return identifier(`${typeName}${suffix}`);
}

/** Whether all of what an operation takes may be left out. */
export function isInputOptional({ body, parameters }: Operation): boolean {
  return !body?.required && !parameters.some(({ required, constant }) => required && constant === undefined);
}
