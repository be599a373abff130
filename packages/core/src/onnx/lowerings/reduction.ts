import { reducePositions } from '../blocked.js';
import type { Edge } from '../graph.js';
import { cast, constant, elementwise, reshape, Value } from '../value.js';
import { type Lowering, type LoweringTable, normalizeAxes } from './lowering.js';

/** Where channels-last dimension i stands with channels first. */
const FIRST_AXIS = [0, 2, 3, 1];

/** Reduces `x` over `axes`, in the layout it is in where the result's dimensions keep their order. */
export function reduce(operator: string, x: Value, axes: readonly number[], keepDims: boolean): Value {
  if (axes.length === 0) return x;
  const rest = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const isPerChannel = rest.length === 1 && rest[0] === x.rank - 1 && x.rank > 2;
  const edge = isPerChannel ? reducePerChannel(operator, x) : reduceInLayout(operator, x, axes, rest);
  const shape = keepDims ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)) : edge.shape;
  return reshape(Value.of(x.graph, edge), shape);
}

/** Over everything but the channels, in two dimensions at a time, which is several times faster than all at once. */
function reducePerChannel(operator: string, x: Value): Edge {
  const { graph, dtype } = x;
  const channels = x.shape[x.rank - 1];
  if (!x.prefersChannelsFirst) {
    const rows = reshape(x, [x.size / channels, channels]).edge();
    return graph.add(operator, [rows, graph.integers([0])], [channels], dtype, { keepdims: 0 });
  }
  const perImage = [x.shape[0], channels];
  const within = x.prefersBlocks
    ? reducePositions(graph, operator, x.inBlocks())
    : graph.add(operator, [x.channelsFirst(), graph.integers([2, 3])], perImage, dtype, { keepdims: 0 });
  return graph.add(operator, [within, graph.integers([0])], [channels], dtype, { keepdims: 0 });
}

function reduceInLayout(operator: string, x: Value, axes: readonly number[], rest: readonly number[]): Edge {
  const { graph, dtype } = x;
  if (x.prefersBlocks && rest.join() === '0,3') return reducePositions(graph, operator, x.inBlocks());
  const shape = rest.map((axis) => x.shape[axis]);
  const firstRest = rest.map((axis) => FIRST_AXIS[axis]);
  const keepsOrder = firstRest.every((axis, i) => i === 0 || axis > firstRest[i - 1]);
  const [source, along] =
    x.prefersChannelsFirst && keepsOrder ? [x.channelsFirst(), axes.map((axis) => FIRST_AXIS[axis])] : [x.edge(), axes];
  return graph.add(operator, [source, graph.integers(along)], shape, dtype, { keepdims: 0 });
}

interface ReductionAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

const numeric =
  (operator: string): Lowering =>
  (_, { x }, { axis, reductionIndices, keepDims }: ReductionAttributes) => {
    const source = x.dtype === 'bool' ? cast(x, 'int32') : x;
    return reduce(operator, source, normalizeAxes(axis ?? reductionIndices, x.shape), keepDims ?? false);
  };

/** All and Any: the least or the greatest of the truth values. */
const logical =
  (operator: string): Lowering =>
  (_, { x }, { axis, keepDims }: ReductionAttributes) =>
    x.dtype === 'bool'
      ? cast(reduce(operator, cast(x, 'int32'), normalizeAxes(axis, x.shape), keepDims ?? false), 'bool')
      : undefined;

const positionOf =
  (operator: string): Lowering =>
  (graph, { x }, { axis }: ReductionAttributes) => {
    const [along] = normalizeAxes(axis, x.shape);
    const shape = x.shape.filter((_, i) => i !== along);
    const worst = operator === 'ArgMax' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const source = x.dtype === 'float32' ? withoutNaN(x, constant(graph, worst)) : cast(x, 'int32');
    const attributes = { axis: along, keepdims: 0 };
    return cast(Value.of(graph, graph.add(operator, [source.edge()], shape, 'int64', attributes)), 'int32');
  };

function withoutNaN(x: Value, substitute: Value): Value {
  return elementwise('Where', [elementwise('IsNaN', [x], 'bool'), substitute, x], x.dtype);
}

/** Max and Min: ONNX passes over NaN, TensorFlow gives it back. */
const extreme =
  (operator: string): Lowering =>
  (graph, { x }, { axis, reductionIndices, keepDims }: ReductionAttributes) => {
    if (x.dtype === 'bool') return undefined;
    const axes = normalizeAxes(axis ?? reductionIndices, x.shape);
    const result = reduce(operator, x, axes, keepDims ?? false);
    if (x.dtype !== 'float32' || axes.length === 0) return result;
    const flags = cast(elementwise('IsNaN', [x], 'bool'), 'float32');
    const anyNaN = elementwise(
      'Greater',
      [reduce('ReduceMax', flags, axes, keepDims ?? false), constant(graph, 0)],
      'bool',
    );
    return elementwise('Where', [anyNaN, constant(graph, Number.NaN), result], 'float32');
  };

export const reduction: LoweringTable = {
  Sum: numeric('ReduceSum'),
  Mean: (graph, inputs, attributes: ReductionAttributes) => {
    const x = cast(inputs['x'], 'float32');
    return numeric('ReduceMean')(graph, { x }, attributes);
  },
  Max: extreme('ReduceMax'),
  Min: extreme('ReduceMin'),
  Prod: numeric('ReduceProd'),
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: positionOf('ArgMax'),
  ArgMin: positionOf('ArgMin'),
  Softmax: (graph, { logits }, { dim }: { dim: number }) => {
    if (logits.dtype !== 'float32') return undefined;
    const axis = dim < 0 ? dim + logits.rank : dim;
    return Value.of(graph, graph.add('Softmax', [logits.edge()], logits.shape, 'float32', { axis }));
  },
  LogSoftmax: (graph, { logits }, { axis }: { axis: number }) => {
    if (logits.dtype !== 'float32') return undefined;
    const along = axis < 0 ? axis + logits.rank : axis;
    return Value.of(graph, graph.add('LogSoftmax', [logits.edge()], logits.shape, 'float32', { axis: along }));
  },
  Cumsum: (graph, { x }, { axis, exclusive, reverse }: { axis: number; exclusive: boolean; reverse: boolean }) => {
    if (x.dtype === 'bool') return undefined;
    const [along] = normalizeAxes(axis, x.shape);
    const attributes = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
    return Value.of(graph, graph.add('CumSum', [x.edge(), graph.scalar('int32', along)], x.shape, x.dtype, attributes));
  },
  TopK: (graph, { x }, { k }: { k: number }) => {
    if (x.dtype === 'bool' || x.rank === 0) return undefined;
    const shape = [...x.shape.slice(0, -1), k];
    const attributes = { axis: -1, largest: 1, sorted: 1 };
    const [values, indices] = graph.addMany(
      'TopK',
      [x.edge(), graph.integers([k])],
      [
        [shape, x.dtype],
        [shape, 'int64'],
      ],
      attributes,
    );
    return [Value.of(graph, values), cast(Value.of(graph, indices), 'int32')];
  },
};
