/**
 * The circles in a graph of imports: for each group of files that import each other, one shortest way round.
 *
 * @param {Map<string, Set<string>>} graph file -> the files that it imports
 * @returns {string[][]} each circle from its first file, by name, back to it
 */
export function findCycles(graph) {
  return components(graph)
    .filter((files) => files.length > 1 || graph.get(files[0])?.has(files[0]))
    .map((files) => wayRound(graph, files.sort()[0]))
    .sort((left, right) => left[0].localeCompare(right[0]));
}

/** Strongly connected components, after Tarjan (1972), without recursion so that deep chains do not exhaust the stack. */
function components(graph) {
  const index = new Map();
  const low = new Map();
  const onStack = new Set();
  const stack = [];
  const result = [];
  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    const work = [enter(root)];
    while (work.length > 0) {
      const { node, targets } = work.at(-1);
      const { value: target, done } = targets.next();
      if (!done) {
        if (!index.has(target)) work.push(enter(target));
        else if (onStack.has(target)) low.set(node, Math.min(low.get(node), index.get(target)));
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent), low.get(node)));
      if (low.get(node) === index.get(node)) result.push(leave(node));
    }
  }
  return result;

  function enter(node) {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    onStack.add(node);
    return { node, targets: (graph.get(node) ?? new Set()).values() };
  }

  function leave(node) {
    const component = stack.splice(stack.indexOf(node));
    for (const member of component) onStack.delete(member);
    return component;
  }
}

/** A shortest way from a file back to itself, breadth first. */
function wayRound(graph, start) {
  const cameFrom = new Map();
  const queue = [start];
  for (const node of queue) {
    for (const target of graph.get(node) ?? []) {
      if (target === start) return pathTo(node);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];

  function pathTo(last) {
    const path = [start];
    for (let node = last; node !== start; node = cameFrom.get(node)) path.splice(1, 0, node);
    return [...path, start];
  }
}
