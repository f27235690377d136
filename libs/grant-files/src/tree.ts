/** A value and the path to it, by names and numbers. */
export interface Leaf<Value> {
  readonly path: readonly string[];
  readonly value: Value;
}

/** How a tree's nodes are made of their parts. */
export interface Nodes<Value, Node> {
  readonly leaf: (value: Value) => Node;
  readonly list: (items: readonly Node[]) => Node;
  readonly object: (properties: readonly (readonly [name: string, value: Node])[]) => Node;
}

/** Builds a tree from its leaves. Items of a list come in the order of their numbers, properties in the order of their first leaf. */
export function treeOf<Value, Node>(leaves: readonly Leaf<Value>[], nodes: Nodes<Value, Node>): Node {
  const [first] = leaves;
  if (first?.path.length === 0) return nodes.leaf(first.value);
  const groups = new Map<string, Leaf<Value>[]>();
  for (const { path, value } of leaves) {
    const [name = '', ...rest] = path;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push({ path: rest, value });
  }
  const parts = [...groups].map(([name, group]) => [name, treeOf(group, nodes)] as const);
  if (!/^\d+$/.test(first?.path[0] ?? '')) return nodes.object(parts);
  return nodes.list(parts.sort(([one], [other]) => Number(one) - Number(other)).map(([, node]) => node));
}

/** The parts of a JSON pointer of the standard, none of whose names needs escaping. */
export const pathOf = (pointer: string): string[] => pointer.split('/').slice(1);
