/** A group of operations → the view of `templates/operations/[group].ts.hbs`. */
import type { Schema } from "../1-document/openapi.ts";
import { parsePointer } from "../1-document/pointer.ts";
import type { Api, OperationGroup, Operation } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { decodersOf, encodersOf } from "./codecs.ts";
import { type Conversions, ELSEWHERE, NO_CONVERSIONS } from "./conversions.ts";
import { type DocsView, docsView } from "./docs.ts";
import { layOut, onOneLine } from "./layout.ts";
import { conversionData } from "./operation-conversions.ts";
import { sharedData, type SharedView } from "./shared.ts";
import { bodyData, paginationData, parameterData, serverData } from "./wire-data.ts";

export interface OperationsView {
  /** Types of `runtime/operation.ts`, of `types.ts` and constants of `security.ts` that the file uses, sorted. */
  readonly runtimeTypes: Code;
  readonly types: readonly Code[];
  readonly hasSchemes: boolean;
  readonly schemes: Code;
  /** Functions of `runtime/wire/codecs.ts` that the file refers to. */
  readonly hasCodecs: boolean;
  readonly codecs: Code;
  /** Functions of `runtime/conversion/conversions.ts`, and whether constants of `conversions.ts` are referred to. */
  readonly hasConversions: boolean;
  readonly conversionNames: Code;
  readonly hasNamedConversions: boolean;
  /** Declared before the operations, and used by more than one of them. */
  readonly shared: readonly SharedView[];
  readonly operations: readonly OperationView[];
}

export interface OperationView {
  readonly docs: DocsView;
  readonly name: Code;
  /** `Operation<Request, Result>`, or what says more. */
  readonly type: Code;
  readonly id: Code;
  readonly method: Code;
  readonly path: Code;
  readonly hasParameters: boolean;
  readonly parameters: readonly Code[];
  readonly hasBody: boolean;
  readonly body: Code;
  readonly hasResponses: boolean;
  readonly responses: readonly { readonly status: Code; readonly response: Code }[];
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

/** The operations of `group`, one constant each, in document order. */
export function operationsView(
  group: OperationGroup,
  api: Api,
  conversions: Conversions = NO_CONVERSIONS,
): OperationsView {
  const { operations } = group;
  const schemes = new Map(api.securitySchemes.map(({ key: scheme, identifier: name }) => [scheme, name]));
  const schemeOf = (scheme: string): Code => {
    const name = schemes.get(scheme);
    if (name === undefined) throw new Error(`no security scheme ${scheme}`); // a bug: there is the rule `security-defined`
    return identifier(name);
  };
  const used = operations.flatMap(({ security }) => security.flat()).map(({ scheme }) => schemeOf(scheme));
  const types = operations.flatMap(typesOf);
  const codecs = operations.flatMap((operation) =>
    [encodersOf(operation), decodersOf(operation)].flatMap(Object.values),
  );
  const isExact = (schema: Schema | undefined): boolean =>
    conversions.isExact && schema !== undefined && conversions.of(schema, ELSEWHERE) !== undefined;
  const shared = sharedData(
    operations,
    new Set<string>([...types, ...used, ...operations.map(({ name }) => name)]),
    isExact,
  );
  const converted = new Map(operations.map((operation) => [operation, conversionData(operation, conversions)]));
  const convertedText = join(
    [...converted.values()].map((data) => (data === undefined ? code`` : onOneLine(data))),
    code``,
  );
  const views = operations.map(operationView);
  const isExactJson = [...shared.views.map(({ data }) => data), ...views.flatMap(dataOf)].some((text) =>
    text.includes("json: exactJson"),
  );
  return {
    runtimeTypes: join(sorted([...operations.map(kindOf), ...shared.types]), code`, `),
    types: sorted(types),
    hasSchemes: used.length > 0,
    schemes: join(sorted(used), code`, `),
    hasCodecs: codecs.length > 0,
    codecs: join(sorted(codecs), code`, `),
    hasConversions: convertedText !== "",
    conversionNames: isExactJson ? code`conversionCodec, exactJson` : code`conversionCodec`,
    hasNamedConversions: convertedText.includes("() => "),
    shared: shared.views,
    operations: views,
  };

  function operationView(operation: Operation): OperationView {
    const { name, method, path, parameters, body, responses, security, servers, pagination } = operation;
    return {
      docs: docsView(operation.docs, { notes: [noteOf(operation)] }),
      name: identifier(name),
      type: code`${kindOf(operation)}<${join(argumentsOf(operation), code`, `)}>`,
      id: literal(name),
      method: literal(method),
      path: literal(path),
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
      hasEncoders: Object.keys(encodersOf(operation)).length > 0,
      encoders: layOut(encodersOf(operation), { margin: 2, taken: 11 }),
      hasDecoders: Object.keys(decodersOf(operation)).length > 0,
      decoders: layOut(decodersOf(operation), { margin: 2, taken: 11 }),
      hasSecurity: security.length > 0,
      security: layOut(
        security.map((alternative) => alternative.map(requirementData)),
        { margin: 2, taken: 11 },
      ),
      hasServers: servers.length > 0,
      servers: layOut(servers.map(serverData), { margin: 2, taken: 10 }),
      hasConversions: converted.get(operation) !== undefined,
      conversions: layOut(converted.get(operation) ?? code``, { margin: 2, taken: 14 }),
      isPaged: pagination !== undefined,
      pagination: pagination === undefined ? code`` : layOut(paginationData(pagination), { margin: 2, taken: 13 }),
    };
  }

  function requirementData({ scheme, scopes }: Operation["security"][number][number]): { [member: string]: Code } {
    return { scheme: schemeOf(scheme), ...(scopes.length > 0 && { scopes: literal(scopes) }) };
  }
}

function typesOf({ typeName }: Operation): readonly [request: Code, result: Code] {
  return [identifier(`${typeName}Request`), identifier(`${typeName}Result`)];
}

/** Whatever may hold contents and values. */
function dataOf({ parameters, body, responses }: OperationView): readonly Code[] {
  return [...parameters, body, ...responses.map(({ response }) => response)];
}

/** The type in `templates/runtime/operation.ts`. */
function kindOf({ pagination }: Operation): Code {
  return pagination === undefined ? code`Operation` : code`PagedOperation`;
}

/** The arguments of that type: of what is paged, with the way to the list. */
export function argumentsOf(operation: Operation): readonly Code[] {
  const { pagination } = operation;
  return [...typesOf(operation), ...(pagination === undefined ? [] : [literal(parsePointer(pagination.items))])];
}

/** What a reader looks for: `GET /clients`. */
export function noteOf({ direction, method, path }: Operation): string {
  return direction === "request" ? `\`${method} ${path}\`` : `\`${method}\` of the ${direction} \`${path}\``;
}

/** In the order of code units, each once. */
function sorted(codes: readonly Code[]): readonly Code[] {
  return [...new Set(codes)].toSorted((one, other) => (one < other ? -1 : 1));
}
