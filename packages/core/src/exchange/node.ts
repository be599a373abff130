import type { Edge, GraphNode } from '../onnx/graph.js';

/** A node of one output, beside those that a graph records. */
export function makeNode(
  op: string,
  inputs: readonly Edge[],
  output: Omit<Edge, 'node'>,
  attributes: GraphNode['attributes'] = {},
): { readonly node: GraphNode; readonly edge: Edge } {
  const outputs: Edge[] = [];
  const node: GraphNode = { op, domain: '', inputs, outputs, attributes };
  outputs.push({ ...output, node });
  return { node, edge: outputs[0] };
}
