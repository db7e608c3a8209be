/** Response types of an operation: bodies, headers, the result of a client call, and what a server handler returns. */
import type { BodyContent, Operation, Response } from "../../2-model/api.ts";
import { code, type Code, join, literal } from "../code.ts";
import { docsView, NO_DOCS } from "../docs.ts";
import { bodyType, isDeclaredBySchema } from "./body-types.ts";
import { type DeclarationView, declareAlias, declareInterface } from "./declaration-view.ts";
import { validatorOnlyNotes } from "./validator-only-keywords.ts";
import { declareContent, mediaTypeType, EMPTY_DOCS, operationTypeName } from "./request-types.ts";
import { documentedStatuses, type StatusSet } from "./status-types.ts";
import type { FormTypes } from "./form-types.ts";
import { atomicType, type TypeMember, NEVER, objectOf, type Type, union, undocumentedMember } from "./type-syntax.ts";

/** One possible response: a status with one media type or without a body. */
interface ResponseVariant {
  readonly statuses: readonly StatusSet[];
  readonly content: BodyContent | undefined;
  /** Name of the body type. */
  readonly body: Type | undefined;
  readonly headers: { readonly name: Code; readonly optional: boolean } | undefined;
  /** Set for the first media type, which applies if a handler names none. */
  readonly isFirst: boolean;
}

/** Declares the types of bodies and headers, then the `…Result` and `…Response` types. */
export function responseTypes(operation: Operation, types: FormTypes): readonly DeclarationView[] {
  const statuses = documentedStatuses(operation.responses, types.scope);
  const declared: DeclarationView[] = [];
  const variants: ResponseVariant[] = [];
  for (const response of operation.responses) {
    const sets = statuses.statusSets(response.status);
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
      variants.push({ ...common, content, body: name && atomicType(name), isFirst: index === 0 });
    }
  }
  return [
    ...declared,
    declareAlias(
      { name: operationTypeName(operation, "Result"), docs: NO_DOCS },
      union([
        ...variants.flatMap((variant) => clientResultTypes(variant, types)),
        atomicType(code`${types.scope.runtime("Unexpected")}<${statuses.all}>`),
      ]),
    ),
    declareAlias(
      { name: operationTypeName(operation, "Response"), docs: NO_DOCS },
      union(variants.map((variant) => handlerResponseType(variant, types))),
    ),
  ];
}

function declareHeaders(operation: Operation, response: Response, types: FormTypes): DeclarationView | undefined {
  if (response.headers.length === 0) return undefined;
  const members = response.headers.map(({ name, required, docs, schema }) => ({
    name,
    optional: !required,
    type: types.typeOf(schema),
    docs: docsView(docs, { schema, notes: validatorOnlyNotes(schema, types.namedTypes) }),
  }));
  return declareInterface(
    { name: operationTypeName(operation, `${responseTypeSuffix(response)}Headers`), docs: NO_DOCS },
    members,
  );
}

/** Declares one type per media type, and a union of them if there are several. */
function declareBodies(
  operation: Operation,
  response: Response,
  types: FormTypes,
): { readonly names: readonly Code[]; readonly declared: readonly DeclarationView[] } {
  const { contents } = response;
  const name = operationTypeName(operation, responseTypeSuffix(response));
  const { docs } = response;
  const [only, ...others] = contents;
  if (only === undefined) return { names: [], declared: [] };
  if (others.length === 0) return { names: [name], declared: declareContent({ name, docs }, only, types) };
  const names = contents.map((_, index) =>
    operationTypeName(operation, `${responseTypeSuffix(response)}_${index + 1}`),
  );
  const declared = contents.flatMap((content, index) =>
    declareContent({ name: names[index] ?? name, docs: EMPTY_DOCS }, content, types),
  );
  return { names, declared: [...declared, declareAlias({ name, docs: docsView(docs) }, union(names.map(atomicType)))] };
}

/** Returns the members of the result type of a client call, distinguished by `status` and `ok`. */
function clientResultTypes(
  { statuses, content, body, headers }: ResponseVariant,
  { scope }: FormTypes,
): readonly Type[] {
  return statuses.map(({ isSuccess, type }) => {
    const parts = [
      type,
      body?.text ?? code`undefined`,
      headers?.name ?? code`unknown`,
      content === undefined ? code`undefined` : literal(content.mediaType), // as written in the description
    ];
    return atomicType(code`${scope.runtime(isSuccess ? "Success" : "Failure")}<${join(parts, code`, `)}>`);
  });
}

/** Returns what a handler returns for one response. It can give bytes in several forms. */
function handlerResponseType({ statuses, content, body, headers, isFirst }: ResponseVariant, types: FormTypes): Type {
  const members: TypeMember[] = [
    undocumentedMember("status", union(statuses.map(({ type }) => atomicType(type))), false),
  ];
  if (content === undefined || body === undefined) members.push(undocumentedMember("body", NEVER, true));
  else {
    const given = isDeclaredBySchema(content) ? body : bodyType(content, { types, role: "written", name: body.text });
    members.push(undocumentedMember("body", given, false));
  }
  if (headers !== undefined) members.push(undocumentedMember("headers", atomicType(headers.name), headers.optional));
  if (content !== undefined) members.push(undocumentedMember("contentType", mediaTypeType(content.mediaType), isFirst));
  return objectOf(members);
}

function responseTypeSuffix({ status }: Response): string {
  return `Response${status === "default" ? "Default" : status}`;
}
