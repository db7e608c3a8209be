/** Builds the model of a document: finds operations and schemas, assigns names, and builds each object once. */
import { isBodilessRequest } from "../1-document/bodiless.ts";
import type { Document } from "../1-document/openapi.ts";
import { paginationOfOperation } from "../1-document/pagination.ts";
import { childPointer } from "../1-document/pointer.ts";
import type { Api, OperationGroup, Operation } from "./api.ts";
import { bodyBuilder, formContentBuilder, responsesBuilder } from "./bodies.ts";
import { buildDocs } from "./docs.ts";
import { buildLinks } from "./links.ts";
import { assignModelNames, type ModelNames } from "./names.ts";
import { findOperations, type FoundOperation, locateItems } from "./operations.ts";
import { schemasOfMessages } from "./message-schemas.ts";
import { mergeParameters, parameterBuilder } from "./parameters.ts";
import { pathTargetOf } from "../1-document/path-target.ts";
import { findSchemas, nameSchemas } from "./schemas.ts";
import { buildSecurity, buildSecuritySchemes, isCredentialOf, securitySchemeKeys } from "./security.ts";
import { buildServers } from "./servers.ts";
import { createModelSource, type ModelSource } from "./model-source.ts";

/** The tag of operations without one. */
const UNTAGGED_GROUP = "default";

/** Builds the model of a valid document, in linear time. */
export function buildApi(document: Document): Api {
  const source = createModelSource(document);
  const found = findOperations(source);
  const schemas = findSchemas(document, schemasOfMessages(source, found));
  const tags = [...new Set(found.map(groupTagOf))];
  const names = assignModelNames({
    schemas,
    operations: found.map(({ pointer, operation, method, title, tag }) => ({
      pointer,
      operationId: operation.value.operationId,
      method,
      path: title,
      tag,
    })),
    securitySchemes: securitySchemeKeys(source),
    tags,
  });
  const operations = buildOperations(source, found, names);
  const { info } = document;
  return {
    info: { title: info.title, docs: buildDocs(info) },
    servers: buildServers(document.servers),
    groups: buildGroups(tags, { document, operations, names }),
    operations,
    links: buildLinks(source, found, operations),
    securitySchemes: buildSecuritySchemes(source, names.securitySchemes),
    schemas: nameSchemas(schemas, names),
    renames: names.renames,
    document,
  };
}

function buildOperations(
  source: ModelSource,
  found: readonly FoundOperation[],
  names: ModelNames,
): readonly Operation[] {
  const { document } = source;
  const buildParameter = parameterBuilder(source, formContentBuilder(source));
  const buildBody = bodyBuilder(source);
  const buildResponses = responsesBuilder(source);
  const schemes = buildSecuritySchemes(source, names.securitySchemes);

  function build(each: FoundOperation): Operation {
    const { value: operation, pointer: place } = each.operation;
    const security = buildSecurity(operation.security ?? (each.direction === "request" ? document.security : []));
    const required = new Set(security.flat().map(({ scheme }) => scheme));
    const isCredential = isCredentialOf(schemes.filter(({ key }) => required.has(key)));
    const parameters = mergeParameters(
      each.parameters.flatMap((written) => buildParameter(written) ?? []),
      locateItems(operation.parameters ?? [], childPointer(place, "parameters")).flatMap(
        (written) => buildParameter(written) ?? [],
      ),
    );
    const body = isBodilessRequest(each.method) ? undefined : operation.requestBody;
    return {
      name: assignedNameOf(names.operations, each.pointer),
      constant: assignedNameOf(names.constants, each.pointer),
      operationId: operation.operationId,
      typeName: assignedNameOf(names.typeNames, each.pointer),
      direction: each.direction,
      method: each.method,
      path: each.path,
      target: each.direction === "request" ? pathTargetOf(each.path) : undefined,
      group: assignedNameOf(names.groups, groupTagOf(each)),
      docs: buildDocs(operation),
      parameters: parameters.filter((parameter) => !isCredential(parameter)),
      body: body === undefined ? undefined : buildBody({ value: body, pointer: childPointer(place, "requestBody") }),
      responses: buildResponses(operation.responses, {
        pointer: childPointer(place, "responses"),
        method: each.method,
      }),
      security,
      servers: buildServers(operation.servers ?? each.servers),
      pagination: paginationOfOperation(operation),
      pointer: each.pointer,
    };
  }

  return found.map(build);
}

function buildGroups(
  tags: readonly string[],
  { document, operations, names }: Pick<Api, "document" | "operations"> & { readonly names: ModelNames },
): readonly OperationGroup[] {
  const documented = new Map((document.tags ?? []).map((tag) => [tag.name, tag]));
  const members = new Map<string, Operation[]>();
  for (const operation of operations) {
    const known = members.get(operation.group);
    if (known === undefined) members.set(operation.group, [operation]);
    else known.push(operation);
  }
  return tags.map((tag) => {
    const name = assignedNameOf(names.groups, tag);
    return { tag, name, docs: buildDocs(documented.get(tag) ?? {}), operations: members.get(name) ?? [] };
  });
}

function groupTagOf({ tag }: Pick<FoundOperation, "tag">): string {
  return tag ?? UNTAGGED_GROUP;
}

/** Returns the name that was assigned to a subject. Throws if there is none, which would be a bug. */
function assignedNameOf(names: ReadonlyMap<string, string>, subject: string): string {
  const name = names.get(subject);
  if (name === undefined) throw new Error(`No name was assigned to ${subject}.`);
  return name;
}
