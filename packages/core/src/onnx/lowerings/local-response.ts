import type { Graph } from '../graph.js';
import { constant, elementwise, float, reshape, Value } from '../value.js';
import { multiply, subtract } from './binary.js';
import type { LoweringTable } from './lowering.js';
import { matMul } from './matmul.js';

interface LocalResponseAttributes {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

/** Sums over the channels at most `radius` away: a product with a band of ones. */
function sumNeighbours(x: Value, radius: number): Value {
  const { graph } = x;
  const channels = x.shape[3];
  const band = graph.namedConstant(`band ${channels} ${radius}`, 'float32', [channels, channels], () =>
    Float32Array.from({ length: channels ** 2 }, (_, i) =>
      Math.abs((i % channels) - Math.floor(i / channels)) <= radius ? 1 : 0,
    ),
  );
  const rows = reshape(x, [x.size / channels, channels]);
  return reshape(matMul(graph, rows, Value.of(graph, band), false, false), x.shape);
}

/** With n = bias + alpha * sum of x^2 over the neighbours, y = x n^-beta and dx = dy n^-beta - 2 alpha beta x sum(dy y / n). */
function gradient(graph: Graph, x: Value, y: Value, dy: Value, attributes: LocalResponseAttributes): Value {
  const { depthRadius, bias, alpha, beta } = attributes;
  const squares = sumNeighbours(multiply(x, x), depthRadius);
  const norm = elementwise('Add', [multiply(squares, constant(graph, alpha)), constant(graph, bias)], 'float32');
  const direct = multiply(dy, elementwise('Pow', [norm, constant(graph, -beta)], 'float32'));
  const shared = sumNeighbours(elementwise('Div', [multiply(dy, y), norm], 'float32'), depthRadius);
  return subtract(direct, multiply(multiply(x, shared), constant(graph, 2 * alpha * beta)));
}

export const localResponse: LoweringTable = {
  LRN: (graph, { x }, { depthRadius, bias, alpha, beta }: LocalResponseAttributes) => {
    if (x.dtype !== 'float32') return undefined;
    const size = 2 * depthRadius + 1;
    const first = x.channelsFirst();
    const attributes = { size, bias: float(bias), alpha: float(alpha * size), beta: float(beta) };
    return Value.channelsFirst(graph, x.shape, graph.add('LRN', [first], first.shape, 'float32', attributes));
  },
  LRNGrad: (graph, { x, y, dy }, attributes: LocalResponseAttributes) =>
    x.dtype === 'float32' ? gradient(graph, x, y, dy, attributes) : undefined,
};
