// What follows a convolution of channels in blocks and can be part of it. It is done when the whole graph is known: a convolution that somebody
// else reads too would be computed twice.
import { type Attributes, type Edge, type FloatAttribute, FloatsAttribute, type GraphNode, NCHWC } from './graph.js';
import { sameShape } from './types.js';

/** `nodes` with sums and rectifications put into the blocked convolutions that they follow, where nothing else needs those. */
export function fuseBlocked(nodes: readonly GraphNode[], outputs: readonly Edge[]): readonly GraphNode[] {
  if (!nodes.some(isBlockedConvolution)) return nodes;
  const uses = countUses(nodes, outputs);
  const producers = new Map<Edge, GraphNode>();
  const fused = new Set<GraphNode>();
  const isSingle = (edge: Edge): boolean => uses.get(edge) === 1 && producers.has(edge);
  const result = nodes.map((node) => {
    const whole = uses.has(node.outputs[0]) ? (withSum(node) ?? withActivation(node) ?? node) : node;
    for (const output of whole.outputs) producers.set(output, whole);
    return whole;
  });
  return result.filter((node) => !fused.has(node));

  /** The convolution behind an edge that only one node reads, if it has neither a sum nor an activation yet. */
  function openConvolution(edge: Edge | undefined): GraphNode | undefined {
    if (!edge || !isSingle(edge)) return undefined;
    const node = producers.get(edge) as GraphNode;
    return isBlockedConvolution(node) && node.attributes['activation'] === undefined ? node : undefined;
  }

  /** conv + x: the convolution adds to x in place, as nobody else reads x. */
  function withSum(node: GraphNode): GraphNode | undefined {
    const [a, b] = node.inputs as Edge[];
    if (node.op !== 'Add' || !sameShape(a.shape, b.shape) || !isSingle(a) || !isSingle(b)) return undefined;
    for (const [edge, other] of [
      [a, b],
      [b, a],
    ]) {
      const convolution = openConvolution(edge);
      if (!convolution || convolution.inputs.length === 4) continue;
      fused.add(convolution);
      const [x, filter, bias] = convolution.inputs;
      return { ...convolution, inputs: [x, filter, bias, other], outputs: node.outputs };
    }
    return undefined;
  }

  function withActivation(node: GraphNode): GraphNode | undefined {
    const convolution = node.op === 'Relu' || node.op === 'LeakyRelu' ? openConvolution(node.inputs[0]) : undefined;
    if (!convolution) return undefined;
    fused.add(convolution);
    const { alpha } = node.attributes;
    const parameters: Attributes = alpha
      ? { activation_params: new FloatsAttribute([(alpha as FloatAttribute).value]) }
      : {};
    const attributes = { ...convolution.attributes, activation: node.op, ...parameters };
    return { ...convolution, attributes, outputs: node.outputs };
  }
}

function isBlockedConvolution({ op, domain }: GraphNode): boolean {
  return op === 'Conv' && domain === NCHWC;
}

/** How often each edge is read by what `outputs` need; an output is read once more. */
function countUses(nodes: readonly GraphNode[], outputs: readonly Edge[]): Map<Edge, number> {
  const uses = new Map<Edge, number>();
  const use = (edge: Edge): void => void uses.set(edge, (uses.get(edge) ?? 0) + 1);
  outputs.forEach(use);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => uses.has(output))) continue;
    for (const input of node.inputs) if (input) use(input);
  }
  return uses;
}
