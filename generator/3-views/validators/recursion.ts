/** Which checks can be led ever deeper by a value. */
import type { ValidatorCheck } from "./checks.ts";

type Edges = ReadonlyMap<string, readonly string[]>;

/**
 * The names of the checks whose calls can come back to where they were, and of those between two such; all names
 * where nobody can tell beforehand what is called.
 */
export function recursiveChecks(checks: readonly ValidatorCheck[]): ReadonlySet<string> {
  const isOpen = checks.some(({ prepared }) => prepared.keywords.has("dynamicCheck"));
  if (isOpen) return new Set(checks.map(({ name }) => name));
  const calls = withoutEnds(new Map(checks.map(({ name, prepared }) => [name, [...prepared.calls]])));
  return new Set(withoutEnds(reversed(calls)).keys());
}

/** Without what leads nowhere, or only to what leads nowhere. */
function withoutEnds(edges: Edges): Edges {
  const sources = reversed(edges);
  const open = new Map([...edges].map(([node, targets]) => [node, targets.length]));
  const ends = [...open.keys()].filter((node) => open.get(node) === 0);
  // an end is visited in its turn, as it is added
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

function reversed(edges: Edges): Edges {
  const sources = new Map<string, string[]>([...edges.keys()].map((node) => [node, []]));
  for (const [node, targets] of edges) for (const target of targets) sources.get(target)?.push(node);
  return sources;
}
