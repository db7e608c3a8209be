/** Which nodes of a graph can reach each other, by Tarjan's algorithm: lazily, and without recursion. */

/**
 * Returns a test whether two nodes lie on a common cycle; each node that a question reaches is looked at once.
 * `edges` must answer the same for the same node.
 */
export function commonCycleTest<Node>(
  edges: (node: Node) => Iterable<Node>,
  /** Is told of the nodes that can all reach each other, those that they lead to first. */
  onComponent: (members: readonly Node[]) => void = () => undefined,
): (one: Node, other: Node) => boolean {
  const indices = new Map<Node, number>();
  const lows = new Map<Node, number>();
  /** The representative of each finished component. */
  const components = new Map<Node, Node>();
  /** Those of components that have a cycle; a node alone has one only by an edge to itself. */
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
