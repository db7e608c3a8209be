/** Finds cycles in a graph by Tarjan's algorithm. Works lazily and without recursion. */

/**
 * Returns a function that tests whether two nodes lie on a common cycle. Each node is visited once. `edges` must
 * return the same edges for the same node.
 */
export function commonCycleTest<Node>(
  edges: (node: Node) => Iterable<Node>,
  /** Receives each group of nodes that can all reach each other. Groups that a group leads to come first. */
  onComponent: (members: readonly Node[]) => void = () => undefined,
): (one: Node, other: Node) => boolean {
  const indices = new Map<Node, number>();
  const lows = new Map<Node, number>();
  /** One node that represents each finished group, by member of the group. */
  const components = new Map<Node, Node>();
  /** Representatives of groups with a cycle. A group of one node has a cycle only by an edge to itself. */
  const cyclic = new Set<Node>();
  const open: Node[] = [];

  function explore(root: Node): void {
    const path = [enter(root)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { value: next, done } = step.edges.next();
      if (done === true) {
        path.pop();
        leave(step.node, path.at(-1)?.node);
      } else if (!indices.has(next)) {
        path.push(enter(next));
      } else if (!components.has(next)) {
        lower(step.node, indices.get(next));
        if (next === step.node) cyclic.add(next);
      }
    }
  }

  function enter(node: Node): { readonly node: Node; readonly edges: Iterator<Node, undefined> } {
    indices.set(node, indices.size);
    lows.set(node, indices.size - 1);
    open.push(node);
    return { node, edges: [...edges(node)][Symbol.iterator]() };
  }

  function leave(node: Node, parent: Node | undefined): void {
    const low = lows.get(node);
    if (parent !== undefined) lower(parent, low);
    if (low !== indices.get(node)) return;
    const members = open.splice(open.lastIndexOf(node));
    for (const member of members) components.set(member, node);
    onComponent(members);
    if (members.length > 1) cyclic.add(node);
  }

  function lower(node: Node, candidate = Infinity): void {
    lows.set(node, Math.min(lows.get(node) ?? Infinity, candidate));
  }

  return (one, other) => {
    if (!indices.has(one)) explore(one);
    if (!indices.has(other)) explore(other);
    const component = components.get(one);
    return component !== undefined && component === components.get(other) && cyclic.has(component);
  };
}
