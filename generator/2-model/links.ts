/** Builds links from responses to further requests. Leaves out invalid links, which the rule `link-target` reports. */
import {
  linkParameterEntries,
  type LinkObject,
  parametersForLinkKey,
  invalidExpressions,
} from "../1-document/links.ts";
import { canonicalPointer, childPointer } from "../1-document/pointer.ts";
import type { Json } from "../1-document/json.ts";
import type { Link, Operation, OperationLinks, Parameter } from "./api.ts";
import { buildDocs } from "./docs.ts";
import type { FoundOperation } from "./operations.ts";
import { resolvedEntries, type ModelSource } from "./model-source.ts";

/** Returns the links between requests. `operations` are built from `found`, in the same order. */
export function buildLinks(
  source: ModelSource,
  found: readonly FoundOperation[],
  operations: readonly Operation[],
): readonly OperationLinks[] {
  const sent = operations.filter(({ direction }) => direction === "request");
  const byId = new Map(sent.toReversed().map((operation) => [operation.operationId, operation])); // the first operation with an id wins
  const byPointer = new Map(sent.map((operation) => [operation.pointer, operation]));
  const targetOf = ({ operationId, operationRef }: LinkObject): Operation | undefined => {
    if (operationId !== undefined) return byId.get(operationId);
    return operationRef?.startsWith("#") ? byPointer.get(canonicalPointer(operationRef)) : undefined;
  };
  return found.flatMap(({ pointer, operation }) => {
    const linked = byPointer.get(pointer);
    if (linked === undefined) return [];
    const links = linksOfResponses(source, operation).flatMap(({ link, ...known }) => {
      const target = targetOf(link);
      return target === undefined ? [] : [{ ...known, target, ...buildLink(link, target) }];
    });
    return links.length === 0 ? [] : [{ operation: linked, links }];
  });
}

interface ResponseLink extends Pick<Link, "name"> {
  readonly link: LinkObject;
  readonly statuses: string[];
}

/**
 * Returns the links of an operation's responses. Equal links of several responses become one. Different links with
 * the same name get a suffix.
 */
function linksOfResponses(
  source: ModelSource,
  { value, pointer }: FoundOperation["operation"],
): readonly ResponseLink[] {
  const links = new Map<string, ResponseLink>();
  for (const response of resolvedEntries(source, value.responses, childPointer(pointer, "responses"))) {
    const status = response.key === "default" ? response.key : response.key.toUpperCase();
    for (const { key, value: link } of resolvedEntries(
      source,
      response.value.links,
      childPointer(response.pointer, "links"),
    )) {
      let name = key;
      for (let suffix = `_${status}`; !isSameLink(links.get(name)?.link ?? link, link); suffix = "_") name += suffix;
      const known = links.get(name);
      if (known === undefined) links.set(name, { name, link, statuses: [status] });
      else known.statuses.push(status);
    }
  }
  return [...links.values()];
}

function buildLink(link: LinkObject, target: Operation): Pick<Link, "docs" | "parameters" | "body" | "server"> {
  const parameters = new Map<Parameter, Json>();
  for (const [key, value] of linkParameterEntries(link)) {
    const [parameter] = parametersForLinkKey(key, target.parameters, (each) => each);
    if (parameter === undefined || parameter.constant !== undefined || invalidExpressions(value).length > 0) continue;
    parameters.set(parameter, value as Json); // documents contain JSON only
  }
  const { requestBody } = link;
  const hasBody =
    target.body !== undefined && requestBody !== undefined && invalidExpressions(requestBody).length === 0;
  return {
    docs: buildDocs(link),
    parameters: Array.from(parameters, ([parameter, value]) => ({ parameter, value })),
    body: hasBody ? { value: requestBody as Json } : undefined, // documents contain JSON only
    server: link.server?.url,
  };
}

function isSameLink(one: LinkObject, other: LinkObject): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
