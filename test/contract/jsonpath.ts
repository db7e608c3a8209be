/** As much of JSONPath (RFC 9535) as our overlays use: names, `*`, indices, `..` and `[?@.name == 'value']`. */
import type { Json } from "./description.ts";

export interface Selected {
  /** Undefined for the root. */
  readonly parent: Json[] | { [name: string]: Json } | undefined;
  readonly name: string;
  readonly value: Json;
}

/** The nodes that `path` selects, in document order. Throws on syntax that it does not know. */
export function select(root: Json, path: string): Selected[] {
  if (!path.startsWith("$")) throw new Error(`a JSONPath starts with $: ${path}`);
  let nodes: Selected[] = [{ parent: undefined, name: "$", value: root }];
  let rest = path.slice(1);
  while (rest !== "") {
    const descend = rest.startsWith("..");
    if (descend) rest = rest.slice(rest.startsWith("..[") ? 2 : 1);
    const match = STEP.exec(rest);
    if (!match) throw new Error(`unknown JSONPath syntax at ${rest}`);
    const keep = test(match);
    const from = descend ? nodes.flatMap((node) => [node, ...descendants(node)]) : nodes;
    nodes = from.flatMap(children).filter(keep);
    rest = rest.slice(match[0].length);
  }
  return nodes;
}

const STEP =
  /^(?:\.(?<bare>[\w$-]+|\*)|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\]|\[(?<index>\d+|\*)\]|\[\?\(?\s*@(?:\.(?<member>[\w$-]+)|\['(?<quoted>[^']*)'\])\s*==\s*(?:'(?<text>[^']*)'|"(?<text2>[^"]*)")\s*\)?\])/;

function test(match: RegExpExecArray): (node: Selected) => boolean {
  const { bare, single, double, index, member, quoted, text, text2 } = match.groups ?? {};
  const wanted = member ?? quoted;
  if (wanted !== undefined) {
    const value = text ?? text2;
    return (node) =>
      typeof node.value === "object" &&
      node.value !== null &&
      !Array.isArray(node.value) &&
      node.value[wanted] === value;
  }
  const name = bare ?? single ?? double ?? index;
  return (node) => name === "*" || node.name === name;
}

function children({ value }: Selected): Selected[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, child]) => ({ parent: value, name, value: child }));
}

function descendants(node: Selected): Selected[] {
  return children(node).flatMap((child) => [child, ...descendants(child)]);
}
