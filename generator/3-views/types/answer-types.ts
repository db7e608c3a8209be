/** What an operation answers: its bodies and headers, the client's result, and what a handler of the server returns. */
import type { BodyContent, Operation, Response } from "../../2-model/api.ts";
import { code, type Code, identifier, join, literal } from "../code.ts";
import { docsView, NO_DOCS } from "../docs.ts";
import { contentType, isOfSchema } from "./content-types.ts";
import { type DeclarationView, declareAlias, declareInterface } from "./declaration-view.ts";
import { notesOf } from "./notes.ts";
import { declareContent, mediaTypeType, NOTHING } from "./request-types.ts";
import { documentedStatuses, type StatusSet } from "./status-types.ts";
import type { Types } from "./type-context.ts";
import { closed, type TypeMember, NEVER, objectOf, type Type, union } from "./type-syntax.ts";

/** One way to answer: a status with one media type, or without a body. */
interface ResponseVariant {
  readonly statuses: readonly StatusSet[];
  readonly content: BodyContent | undefined;
  /** The type of the body, under its name. */
  readonly body: Type | undefined;
  readonly headers: { readonly name: Code; readonly optional: boolean } | undefined;
  /** The first media type is the one meant where none is told. */
  readonly isFirst: boolean;
}

/** Bodies, headers, result and answer. */
export function responseTypes(operation: Operation, types: Types): readonly DeclarationView[] {
  const statuses = documentedStatuses(operation.responses);
  const declared: DeclarationView[] = [];
  const variants: ResponseVariant[] = [];
  for (const response of operation.responses) {
    const sets = statuses.of(response.status);
    if (sets.length === 0) continue;
    const headers = declareHeaders(operation, response, types);
    const bodies = declareBodies(operation, response, types);
    declared.push(...bodies.declared, ...(headers === undefined ? [] : [headers]));
    const common = {
      statuses: sets,
      headers: headers && { name: headers.name, optional: !response.headers.some(({ required }) => required) },
    };
    const contents: readonly (BodyContent | undefined)[] =
      response.contents.length === 0 ? [undefined] : response.contents;
    for (const [index, content] of contents.entries()) {
      const name = bodies.names[index];
      variants.push({ ...common, content, body: name && closed(name), isFirst: index === 0 });
    }
  }
  return [
    ...declared,
    declareAlias(
      { name: nameOf(operation, "Result"), docs: NO_DOCS },
      union([...variants.flatMap(resultTypes), closed(code`Unexpected<${statuses.all}>`)]),
    ),
    declareAlias(
      { name: nameOf(operation, "Response"), docs: NO_DOCS },
      union(variants.map((variant) => responseType(variant, types))),
    ),
  ];
}

function declareHeaders(operation: Operation, response: Response, types: Types): DeclarationView | undefined {
  if (response.headers.length === 0) return undefined;
  const members = response.headers.map(({ name, required, docs, schema }) => ({
    name,
    optional: !required,
    type: types.typeOf(schema),
    docs: docsView(docs, { schema, notes: notesOf(schema, types.declarations) }),
  }));
  return declareInterface({ name: nameOf(operation, `${suffixOf(response)}Headers`), docs: NO_DOCS }, members);
}

/** One type for each media type, and one for all where there are several. */
function declareBodies(
  operation: Operation,
  response: Response,
  types: Types,
): { readonly names: readonly Code[]; readonly declared: readonly DeclarationView[] } {
  const { contents } = response;
  const name = nameOf(operation, suffixOf(response));
  const { docs } = response;
  const [only, ...others] = contents;
  if (only === undefined) return { names: [], declared: [] };
  if (others.length === 0) return { names: [name], declared: declareContent({ name, docs }, only, types) };
  const names = contents.map((_, index) => nameOf(operation, `${suffixOf(response)}_${index + 1}`));
  const declared = contents.flatMap((content, index) =>
    declareContent({ name: names[index] ?? name, docs: NOTHING }, content, types),
  );
  return { names, declared: [...declared, declareAlias({ name, docs: docsView(docs) }, union(names.map(closed)))] };
}

/** What the client has in hand: told by `status`, and by `ok`. */
function resultTypes({ statuses, content, body, headers }: ResponseVariant): readonly Type[] {
  return statuses.map(({ isSuccess, type }) => {
    const parts = [
      type,
      body?.text ?? code`undefined`,
      headers?.name ?? code`unknown`,
      content === undefined ? code`undefined` : literal(content.mediaType), // as the description has it
    ];
    return closed(code`${isSuccess ? code`Success` : code`Failure`}<${join(parts, code`, `)}>`);
  });
}

/** What a handler returns: bytes in any shape, and the media type where there is a choice. */
function responseType({ statuses, content, body, headers, isFirst }: ResponseVariant, types: Types): Type {
  const members: TypeMember[] = [member("status", union(statuses.map(({ type }) => closed(type))), false)];
  if (content === undefined || body === undefined) members.push(member("body", NEVER, true));
  else {
    const given = isOfSchema(content) ? body : contentType(content, { types, holder: "given", name: body.text });
    members.push(member("body", given, false));
  }
  if (headers !== undefined) members.push(member("headers", closed(headers.name), headers.optional));
  if (content !== undefined) members.push(member("contentType", mediaTypeType(content.mediaType), isFirst));
  return objectOf(members);
}

function member(name: string, type: Type, optional: boolean): TypeMember {
  return { name, optional, type, docs: NO_DOCS };
}

function suffixOf({ status }: Response): string {
  return `Response${status === "default" ? "Default" : status}`;
}

function nameOf({ typeName }: Operation, suffix: string): Code {
  return identifier(`${typeName}${suffix}`);
}
