/** Which validators there are: of every named schema, and of what each operation receives and answers. */
import { ALL_PARAMETER_GROUPS, type ParameterGroup } from "../parameter-groups.ts";
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
import { valueSchema } from "../types/content-types.ts";
import { documentedStatuses } from "../types/status-types.ts";
import type { Files, PreparedMember, PreparedSource } from "./prepare.ts";

/** One export of `validators.js`. */
export interface Export {
  readonly identifier: string;
  /** What is accepted: the type of the same name, or groups of parameters. */
  readonly type: "same" | readonly GroupType[];
  readonly source: PreparedSource;
  readonly form: SchemaForm;
  /** The properties that are files in a multipart body, whatever their schemas say. */
  readonly files: Files;
  /** Another export that checks the same; undefined where this one has a function of its own. */
  readonly sameAs: string | undefined;
}

export interface GroupType {
  readonly group: string;
  readonly required: boolean;
  /** Of its type; undefined where callers never see it, because all of it is constant. */
  readonly name: string | undefined;
}

/** The identifiers that belong to one operation; what needs no check has none. */
export interface OperationExports {
  readonly operation: Operation;
  readonly parameters: string | undefined;
  readonly body: readonly ContentExport[];
  readonly responses: readonly ResponseExports[];
}

export interface ResponseExports {
  readonly status: string;
  readonly headers: string | undefined;
  readonly contents: readonly ContentExport[];
}

export interface ContentExport {
  readonly mediaType: string;
  /** Of the whole body; of sequences, of an item. */
  readonly identifier: string;
}

export interface Exports {
  /** Schemas first, then operation by operation, as the description has them. */
  readonly all: readonly Export[];
  readonly operations: readonly OperationExports[];
  /** The named schema that a `$ref` of the description leads to. */
  schemaAt(reference: string): NamedSchema | undefined;
}

const NO_FILES: Files = new Map();

export function exportsOf(api: Api): Exports {
  const named = new Map(api.schemas.map((schema) => [schema.pointer, schema]));
  const all: Export[] = api.schemas.flatMap(ofSchema);
  /** What operations share: a response of the components is one value of the model. */
  const shared: Readonly<Record<SchemaForm, Map<unknown, string>>> = {
    request: new Map(),
    response: new Map(),
    message: new Map(),
  };

  function schemaAt(reference: string): NamedSchema | undefined {
    return named.get(canonicalPointer(reference));
  }

  /** `origin`: the value of the model that the source was made of. */
  function add(origin: unknown, wanted: Omit<Export, "sameAs">): string {
    const { identifier, source, form, files } = wanted;
    const known = shared[form].get(origin);
    const reference = files.size === 0 ? bareReference(source) : undefined;
    const target = reference === undefined ? undefined : schemaAt(reference);
    const sameAs = known ?? (target && identifierOf(target, form));
    all.push({ ...wanted, sameAs });
    shared[form].set(origin, sameAs ?? identifier);
    return identifier;
  }

  function ofParameters({ typeName, parameters }: Operation, form: SchemaForm): string | undefined {
    if (parameters.length === 0) return undefined;
    return add(parameters, {
      identifier: `${typeName}Parameters`,
      type: groupTypes(typeName, parameters),
      source: { kind: "object", members: groupMembers(parameters) },
      form,
      files: NO_FILES,
    });
  }

  function ofContents(contents: readonly BodyContent[], stem: string, form: SchemaForm): readonly ContentExport[] {
    return contents.flatMap((content, index) => {
      const { mediaType } = content;
      const schema = valueSchema(content);
      if (schema === undefined) return [];
      const name = contents.length === 1 ? stem : `${stem}${index + 1}`;
      const identifier = content.itemSchema === undefined ? name : `${name}Item`;
      const files = filesOf(content);
      const origin = files.size === 0 ? schema : content;
      return [
        { mediaType, identifier: add(origin, { identifier, type: "same", source: schemaSource(schema), form, files }) },
      ];
    });
  }

  function ofResponse(typeName: string, { status, headers, contents }: Response, form: SchemaForm): ResponseExports {
    const stem = `${typeName}Response${status === "default" ? "Default" : status}`;
    const wanted = {
      identifier: `${stem}Headers`,
      type: "same",
      source: { kind: "object", members: headers.map(memberOf) },
      form,
      files: NO_FILES,
    } as const;
    return {
      status,
      headers: headers.length === 0 ? undefined : add(headers, wanted),
      contents: ofContents(contents, contents.length === 1 ? stem : `${stem}_`, form),
    };
  }

  const operations = api.operations.map((operation) => {
    const { typeName, body, responses } = operation;
    const statuses = documentedStatuses(responses);
    const { taken, answered } = formsOfOperation(operation);
    return {
      operation,
      parameters: ofParameters(operation, taken),
      body: ofContents(body?.contents ?? [], `${typeName}Body`, taken),
      // others cannot be a final answer, and have no types
      responses: responses
        .filter(({ status }) => statuses.of(status).length > 0)
        .map((response) => ofResponse(typeName, response, answered)),
    };
  });
  return { all, operations, schemaAt };
}

function ofSchema(named: NamedSchema): readonly Export[] {
  const common = { type: "same", source: schemaSource(named.schema), files: NO_FILES, sameAs: undefined } as const;
  return formsOf(named).map((form) => ({ ...common, identifier: identifierOf(named, form), form }));
}

function filesOf({ codec, parts }: BodyContent): Files {
  if (codec !== "multipart") return NO_FILES;
  return new Map(
    parts
      .filter((part) => part.codec === "binary" && part.headers.length === 0)
      .map(({ name, repeated }) => [name, repeated]),
  );
}

/** A group is required where one of its parameters is. */
function groupMembers(parameters: readonly Parameter[]): readonly PreparedMember[] {
  return eachGroup(parameters, ({ name: group }, here, first) =>
    first.in === "querystring" // which is its group, OpenAPI 3.2 §4.12.1
      ? { ...memberOf(first), name: group }
      : {
          name: group,
          required: here.some(({ required }) => required),
          source: { kind: "object", members: here.map(memberOf) },
        },
  );
}

function groupTypes(typeName: string, parameters: readonly Parameter[]): readonly GroupType[] {
  return eachGroup(parameters, ({ name: group, suffix }, here) => ({
    group,
    required: here.some(({ required }) => required),
    name: here.every(({ constant }) => constant !== undefined) ? undefined : `${typeName}${suffix}`,
  }));
}

function eachGroup<T>(
  parameters: readonly Parameter[],
  make: (group: ParameterGroup, members: readonly Parameter[], first: Parameter) => T,
): readonly T[] {
  return ALL_PARAMETER_GROUPS.flatMap((group) => {
    const here = parameters.filter((parameter) => parameter.in === group.in);
    const [first] = here;
    return first === undefined ? [] : [make(group, here, first)];
  });
}

function memberOf({ name, required, schema }: Parameter | ResponseHeader): PreparedMember {
  return { name, required, source: schemaSource(schema) };
}

function schemaSource(schema: Schema): PreparedSource {
  return { kind: "schema", schema };
}

/** The `$ref` of a schema that asserts nothing beside it. */
function bareReference(source: PreparedSource): string | undefined {
  if (source.kind !== "schema" || typeof source.schema !== "object") return undefined;
  const { $ref, description: _description, ...others } = source.schema;
  return Object.keys(others).length === 0 ? $ref : undefined;
}
