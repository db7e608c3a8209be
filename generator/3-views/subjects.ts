/** The generated types with the schemas that they come from. `specwright test` checks that both agree. */
import type { Schema } from "../1-document/openapi.ts";
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { Api, BodyContent, Operation, Parameter, Response } from "../2-model/api.ts";
import { suffixOfGroup } from "./parameter-groups.ts";
import { formsOf, formsOfOperation, identifierOf } from "./forms.ts";

/** A type of `types.ts`, or one of its properties. */
export interface Subject {
  /** The name of the type. */
  readonly declaration: string;
  /** The property of the type: a parameter or a header. Undefined means the whole type. */
  readonly member: string | undefined;
  readonly schema: Schema;
  readonly form: SchemaForm;
  /** The part of the message that contains the value. */
  readonly place: "body" | "path" | "query" | "header" | "cookie";
  /** The JSON Pointer of the named schema, parameter, header or media type. */
  readonly pointer: string;
}

/** Returns the named schemas in each form, then the parameters, bodies and headers of each operation. */
export function subjectsOf(api: Api): readonly Subject[] {
  return [...schemaSubjects(api), ...api.operations.flatMap(operationSubjects)];
}

function schemaSubjects(api: Api): readonly Subject[] {
  return api.schemas.flatMap((named) =>
    formsOf(named).map((form) => {
      const { schema, pointer } = named;
      return {
        declaration: identifierOf(named, form),
        member: undefined,
        schema,
        form,
        place: "body",
        pointer,
      } as const;
    }),
  );
}

function operationSubjects(operation: Operation): readonly Subject[] {
  const { typeName, parameters, body, responses } = operation;
  const { taken, answered } = formsOfOperation(operation);
  return [
    ...parameters
      .filter(({ constant }) => constant === undefined)
      .map((parameter) => parameterSubject(typeName, parameter, taken)),
    ...contentSubjects(body?.contents ?? [], `${typeName}Body`, taken),
    ...responses.flatMap((response) => responseSubjects(typeName, response, answered)),
  ];
}

function parameterSubject(typeName: string, parameter: Parameter, form: SchemaForm): Subject {
  const { name, schema, pointer } = parameter;
  const common = { schema, pointer, form } as const;
  if (parameter.in === "querystring") {
    return { ...common, declaration: `${typeName}Querystring`, member: undefined, place: "query" };
  }
  return { ...common, declaration: `${typeName}${suffixOfGroup(parameter.in)}`, member: name, place: parameter.in };
}

function responseSubjects(
  typeName: string,
  { status, contents, headers }: Response,
  form: SchemaForm,
): readonly Subject[] {
  const stem = `${typeName}Response${status === "default" ? "Default" : status}`;
  return [
    ...contentSubjects(contents, contents.length === 1 ? stem : `${stem}_`, form),
    ...headers.map(({ name, schema, pointer }): Subject => {
      return { declaration: `${stem}Headers`, member: name, schema, pointer, form, place: "header" };
    }),
  ];
}

function contentSubjects(contents: readonly BodyContent[], stem: string, form: SchemaForm): readonly Subject[] {
  return contents.flatMap((content, index) => {
    const { schema, itemSchema, pointer } = content;
    const declaration = contents.length === 1 ? stem : `${stem}${index + 1}`;
    const common = { member: undefined, pointer, form, place: "body" } as const;
    if (hasBytes(content)) return [];
    if (itemSchema !== undefined) return { ...common, declaration: `${declaration}Item`, schema: itemSchema };
    return schema === undefined || !isTypedBySchema(content) ? [] : { ...common, declaration, schema };
  });
}

/** Returns true if the schema determines the type. It does not for bytes, plain strings and sequences. */
function isTypedBySchema({ codec }: BodyContent): boolean {
  return codec === "json" || codec === "form" || codec === "multipart" || codec === "parts";
}

function hasBytes({ parts, prefix, rest }: BodyContent): boolean {
  return [...parts, ...prefix, ...(rest === undefined ? [] : [rest])].some(
    ({ codec, within }) => codec === "binary" || (within !== undefined && hasBytes(within)),
  );
}
