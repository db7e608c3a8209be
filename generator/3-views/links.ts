/** The model → the view of `templates/links.ts.hbs`. */
import type { Api, Link, Operation } from "../2-model/api.ts";
import { code, type Code, identifier, indent, join, key, literal, path } from "./code.ts";
import { docsView, type DocsView, NO_DOCS } from "./docs.ts";
import { type Data, layOut } from "./layout.ts";
import { NAMED_PARAMETER_GROUPS } from "./parameter-groups.ts";
import { bodyTypeName, isRequestOptional } from "./types/request-types.ts";
import { atomicType, type TypeMember, objectOf } from "./types/type-syntax.ts";

export interface LinksView {
  /** Operations that have links, by the file that they are in. */
  readonly groups: readonly { readonly from: Code; readonly names: readonly Code[] }[];
  readonly types: readonly Code[];
  readonly operations: readonly { readonly name: Code; readonly links: readonly LinkView[] }[];
}

interface LinkView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly request: Code;
  readonly result: Code;
  /** The type of what the link fills in. */
  readonly filled: Code;
  readonly spec: Code;
}

/** Undefined where the description has no links. */
export function linksView({ links, groups }: Api): LinksView | undefined {
  if (links.length === 0) return undefined;
  const linked = new Set(links.map(({ operation }) => operation));
  const types = links.flatMap(({ operation, links: own }) => [
    ...[`${operation.typeName}Request`, `${operation.typeName}Result`].map(identifier),
    ...own.flatMap((link) => filledBy(link).map(({ from }) => from)),
  ]);
  return {
    groups: groups
      .map(({ name, operations }) => ({
        from: path(`./operations/${name}.js`),
        names: operations.filter((operation) => linked.has(operation)).map((operation) => identifier(operation.name)),
      }))
      .filter(({ names }) => names.length > 0),
    types: [...new Set(types)].toSorted(),
    operations: links.map(({ operation, links: own }) => ({
      name: identifier(operation.name),
      links: own.map((link) => linkView(operation, link)),
    })),
  };
}

function linkView(source: Operation, link: Link): LinkView {
  const { name, docs, target, server } = link;
  const request = identifier(`${source.typeName}Request`);
  const notes = [`For \`${target.name}\`: \`${target.method} ${target.path}\``];
  return {
    docs: docsView(docs, { notes: server === undefined ? notes : [...notes, `To be sent to ${server}`] }),
    name: key(name),
    request: isRequestOptional(source) ? code`${request} | undefined` : request,
    result: identifier(`${source.typeName}Result`),
    filled: indent(indent(objectOf(filledBy(link)).text)),
    spec: layOut(specOf(source, link), { margin: 6, taken: 26 }),
  };
}

/** Part of the request, and the declared type that it is of. */
interface Filled extends TypeMember {
  readonly from: Code;
}

function filledBy({ target, parameters, body }: Link): readonly Filled[] {
  const filled: Filled[] = [];
  const add = (name: string, from: Code, optional: boolean, type = from): void => {
    filled.push({ name, from, optional, type: atomicType(type), docs: NO_DOCS });
  };
  for (const { in: place, name, suffix } of NAMED_PARAMETER_GROUPS) {
    const own = parameters.map(({ parameter }) => parameter).filter((parameter) => parameter.in === place);
    if (own.length === 0) continue;
    const all = target.parameters.filter((parameter) => parameter.in === place && parameter.constant === undefined);
    const from = identifier(`${target.typeName}${suffix}`);
    const names = join(
      own.map((parameter) => literal(parameter.name)),
      code` | `,
    );
    const isOptional = !own.some(({ required }) => required);
    add(name, from, isOptional, own.length === all.length ? from : code`Pick<${from}, ${names}>`);
  }
  const whole = parameters.find(({ parameter }) => parameter.in === "querystring")?.parameter;
  if (whole) add("querystring", identifier(`${target.typeName}Querystring`), !whole.required);
  if (target.body && body) add("body", bodyTypeName(target, 0), !target.body.required);
  return filled;
}

function specOf(source: Operation, { statuses, target, parameters, body }: Link): Data {
  const filled = parameters.map(({ parameter: { name, in: place, required }, value }) => ({
    name: literal(name),
    in: literal(place),
    required: required ? code`true` : undefined,
    value: literal(value),
  }));
  return {
    operation: identifier(source.name),
    statuses: statuses.map(literal),
    parameters: filled.length === 0 ? undefined : filled,
    body: body && { required: target.body?.required ? code`true` : undefined, value: literal(body.value) },
  };
}
