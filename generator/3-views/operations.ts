/** A group of operations → the view of `templates/operations/[group].ts.hbs`. */
import type { Schema } from "../1-document/openapi.ts";
import { parsePointer } from "../1-document/pointer.ts";
import type { Api, OperationGroup, Operation } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { decodersOf, encodersOf } from "./codecs.ts";
import { ANY_SCOPE, type Conversions, NO_CONVERSIONS } from "./conversions.ts";
import { type DocsView, docsView } from "./docs.ts";
import { Imports } from "./import-lines.ts";
import { layOut } from "./layout.ts";
import { conversionData } from "./operation-conversions.ts";
import { sharedData, type SharedView } from "./shared.ts";
import { bodyData, paginationData, parameterData, serverData, targetData } from "./wire-data.ts";

export interface OperationsView {
  readonly imports: Imports;
  /** Constants that more than one of the operations use. They are declared before the operations. */
  readonly shared: readonly SharedView[];
  readonly operations: readonly OperationView[];
}

interface OperationView {
  readonly docs: DocsView;
  readonly name: Code;
  /** `Operation<Request, Result>`, or `PagedOperation<…>`. */
  readonly type: Code;
  readonly id: Code;
  readonly method: Code;
  readonly path: Code;
  readonly hasTarget: boolean;
  readonly target: Code;
  readonly hasParameters: boolean;
  readonly parameters: readonly Code[];
  readonly hasBody: boolean;
  readonly body: Code;
  readonly hasResponses: boolean;
  readonly responses: readonly { readonly status: Code; readonly response: Code }[];
  readonly hasAccept: boolean;
  readonly accept: Code;
  readonly hasEncoders: boolean;
  readonly encoders: Code;
  readonly hasDecoders: boolean;
  readonly decoders: Code;
  readonly hasSecurity: boolean;
  readonly security: Code;
  readonly hasServers: boolean;
  readonly servers: Code;
  readonly hasConversions: boolean;
  readonly conversions: Code;
  readonly isPaged: boolean;
  readonly pagination: Code;
}

/** Returns the view of one group, with one constant per operation, in document order. */
export function operationsView(
  group: OperationGroup,
  api: Api,
  conversions: Conversions = NO_CONVERSIONS,
): OperationsView {
  const { operations } = group;
  const imports = new Imports(operations.map(({ constant }) => constant));
  const schemes = new Map(api.securitySchemes.map(({ key: scheme, identifier: name }) => [scheme, name]));
  const isExact = (schema: Schema | undefined): boolean =>
    conversions.isExact && schema !== undefined && conversions.of(schema, ANY_SCOPE) !== undefined;
  const taken = [
    ...schemes.values(),
    ...operations.flatMap(({ constant, typeName }) => [constant, `${typeName}Request`, `${typeName}Result`]),
  ];
  const shared = sharedData({ operations, taken, imports, isExact });
  const views = operations.map(operationView);
  const data = [...shared.views.map((constant) => constant.data), ...views.flatMap(contentCodes)];
  if (data.some((text) => text.includes("json: exactJson"))) imports.use("runtime/conversion/conversions", "exactJson");
  return { imports, shared: shared.views, operations: views };

  function operationView(operation: Operation): OperationView {
    const { name, constant, method, path, target, parameters, body, responses, security, servers, pagination } =
      operation;
    const [encoders, decoders] = [encodersOf(operation, imports), decodersOf(operation, imports)];
    const accept = acceptHeader(operation);
    const converted = conversionData(operation, conversions, imports);
    return {
      docs: docsView(operation.docs, { notes: [operationNote(operation)] }),
      name: identifier(constant),
      type: operationType(operation, imports),
      id: literal(name),
      method: literal(method),
      path: literal(path),
      hasTarget: target !== undefined,
      target: layOut(target === undefined ? code`` : targetData(target), { margin: 2, taken: 8 }),
      hasParameters: parameters.length > 0,
      parameters: parameters.map((parameter) =>
        layOut(parameterData(parameter, isExact(parameter.schema)), { margin: 4, taken: 1 }),
      ),
      hasBody: body !== undefined,
      body:
        body === undefined ? code`` : layOut(bodyData(body, shared.contents(body.contents)), { margin: 2, taken: 7 }),
      hasResponses: responses.length > 0,
      responses: responses.map((response) => {
        const status = key(response.status);
        return { status, response: layOut(shared.response(response), { margin: 4, taken: status.length + 3 }) };
      }),
      hasAccept: accept !== undefined,
      accept: literal(accept ?? ""),
      hasEncoders: Object.keys(encoders).length > 0,
      encoders: layOut(encoders, { margin: 2, taken: 11 }),
      hasDecoders: Object.keys(decoders).length > 0,
      decoders: layOut(decoders, { margin: 2, taken: 11 }),
      hasSecurity: security.length > 0,
      security: layOut(
        security.map((alternative) => alternative.map(requirementData)),
        { margin: 2, taken: 11 },
      ),
      hasServers: servers.length > 0,
      servers: layOut(servers.map(serverData), { margin: 2, taken: 10 }),
      hasConversions: converted !== undefined,
      conversions: layOut(converted ?? code``, { margin: 2, taken: 14 }),
      isPaged: pagination !== undefined,
      pagination: pagination === undefined ? code`` : layOut(paginationData(pagination), { margin: 2, taken: 13 }),
    };
  }

  function requirementData({ scheme, scopes }: Operation["security"][number][number]): { [member: string]: Code } {
    const name = schemes.get(scheme);
    if (name === undefined) throw new Error(`no security scheme ${scheme}`); // A bug: the rule `security-defined` rejects such descriptions.
    return { scheme: imports.use("security", name), ...(scopes.length > 0 && { scopes: literal(scopes) }) };
  }
}

/**
 * Returns the header `Accept` if it is not the list of all media types. JSON comes before ranges and before text that
 * carry the same JSON, because servers such as ASP.NET send the first media type that they can.
 */
function acceptHeader({ responses }: Operation): string | undefined {
  const contents = responses.flatMap((response) => response.contents);
  const first = contents.findIndex(
    ({ codec, mediaType }) => codec === "json" && /^(?:\*|application\/\*$|text\/plain)/.test(mediaType),
  );
  if (first === -1) return undefined;
  const types = contents.map(({ mediaType }) => mediaType);
  return [...new Set([...types.slice(0, first), "application/json", ...types.slice(first)])].join(", ");
}

/** Returns the parts of an operation that can refer to `exactJson`. */
function contentCodes({ parameters, body, responses }: OperationView): readonly Code[] {
  return [...parameters, body, ...responses.map(({ response }) => response)];
}

/** Returns the type of the constant, from `templates/runtime/operation.ts`. */
function operationType(operation: Operation, imports: Imports): Code {
  const kind = operation.pagination === undefined ? "Operation" : "PagedOperation";
  return code`${imports.useType("runtime/operation", kind)}<${join(operationTypeArguments(operation, imports), code`, `)}>`;
}

/** Returns the types of the request and of the result. If the operation is paged, the path to the items follows. */
export function operationTypeArguments({ typeName, pagination }: Operation, imports: Imports): readonly Code[] {
  const types = [`${typeName}Request`, `${typeName}Result`].map((name) => imports.useType("types", name));
  return [...types, ...(pagination === undefined ? [] : [literal(parsePointer(pagination.items))])];
}

/** Returns the remark that names method and path of an operation: `GET /clients`. */
export function operationNote({ direction, method, path }: Operation): string {
  return direction === "request" ? `\`${method} ${path}\`` : `\`${method}\` of the ${direction} \`${path}\``;
}
