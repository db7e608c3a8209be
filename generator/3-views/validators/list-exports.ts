/** Pass 1: lists the exports of `validators.ts`, one per named schema and per parameters, body and headers of operations. */
import type { Schema } from "../../1-document/openapi.ts";
import { canonicalPointer } from "../../1-document/pointer.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type {
  Api,
  BodyContent,
  NamedSchema,
  Operation,
  Parameter,
  Response,
  ResponseHeader,
} from "../../2-model/api.ts";
import { formsOf, formsOfOperation, identifierOf } from "../forms.ts";
import { ALL_PARAMETER_GROUPS, type ParameterGroup } from "../parameter-groups.ts";
import { decodedValueSchema } from "../types/body-types.ts";
import { documentedStatuses } from "../types/status-types.ts";
import { typeScopeOf } from "../types/type-scope.ts";
import type { FileProperties, SourceMember, SchemaSource } from "./resolve-schema.ts";

/** One export of `validators.ts`. */
export interface ValidatorExport {
  readonly identifier: string;
  /** Accepted type: the type with the same name in `types.ts`, or an object of parameter groups. */
  readonly type: "same" | readonly ParameterGroupType[];
  readonly source: SchemaSource;
  readonly form: SchemaForm;
  /** Properties that are files of a multipart body. Their schemas do not apply to the files. */
  readonly files: FileProperties;
  /** Name of another export that checks the same, or undefined if this export has its own function. */
  readonly sameAs: string | undefined;
}

interface ParameterGroupType {
  readonly group: string;
  readonly required: boolean;
  /** Name of the type, or undefined if all parameters are constants, so that callers never give the group. */
  readonly name: string | undefined;
  readonly parameters: readonly Parameter[];
}

/** Names of the validators of one operation. Parts without constraints have none. */
export interface OperationExports {
  readonly operation: Operation;
  readonly parameters: string | undefined;
  readonly body: readonly ContentExport[];
  readonly responses: readonly ResponseExports[];
}

interface ResponseExports {
  readonly status: string;
  readonly headers: string | undefined;
  readonly contents: readonly ContentExport[];
}

export interface ContentExport {
  readonly mediaType: string;
  /** Name of the validator of the body, or of one item if the body is a sequence. */
  readonly identifier: string;
}

export interface ValidatorExports {
  /** Exports of schemas, then of operations, in the order of the description. */
  readonly all: readonly ValidatorExport[];
  readonly operations: readonly OperationExports[];
  /** Returns the named schema that a `$ref` leads to. */
  schemaAt(reference: string): NamedSchema | undefined;
}

const NO_FILES: FileProperties = new Map();

