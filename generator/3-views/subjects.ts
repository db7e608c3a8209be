/** Which types there are, and the schema that each is made of: an inventory for whoever proves that they agree. */
import type { Schema } from "../1-document/openapi.ts";
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { Api, BodyContent, Operation, Parameter, Response } from "../2-model/api.ts";
import { suffixOfGroup } from "./parameter-groups.ts";
import { formsOf, formsOfOperation, identifierOf } from "./forms.ts";

/** A type of `types.ts`, or a member of one. */
export interface Subject {
  /** Of the declaration. */
  readonly declaration: string;
  /** The member of it that is meant: a parameter, a header. Undefined: all of it. */
  readonly member: string | undefined;
  readonly schema: Schema;
  readonly form: SchemaForm;
  /** Where the value travels. */
  readonly place: "body" | "path" | "query" | "header" | "cookie";
  /** Where the schema's holder stands in the document. */
  readonly pointer: string;
}

/** Named schemas in each form, then the parameters, bodies and headers of each operation. */
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
      .map((parameter) => ofParameter(typeName, parameter, taken)),
    ...ofContents(body?.contents ?? [], `${typeName}Body`, taken),
    ...responses.flatMap((response) => ofResponse(typeName, response, answered)),
  ];
}

function ofParameter(typeName: string, parameter: Parameter, form: SchemaForm): Subject {
  const { name, schema, pointer } = parameter;
  const common = { schema, pointer, form } as const;
  if (parameter.in === "querystring") {
    return { ...common, declaration: `${typeName}Querystring`, member: undefined, place: "query" };
  }
  return { ...common, declaration: `${typeName}${suffixOfGroup(parameter.in)}`, member: name, place: parameter.in };
}

function ofResponse(typeName: string, { status, contents, headers }: Response, form: SchemaForm): readonly Subject[] {
  const stem = `${typeName}Response${status === "default" ? "Default" : status}`;
  return [
    ...ofContents(contents, contents.length === 1 ? stem : `${stem}_`, form),
    ...headers.map(({ name, schema, pointer }): Subject => {
      return { declaration: `${stem}Headers`, member: name, schema, pointer, form, place: "header" };
    }),
  ];
}

function ofContents(contents: readonly BodyContent[], stem: string, form: SchemaForm): readonly Subject[] {
  return contents.flatMap((content, index) => {
    const { schema, itemSchema, pointer } = content;
    const declaration = contents.length === 1 ? stem : `${stem}${index + 1}`;
    const common = { member: undefined, pointer, form, place: "body" } as const;
    if (hasBytes(content)) return [];
    if (itemSchema !== undefined) return { ...common, declaration: `${declaration}Item`, schema: itemSchema };
    return schema === undefined || !isOfSchema(content) ? [] : { ...common, declaration, schema };
  });
}

/** Bytes, texts and whole sequences have types of their own, which their schemas do not decide. */
function isOfSchema({ codec }: BodyContent): boolean {
  return codec === "json" || codec === "form" || codec === "multipart" || codec === "parts";
}

function hasBytes({ parts, prefix, rest }: BodyContent): boolean {
  return [...parts, ...prefix, ...(rest === undefined ? [] : [rest])].some(
    ({ codec, within }) => codec === "binary" || (within !== undefined && hasBytes(within)),
  );
}
