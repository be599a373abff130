import { type Edge, type FloatAttribute, type GraphNode, MICROSOFT } from '../onnx/graph.js';
import { asElements } from '../onnx/types.js';
import { makeNode } from './node.js';

/** The nodes of a graph with ONNX Runtime's own operators written in standard ones, so that any runtime can read them. */
export function inStandardOperators(nodes: readonly GraphNode[]): GraphNode[] {
  return nodes.flatMap((node) => (node.domain === MICROSOFT ? expand(node) : [node]));
}

function expand(node: GraphNode): GraphNode[] {
  if (node.op !== 'FusedMatMul') throw new Error(`The operator ${node.op} of ONNX Runtime has no standard form.`);
  const added: GraphNode[] = [];
  const add = (
    op: string,
    inputs: readonly Edge[],
    output: Omit<Edge, 'node'>,
    attributes: GraphNode['attributes'],
  ): Edge => {
    const made = makeNode(op, inputs, output, attributes);
    added.push(made.node);
    return made.edge;
  };
  const [result] = node.outputs;
  const sides = node.inputs.map((input, side) => {
    const edge = input as Edge;
    if (node.attributes[side === 0 ? 'transA' : 'transB'] !== 1) return edge;
    const perm = edge.shape.map((_, i) => i);
    const last = perm.length - 1;
    [perm[last], perm[last - 1]] = [perm[last - 1], perm[last]];
    const shape = perm.map((axis) => edge.shape[axis]);
    return add('Transpose', [edge], { name: `${result.name}_side${side}`, shape, dtype: edge.dtype }, { perm });
  });
  const alpha = (node.attributes['alpha'] as FloatAttribute).value;
  if (alpha === 1) added.push({ op: 'MatMul', domain: '', inputs: sides, outputs: node.outputs, attributes: {} });
  else {
    const product = add(
      'MatMul',
      sides,
      { name: `${result.name}_product`, shape: result.shape, dtype: result.dtype },
      {},
    );
    const scale: Edge = {
      name: `${result.name}_scale`,
      shape: [],
      dtype: 'float32',
      constant: () => asElements('float32', [alpha]),
    };
    added.push({ op: 'Mul', domain: '', inputs: [product, scale], outputs: node.outputs, attributes: {} });
  }
  return added;
}