export function listExports(api: Api): ValidatorExports {
  const named = new Map(api.schemas.map((schema) => [schema.pointer, schema]));
  const all: ValidatorExport[] = api.schemas.flatMap(schemaExports);
  /** Validators by model value. Operations share a response of `components`, because it is one value of the model. */
  const shared: Readonly<Record<SchemaForm, Map<unknown, string>>> = {
    request: new Map(),
    response: new Map(),
    message: new Map(),
  };

  function schemaAt(reference: string): NamedSchema | undefined {
    return named.get(canonicalPointer(reference));
  }

  /** Adds an export. `origin` is the model value that it comes from: equal origins share one function. */
  function addExport(origin: unknown, wanted: Omit<ValidatorExport, "sameAs">): string {
    const { identifier, source, form, files } = wanted;
    const known = shared[form].get(origin);
    const reference = files.size === 0 ? bareReference(source) : undefined;
    const target = reference === undefined ? undefined : schemaAt(reference);
    const sameAs = known ?? (target && identifierOf(target, form));
    all.push({ ...wanted, sameAs });
    shared[form].set(origin, sameAs ?? identifier);
    return identifier;
  }

  function addParameters({ typeName, parameters }: Operation, form: SchemaForm): string | undefined {
    if (parameters.length === 0) return undefined;
    return addExport(parameters, {
      identifier: `${typeName}Parameters`,
      type: groupTypes(typeName, parameters),
      source: { kind: "object", members: groupMembers(parameters) },
      form,
      files: NO_FILES,
    });
  }

  function addContents(contents: readonly BodyContent[], stem: string, form: SchemaForm): readonly ContentExport[] {
    return contents.flatMap((content, index) => {
      const { mediaType } = content;
      const schema = decodedValueSchema(content);
      if (schema === undefined) return [];
      const name = contents.length === 1 ? stem : `${stem}${index + 1}`;
      const identifier = content.itemSchema === undefined ? name : `${name}Item`;
      const files = filePropertiesOf(content);
      const origin = files.size === 0 ? schema : content;
      return [
        {
          mediaType,
          identifier: addExport(origin, { identifier, type: "same", source: schemaSource(schema), form, files }),
        },
      ];
    });
  }

  function addResponse(typeName: string, { status, headers, contents }: Response, form: SchemaForm): ResponseExports {
    const stem = `${typeName}Response${status === "default" ? "Default" : status}`;
    const wanted = {
      identifier: `${stem}Headers`,
      type: "same",
      source: { kind: "object", members: headers.map(sourceMember) },
      form,
      files: NO_FILES,
    } as const;
    return {
      status,
      headers: headers.length === 0 ? undefined : addExport(headers, wanted),
      contents: addContents(contents, contents.length === 1 ? stem : `${stem}_`, form),
    };
  }

  const scope = typeScopeOf(api);
  const operations = api.operations.map((operation) => {
    const { typeName, body, responses } = operation;
    const statuses = documentedStatuses(responses, scope);
    const { taken, answered } = formsOfOperation(operation);
    return {
      operation,
      parameters: addParameters(operation, taken),
      body: addContents(body?.contents ?? [], `${typeName}Body`, taken),
      // other statuses (1XX) cannot be final responses and have no types
      responses: responses
        .filter(({ status }) => statuses.statusSets(status).length > 0)
        .map((response) => addResponse(typeName, response, answered)),
    };
  });
  return { all, operations, schemaAt };
}

function schemaExports(named: NamedSchema): readonly ValidatorExport[] {
  const common = { type: "same", source: schemaSource(named.schema), files: NO_FILES, sameAs: undefined } as const;
  return formsOf(named).map((form) => ({ ...common, identifier: identifierOf(named, form), form }));
}

function filePropertiesOf({ codec, parts }: BodyContent): FileProperties {
  if (codec !== "multipart") return NO_FILES;
  return new Map(
    parts
      .filter((part) => part.codec === "binary" && part.headers.length === 0)
      .map(({ name, repeated }) => [name, repeated]),
  );
}

/** Returns one property per group. A group is required if one of its parameters is. */
function groupMembers(parameters: readonly Parameter[]): readonly SourceMember[] {
  return mapGroups(parameters, ({ name: group }, here, first) =>
    first.in === "querystring" // the only parameter of its group, OpenAPI 3.2 §4.12.1
      ? { ...sourceMember(first), name: group }
      : {
          name: group,
          required: here.some(({ required }) => required),
          source: { kind: "object", members: here.map(sourceMember) },
        },
  );
}

function groupTypes(typeName: string, parameters: readonly Parameter[]): readonly ParameterGroupType[] {
  return mapGroups(parameters, ({ name: group, suffix }, here) => ({
    group,
    required: here.some(({ required }) => required),
    name: here.every(({ constant }) => constant !== undefined) ? undefined : `${typeName}${suffix}`,
    parameters: here,
  }));
}

function mapGroups<T>(
  parameters: readonly Parameter[],
  make: (group: ParameterGroup, members: readonly Parameter[], first: Parameter) => T,
): readonly T[] {
  return ALL_PARAMETER_GROUPS.flatMap((group) => {
    const here = parameters.filter((parameter) => parameter.in === group.in);
    const [first] = here;
    return first === undefined ? [] : [make(group, here, first)];
  });
}

function sourceMember({ name, required, schema }: Parameter | ResponseHeader): SourceMember {
  return { name, required, source: schemaSource(schema) };
}

function schemaSource(schema: Schema): SchemaSource {
  return { kind: "schema", schema };
}

/** Returns the `$ref` of a schema that has no other keywords except `description`. */
function bareReference(source: SchemaSource): string | undefined {
  if (source.kind !== "schema" || typeof source.schema !== "object") return undefined;
  const { $ref, description: _description, ...others } = source.schema;
  return Object.keys(others).length === 0 ? $ref : undefined;
}
