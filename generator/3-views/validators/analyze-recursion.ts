/** Analysis: which checks can call themselves, directly or through others, so that an instance controls their depth. */
import type { ValidatorCheck } from "./collect-checks.ts";

type CallGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Returns the names of the checks on a cycle of calls, and of those on a path between two cycles. Returns all names if
 * there is a `$dynamicRef`, because its target is known only at run time.
 */
export function recursiveChecks(checks: readonly ValidatorCheck[]): ReadonlySet<string> {
  const isOpen = checks.some(({ resolved }) => resolved.keywords.has("dynamicCheck"));
  if (isOpen) return new Set(checks.map(({ name }) => name));
  const calls = withoutDeadEnds(new Map(checks.map(({ name, resolved }) => [name, [...resolved.calls]])));
  return new Set(withoutDeadEnds(reverseGraph(calls)).keys());
}

/** Returns the graph without nodes that call nothing, repeated until every node calls another one. */
function withoutDeadEnds(edges: CallGraph): CallGraph {
  const sources = reverseGraph(edges);
  const open = new Map([...edges].map(([node, targets]) => [node, targets.length]));
  const ends = [...open.keys()].filter((node) => open.get(node) === 0);
  // the loop also visits the dead ends that it adds
  for (const end of ends) {
    open.delete(end);
    for (const source of sources.get(end) ?? []) {
      const left = (open.get(source) ?? 0) - 1;
      open.set(source, left);
      if (left === 0) ends.push(source);
    }
  }
  return new Map([...open.keys()].map((node) => [node, (edges.get(node) ?? []).filter((target) => open.has(target))]));
}

function reverseGraph(edges: CallGraph): CallGraph {
  const sources = new Map<string, string[]>([...edges.keys()].map((node) => [node, []]));
  for (const [node, targets] of edges) for (const target of targets) sources.get(target)?.push(node);
  return sources;
}
