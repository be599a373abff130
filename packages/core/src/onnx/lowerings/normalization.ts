import { scaleChannels } from '../blocked.js';
import { constant, elementwise, float, Value } from '../value.js';
import { add, multiply, subtract } from './binary.js';
import type { LoweringTable } from './lowering.js';

interface BatchNormAttributes {
  readonly varianceEpsilon: number;
}

/** x a + b with a = scale / sqrt(variance + epsilon) and b = offset - mean a. */
function normalizeBlocks(
  x: Value,
  mean: Value,
  variance: Value,
  epsilon: number,
  offset: Value | undefined,
  scale: Value | undefined,
): Value {
  const { graph } = x;
  const deviation = elementwise('Sqrt', [add(variance, constant(graph, epsilon))], 'float32');
  const inverse = elementwise('Reciprocal', [deviation], 'float32');
  const slope = scale ? multiply(scale, inverse) : inverse;
  const shift = subtract(offset ?? constant(graph, 0), multiply(mean, slope));
  return Value.inBlocks(graph, x.shape, scaleChannels(graph, x.inBlocks(), slope.edge(), shift.edge()));
}

export const normalization: LoweringTable = {
  FusedBatchNorm: (graph, { x, mean, variance, offset, scale }, { varianceEpsilon }: BatchNormAttributes) => {
    const perChannel = [mean, variance, offset, scale].every((value) => !value || value.rank === 1);
    if (x.prefersBlocks && perChannel) return normalizeBlocks(x, mean, variance, varianceEpsilon, offset, scale);
    if (x.prefersChannelsFirst && perChannel) {
      const channels = mean.shape;
      const gain = (scale ?? Value.filled(graph, channels, 'float32', 1)).edge();
      const shift = (offset ?? Value.filled(graph, channels, 'float32', 0)).edge();
      const first = x.channelsFirst();
      const inputs = [first, gain, shift, mean.edge(), variance.edge()];
      const attributes = { epsilon: float(varianceEpsilon) };
      return Value.channelsFirst(
        graph,
        x.shape,
        graph.add('BatchNormalization', inputs, first.shape, 'float32', attributes),
      );
    }
    const deviation = elementwise('Sqrt', [add(variance, constant(graph, varianceEpsilon))], 'float32');
    const inverse = elementwise('Reciprocal', [deviation], 'float32');
    const normalized = multiply(subtract(x, mean), scale ? multiply(inverse, scale) : inverse);
    return offset ? add(normalized, offset) : normalized;
  },
};
