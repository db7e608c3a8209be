/** The model → the view of `templates/links.ts.hbs`. */
import type { Api, Link, Operation } from "../2-model/api.ts";
import { code, type Code, indent, join, key, literal, methodKey } from "./code.ts";
import { docsView, type DocsView, NO_DOCS } from "./docs.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";
import { NAMED_PARAMETER_GROUPS } from "./parameter-groups.ts";
import { bodyTypeName, isRequestOptional } from "./types/request-types.ts";
import { atomicType, type TypeMember, objectOf } from "./types/type-syntax.ts";

export interface LinksView {
  readonly imports: Imports;
  readonly operations: readonly { readonly name: Code; readonly links: readonly LinkView[] }[];
}

interface LinkView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly request: Code;
  readonly result: Code;
  /** The type of the part of the request that the link fills in. */
  readonly filled: Code;
  /** The data of the link for the runtime. */
  readonly data: Code;
}

/** Returns the view, or undefined if the description has no links. */
export function linksView({ links }: Api): LinksView | undefined {
  if (links.length === 0) return undefined;
  const imports = new Imports();
  imports.use("runtime/client/linked", "linkedRequest");
  return {
    imports,
    operations: links.map(({ operation, links: own }) => ({
      name: key(operation.name),
      links: own.map((link) => linkView(operation, link, imports)),
    })),
  };
}

function linkView(source: Operation, link: Link, imports: Imports): LinkView {
  const { name, docs, target, server } = link;
  const request = imports.useType("types", `${source.typeName}Request`);
  const notes = [`For \`${target.name}\`: \`${target.method} ${target.path}\``];
  return {
    docs: docsView(docs, { notes: server === undefined ? notes : [...notes, `Send it to ${server}`] }),
    name: methodKey(name),
    request: isRequestOptional(source) ? code`${request} | undefined` : request,
    result: imports.useType("types", `${source.typeName}Result`),
    filled: indent(indent(objectOf(filledMembers(link, imports)).text)),
    data: layOut(linkData(source, link, imports), { margin: 6, taken: 26 }),
  };
}

/** Returns the members of the request that the link fills in. */
function filledMembers({ target, parameters, body }: Link, imports: Imports): readonly TypeMember[] {
  const filled: TypeMember[] = [];
  const add = (name: string, type: Code, optional: boolean): void => {
    filled.push({ name, optional, type: atomicType(type), docs: NO_DOCS });
  };
  for (const { in: location, name, suffix } of NAMED_PARAMETER_GROUPS) {
    const own = parameters.map(({ parameter }) => parameter).filter((parameter) => parameter.in === location);
    if (own.length === 0) continue;
    const all = target.parameters.filter((parameter) => parameter.in === location && parameter.constant === undefined);
    const group = imports.useType("types", `${target.typeName}${suffix}`);
    const names = join(
      own.map((parameter) => literal(parameter.name)),
      code` | `,
    );
    const isOptional = !own.some(({ required }) => required);
    add(name, own.length === all.length ? group : code`Pick<${group}, ${names}>`, isOptional);
  }
  const querystring = parameters.find(({ parameter }) => parameter.in === "querystring")?.parameter;
  if (querystring) add("querystring", imports.useType("types", `${target.typeName}Querystring`), !querystring.required);
  if (target.body && body) add("body", imports.useType("types", bodyTypeName(target, 0)), !target.body.required);
  return filled;
}

function linkData(
  { group, constant }: Operation,
  { statuses, target, parameters, body }: Link,
  imports: Imports,
): Data {
  const filled = parameters.map(({ parameter: { name, in: location, required }, value }) => ({
    name: literal(name),
    in: literal(location),
    required: required ? code`true` : undefined,
    value: literal(value),
  }));
  return {
    operation: imports.use(`operations/${group}`, constant),
    statuses: statuses.map(literal),
    parameters: filled.length === 0 ? undefined : filled,
    body: body && { required: target.body?.required ? code`true` : undefined, value: literal(body.value) },
  };
}
