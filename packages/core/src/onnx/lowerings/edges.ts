import type { Edge, Graph } from '../graph.js';

/** Adds `pads` around the last two dimensions of a channels-first edge, zeros or `fill`; negative ones cut. */
export function padded(graph: Graph, edge: Edge, [top, left, bottom, right]: readonly number[], fill?: Edge): Edge {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return edge;
  const [n, c, h, w] = edge.shape;
  const amounts = graph.integers([0, 0, top, left, 0, 0, bottom, right]);
  return graph.add(
    'Pad',
    fill ? [edge, amounts, fill] : [edge, amounts],
    [n, c, h + top + bottom, w + left + right],
    edge.dtype,
  );
}

export function reshaped(graph: Graph, edge: Edge, shape: readonly number[]): Edge {
  return graph.add('Reshape', [edge, graph.integers(shape)], shape, edge.dtype);
}

export function concatenated(graph: Graph, edges: readonly Edge[], axis: number): Edge {
  if (edges.length === 1) return edges[0];
  const shape = [...edges[0].shape];
  shape[axis] = edges.reduce((sum, edge) => sum + edge.shape[axis], 0);
  return graph.add('Concat', edges, shape, edges[0].dtype, { axis });
}
