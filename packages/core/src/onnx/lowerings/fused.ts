import type { Fourier } from '../../ops/fourier-kernel.js';
import type { Graph } from '../graph.js';
import { constant, elementwise, float, Value } from '../value.js';
import { attentions } from './attention.js';
import { add, multiply, subtract } from './binary.js';
import { lowerFourier } from './fourier.js';
import type { LoweringTable } from './lowering.js';
import { reduce } from './reduction.js';

/** x cdf(x), and the cdf for the gradient: HardSigmoid is (erf + 1) / 2 in one pass, for erf lies in [-1, 1]. */
function gelu(graph: Graph, x: Value): Value[] {
  const scaled = multiply(x, constant(graph, Math.SQRT1_2));
  const cdf = elementwise('HardSigmoid', [elementwise('Erf', [scaled], 'float32')], 'float32', {
    alpha: float(0.5),
    beta: float(0.5),
  });
  return [multiply(x, cdf), cdf];
}

/** dy (cdf + x pdf), with u = x / sqrt 2 and x pdf = u exp(log(1 / sqrt pi) - u^2). */
function geluGradient(graph: Graph, dy: Value, x: Value, cdf: Value): Value {
  const u = multiply(x, constant(graph, Math.SQRT1_2));
  const exponent = subtract(constant(graph, -0.5 * Math.log(Math.PI)), elementwise('Mul', [u, u], 'float32'));
  const density = elementwise('Exp', [exponent], 'float32');
  return multiply(dy, add(cdf, multiply(u, density)));
}

function layerNorm(graph: Graph, x: Value, scale: Value, offset: Value, epsilon: number): Value[] {
  const moments = [...x.shape.slice(0, -1), 1];
  const edges = [x, scale, offset].map((value) => value.edge());
  return graph
    .addMany(
      'LayerNormalization',
      edges,
      [
        [x.shape, 'float32'],
        [moments, 'float32'],
        [moments, 'float32'],
      ],
      { axis: -1, epsilon: float(epsilon) },
    )
    .map((edge) => Value.of(graph, edge));
}

function layerNormGradient(dy: Value, x: Value, scale: Value, mean: Value, inverse: Value): Value[] {
  const last = [x.rank - 1];
  const leading = x.shape.map((_, axis) => axis).slice(0, -1);
  const normalized = multiply(subtract(x, mean), inverse);
  const error = multiply(dy, scale);
  const average = reduce('ReduceMean', error, last, true);
  const along = reduce('ReduceMean', multiply(error, normalized), last, true);
  const dx = multiply(subtract(subtract(error, average), multiply(normalized, along)), inverse);
  return [dx, reduce('ReduceSum', multiply(dy, normalized), leading, false), reduce('ReduceSum', dy, leading, false)];
}

/** Kernels of this package's own operations (src/ops), which TensorFlow.js does not have. */
export const fused: LoweringTable = {
  ...attentions,
  Fourier: (graph, { x }, transform: Fourier) => lowerFourier(graph, x, transform),
  Gelu: (graph, { x }) => gelu(graph, x),
  GeluGrad: (graph, { dy, x, cdf }) => geluGradient(graph, dy, x, cdf),
  LayerNorm: (graph, { x, scale, offset }, { epsilon }: { epsilon: number }) =>
    layerNorm(graph, x, scale, offset, epsilon),
  LayerNormGrad: (_, { dy, x, scale, mean, inverse }) => layerNormGradient(dy, x, scale, mean, inverse),
};
