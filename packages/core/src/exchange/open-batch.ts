import type { Edge, Graph, GraphNode } from '../onnx/graph.js';
import { asElements, sameShape } from '../onnx/types.js';

/** A graph whose first dimension is open. */
export interface OpenGraph {
  readonly nodes: readonly GraphNode[];
  /** Shapes of inputs and outputs with 'batch' where the size is open. */
  readonly openShapes: ReadonlyMap<Edge, readonly (number | string)[]>;
}

/**
 * Leaves the batch size of a graph open by comparing it with the graph of the same function for another batch size. They must have
 * the same nodes; where a reshape differs in one dimension, that one is left to be computed (-1). Undefined where anything else
 * depends on the batch size.
 *
 * @param outputs the outputs of each graph, in the same order
 */
export function openBatch(
  graph: Graph,
  outputs: readonly Edge[],
  other: Graph,
  otherOutputs: readonly Edge[],
): OpenGraph | undefined {
  if (graph.nodes.length !== other.nodes.length || outputs.length !== otherOutputs.length) return undefined;
  const opened = new Map<Edge, Edge>();
  const nodes: GraphNode[] = [];
  for (const [i, node] of graph.nodes.entries()) {
    const twin = other.nodes[i];
    if (node.op !== twin.op || node.inputs.length !== twin.inputs.length) return undefined;
    if (JSON.stringify(node.attributes) !== JSON.stringify(twin.attributes)) return undefined;
    const inputs: (Edge | undefined)[] = [];
    for (const [k, input] of node.inputs.entries()) {
      const twinInput = twin.inputs[k];
      if (!input?.constant || !twinInput?.constant) {
        if (input?.name.charAt(0) !== twinInput?.name.charAt(0)) return undefined;
        inputs.push(input);
        continue;
      }
      if (sameShape(input.shape, twinInput.shape) && input.constant.join() === twinInput.constant.join()) {
        inputs.push(input);
        continue;
      }
      const open = node.op === 'Reshape' && k === 1 ? openShapeConstant(input, twinInput) : undefined;
      if (!open) return undefined;
      opened.set(input, open);
      inputs.push(open);
    }
    nodes.push({ ...node, inputs });
  }
  const openShapes = new Map<Edge, readonly (number | string)[]>();
  for (const [edges, twins] of [
    [graph.inputs, other.inputs],
    [outputs, otherOutputs],
  ] as const) {
    edges.forEach((edge, i) => {
      openShapes.set(
        edge,
        edge.shape.map((size, axis) => (size === twins[i].shape[axis] ? size : axis === 0 ? 'batch' : `open${axis}`)),
      );
    });
  }
  return { nodes, openShapes };
}

function openShapeConstant(edge: Edge, twin: Edge): Edge | undefined {
  const sizes = Array.from(edge.constant as BigInt64Array, Number);
  const twinSizes = Array.from(twin.constant as BigInt64Array, Number);
  const different = sizes.map((size, i) => size !== twinSizes[i]);
  if (sizes.length !== twinSizes.length || different.filter(Boolean).length !== 1) return undefined;
  return {
    ...edge,
    name: `${edge.name}_open`,
    constant: asElements(
      'int64',
      sizes.map((size, i) => (different[i] ? -1 : size)),
    ),
  };
}
