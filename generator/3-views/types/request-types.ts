/** Request types of an operation: parameters by group, the body, and the whole request as a caller gives it. */
import type { Schema } from "../../1-document/openapi.ts";
import type { BodyContent, Docs, Operation, Parameter } from "../../2-model/api.ts";
import { type Code, identifier, literal, startingAndEndingWith, startingWith } from "../code.ts";
import { docsView, type DocsView, NO_DOCS } from "../docs.ts";
import { NAMED_PARAMETER_GROUPS } from "../parameter-groups.ts";
import { type BodyRole, bodyType, isDeclaredBySchema, itemTypeName, bodyPosition } from "./body-types.ts";
import { type DeclarationView, declareAlias, declareInterface, declareSchema } from "./declaration-view.ts";
import { validatorOnlyNotes } from "./validator-only-keywords.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import { STANDALONE } from "./schema-to-type.ts";
import { atomicType, type TypeMember, objectOf, STRING, type Type, union, undocumentedMember } from "./type-syntax.ts";

export const EMPTY_DOCS: Docs = {
  summary: undefined,
  description: undefined,
  deprecated: false,
  externalDocs: undefined,
};

/** Declares the types of parameters, body and the whole request. */
export function requestTypes(operation: Operation, types: FormTypes): readonly DeclarationView[] {
  const declared: DeclarationView[] = [];
  const members: TypeMember[] = [];
  // the client sends constant parameters itself
  const parameters = operation.parameters.filter(({ constant }) => constant === undefined);

  for (const group of NAMED_PARAMETER_GROUPS) {
    const grouped = parameters.filter((parameter) => parameter.in === group.in);
    if (grouped.length === 0) continue;
    const name = operationTypeName(operation, group.suffix);
    declared.push(
      declareInterface(
        { name, docs: NO_DOCS },
        grouped.map((parameter) => parameterMember(parameter, types)),
      ),
    );
    members.push(undocumentedMember(group.name, atomicType(name), !grouped.some(({ required }) => required)));
  }
  for (const parameter of parameters.filter((each) => each.in === "querystring")) {
    const name = operationTypeName(operation, "Querystring");
    declared.push(declareAlias({ name, docs: parameterDocs(parameter, types) }, types.typeOf(parameter.schema)));
    members.push(undocumentedMember("querystring", atomicType(name), !parameter.required));
  }
  return [...declared, ...declareBodies(operation, types), declareRequest(operation, members)];
}

function parameterMember(parameter: Parameter, types: FormTypes): TypeMember {
  return {
    name: parameter.name,
    optional: !parameter.required,
    type: types.typeOf(parameter.schema),
    docs: parameterDocs(parameter, types),
  };
}

function parameterDocs({ docs, schema }: Parameter, types: FormTypes): DocsView {
  const described = docs.description ?? (typeof schema === "object" ? schema.description : undefined);
  return docsView({ ...docs, description: described }, { schema, notes: validatorOnlyNotes(schema, types.namedTypes) });
}

/** Declares one type per media type, and a union of them if there are several. */
function declareBodies(operation: Operation, types: FormTypes): readonly DeclarationView[] {
  const { body } = operation;
  if (body === undefined) return [];
  const names = body.contents.map((_, index) => bodyTypeName(operation, index));
  const declared = body.contents.flatMap((content, index) =>
    declareContent(
      { name: bodyTypeName(operation, index), docs: names.length === 1 ? body.docs : EMPTY_DOCS },
      content,
      types,
      "sent",
    ),
  );
  if (names.length === 1) return declared;
  const heading = { name: operationTypeName(operation, "Body"), docs: docsView(body.docs) };
  return [...declared, declareAlias(heading, union(names.map(atomicType)))];
}

/**
 * Declares the type of a body, preceded by the type of its items if the body is a sequence. The doc comment describes
 * the constraints of the schema.
 */
export function declareContent(
  { name, docs }: { readonly name: Code; readonly docs: Docs },
  content: BodyContent,
  types: FormTypes,
  role: BodyRole = "read",
): readonly DeclarationView[] {
  const { schema = true, itemSchema } = content;
  const position = bodyPosition(content, types);
  if (isDeclaredBySchema(content)) return [declareDocumented({ name, docs, schema }, types, position)];
  const declared = declareAlias({ name, docs: docsView(docs) }, bodyType(content, { types, role, name }));
  if (itemSchema === undefined) return [declared];
  return [
    declareDocumented({ name: itemTypeName(name), docs: EMPTY_DOCS, schema: itemSchema }, types, STANDALONE),
    declared,
  ];
}

function declareDocumented(
  { name, docs, schema }: { readonly name: Code; readonly docs: Docs; readonly schema: Schema },
  types: FormTypes,
  place: TypePosition,
): DeclarationView {
  return declareSchema(
    { name, docs: docsView(docs, { schema, notes: validatorOnlyNotes(schema, types.namedTypes) }) },
    schema,
    types,
    place,
  );
}

/** Returns the name of the body type for the media type at `index`. */
export function bodyTypeName(operation: Operation, index: number): Code {
  const several = (operation.body?.contents.length ?? 0) > 1;
  return operationTypeName(operation, several ? `Body${index + 1}` : "Body");
}

/** Declares the request type: a union if there are several media types. `contentType` is optional for the first one. */
function declareRequest(operation: Operation, members: readonly TypeMember[]): DeclarationView {
  const heading = {
    name: operationTypeName(operation, "Request"),
    docs: docsView({
      ...EMPTY_DOCS,
      summary: `Request of \`${operation.name}\`: \`${operation.method} ${operation.path}\``,
    }),
  };
  const { body } = operation;
  if (body === undefined) return declareInterface(heading, members);
  const bodies = body.contents.map((content, index) => [
    ...members,
    undocumentedMember("body", atomicType(bodyTypeName(operation, index)), !body.required),
    ...(body.contents.length === 1 && !isChoosable(content)
      ? []
      : [{ name: "contentType", optional: index === 0, type: mediaTypeType(content.mediaType), docs: NO_DOCS }]),
  ]);
  const [first, ...others] = bodies;
  if (first !== undefined && others.length === 0) return declareInterface(heading, first);
  return declareAlias(heading, union(bodies.map((alternative) => objectOf(alternative))));
}

/** Returns true for a range that bytes do not travel in. Bytes have a media type themselves. */
function isChoosable({ mediaType, codec }: BodyContent): boolean {
  return mediaType.includes("*") && /^(?:by-type|json|text)$/.test(codec);
}

/** Returns the type of `contentType` for a media type or a range such as `image/*` and `application/*+json`. */
export function mediaTypeType(mediaType: string): Type {
  if (mediaType === "*/*" || mediaType === "*") return STRING;
  const [start = "", end, ...others] = mediaType.split("*");
  if (end === undefined || others.length > 0) return atomicType(literal(mediaType));
  return atomicType(end === "" ? startingWith(start) : startingAndEndingWith(start, end));
}

/** Returns the name of a type that belongs to an operation. */
export function operationTypeName({ typeName }: Operation, suffix: string): Code {
  return identifier(`${typeName}${suffix}`);
}

/** Returns true if a caller can omit the whole request. */
export function isRequestOptional({ body, parameters }: Operation): boolean {
  return !body?.required && !parameters.some(({ required, constant }) => required && constant === undefined);
}
