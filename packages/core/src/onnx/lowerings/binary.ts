import { type FloatAttribute, MICROSOFT } from '../graph.js';
import { broadcastShape, type Shape, sameShape } from '../types.js';
import { cast, constant, elementwise, float, reshape, Value } from '../value.js';
import type { Lowering, LoweringTable } from './lowering.js';

/** `value` broadcast to `shape` without writing it out. */
function spread(value: Value, shape: Shape): Value {
  if (sameShape(value.shape, shape)) return value;
  if (value.uniform !== undefined) return Value.filled(value.graph, shape, value.dtype, value.uniform);
  return Value.broadcast(value.graph, shape, value.broadcastable());
}

export function add(a: Value, b: Value): Value {
  const shape = broadcastShape(a.shape, b.shape);
  if (a.uniform === 0) return spread(b, shape);
  if (b.uniform === 0) return spread(a, shape);
  return convolutionWithBias(a, b) ?? convolutionWithBias(b, a) ?? elementwise('Add', [a, b], a.dtype);
}

/** Conv takes its bias along: conv + b[C] is one node. */
function convolutionWithBias(conv: Value, bias: Value): Value | undefined {
  if (!conv.prefersChannelsFirst || bias.rank !== 1 || bias.uniform !== undefined) return undefined;
  const edge = conv.prefersBlocks ? conv.inBlocks() : conv.channelsFirst();
  if (edge.node?.op !== 'Conv' || edge.node.inputs.length !== 2 || bias.shape[0] !== conv.shape[3]) return undefined;
  const { inputs, attributes, domain } = edge.node;
  const biased = conv.graph.add('Conv', [...inputs, bias.edge()], edge.shape, edge.dtype, attributes, domain);
  return conv.prefersBlocks
    ? Value.inBlocks(conv.graph, conv.shape, biased)
    : Value.channelsFirst(conv.graph, conv.shape, biased);
}

export function subtract(a: Value, b: Value): Value {
  if (b.uniform === 0) return spread(a, broadcastShape(a.shape, b.shape));
  return elementwise('Sub', [a, b], a.dtype);
}

export function multiply(a: Value, b: Value): Value {
  const { graph } = a;
  const shape = broadcastShape(a.shape, b.shape);
  if (vanishes(a, b) || vanishes(b, a)) return Value.filled(graph, shape, a.dtype, 0);
  if (a.uniform === 1) return spread(b, shape);
  if (b.uniform === 1) return spread(a, shape);
  return (
    masked(a, b) ?? masked(b, a) ?? scaledProduct(a, b) ?? scaledProduct(b, a) ?? elementwise('Mul', [a, b], a.dtype)
  );
}

/** Whether a factor makes 0 of the other: zeros do, but not of NaN and infinities. */
function vanishes(factor: Value, other: Value): boolean {
  return factor.uniform === 0 && (other.dtype === 'int32' || Number.isFinite(other.uniform ?? Number.NaN));
}

/** x times a mask, by its cheaper form. */
function masked(mask: Value, x: Value): Value | undefined {
  return mask.indicator && elementwise('Mul', [mask.indicator, x], 'float32');
}

/** A batched product times a known number: the number goes into the product. */
function scaledProduct(product: Value, factor: Value): Value | undefined {
  if (factor.uniform === undefined || product.uniform !== undefined || product.isBroadcast || product.rank < 3)
    return undefined;
  if (product.prefersChannelsFirst || factor.rank > 0) return undefined;
  const { node } = product.edge();
  if (node?.op !== 'FusedMatMul') return undefined;
  const alpha = float((node.attributes['alpha'] as FloatAttribute).value * factor.uniform);
  return Value.of(
    product.graph,
    product.graph.add('FusedMatMul', node.inputs, product.shape, 'float32', { ...node.attributes, alpha }, MICROSOFT),
  );
}

export function divide(a: Value, b: Value): Value | undefined {
  if (a.dtype !== 'float32') return undefined; // integers: a zero divisor would stop the process
  if (b.uniform === 1) return spread(a, broadcastShape(a.shape, b.shape));
  return elementwise('Div', [a, b], 'float32');
}

/** Integers calculated in float64 and brought back as the arrays of JavaScript do it: modulo 2^32, and 0 for what is no number. */
function inDoubles(a: Value, b: Value, calculate: (a: Value, b: Value) => Value): Value {
  return cast(calculate(cast(a, 'float64'), cast(b, 'float64')), 'int32');
}

function floorDivide(a: Value, b: Value): Value | undefined {
  if (a.dtype === 'float32') return cast(elementwise('Floor', [divide(a, b) as Value], 'float32'), 'int32');
  const quotient = (x: Value, y: Value): Value => elementwise('Div', [x, y], 'float64');
  return inDoubles(a, b, (x, y) => elementwise('Floor', [quotient(x, y)], 'float64'));
}

/** Whether a number is negative, -0 included. */
function isNegative(x: Value): Value {
  const zero = constant(x.graph, 0);
  const inverse = elementwise('Reciprocal', [x], 'float32');
  const flags = [x, inverse].map((value) => elementwise('Less', [value, zero], 'bool'));
  return elementwise('Or', flags, 'bool');
}

/** The angle of (b, a) in all four quadrants: that of (|b|, |a|), mirrored where b is negative, then where a is. */
function angle(a: Value, b: Value): Value {
  const { graph } = a;
  const [height, width] = [a, b].map((x) => elementwise('Abs', [x], 'float32'));
  const areEqual = elementwise('Equal', [height, width], 'bool'); // both infinite among them
  const ratio = elementwise('Div', [height, width], 'float32');
  const isOrigin = elementwise('Equal', [elementwise('Max', [height, width], 'float32'), constant(graph, 0)], 'bool');
  const slope = elementwise('Where', [areEqual, constant(graph, 1), ratio], 'float32');
  const known = elementwise('Where', [isOrigin, constant(graph, 0), slope], 'float32');
  const acute = elementwise('Atan', [known], 'float32');
  const obtuse = elementwise('Sub', [constant(graph, Math.PI), acute], 'float32');
  const upper = elementwise('Where', [isNegative(b), obtuse, acute], 'float32');
  return elementwise('Where', [isNegative(a), elementwise('Neg', [upper], 'float32'), upper], 'float32');
}

/** The remainder with the sign of the divisor. */
function modulo(a: Value, b: Value): Value | undefined {
  if (a.dtype === 'int32') return inDoubles(a, b, remainder);
  return cast(remainder(cast(a, 'float64'), cast(b, 'float64')), 'float32'); // in float32, a + b may be b
}

function remainder(a: Value, b: Value): Value {
  const { graph, dtype } = a;
  const rest = elementwise('Mod', [a, b], dtype, { fmod: 1 });
  const zero = constant(graph, 0, dtype);
  const sameSign = elementwise(
    'Equal',
    [elementwise('Less', [a, zero], 'bool'), elementwise('Less', [b, zero], 'bool')],
    'bool',
  );
  const moved = elementwise('Mod', [elementwise('Add', [rest, b], dtype), b], dtype, { fmod: 1 });
  return elementwise('Where', [sameSign, rest, moved], dtype);
}

function power(a: Value, b: Value): Value {
  const raised = (x: Value, y: Value): Value => elementwise('Pow', [x, y], x.dtype);
  return a.dtype === 'int32' ? inDoubles(a, b, raised) : raised(a, b);
}

const numeric =
  (operator: string): Lowering =>
  (_, { a, b }) =>
    a.dtype === 'bool' || a.dtype !== b.dtype ? undefined : elementwise(operator, [a, b], a.dtype);

/** Comparisons; ONNX orders numbers only. */
const comparison =
  (operator: string): Lowering =>
  (_, { a, b }) => {
    if (a.dtype !== b.dtype) return undefined;
    const [x, y] = a.dtype === 'bool' ? [cast(a, 'int32'), cast(b, 'int32')] : [a, b];
    return elementwise(operator, [x, y], 'bool');
  };

const logical =
  (operator: string): Lowering =>
  (_, { a, b }) =>
    a.dtype === 'bool' && b.dtype === 'bool' ? elementwise(operator, [a, b], 'bool') : undefined;

const sameType =
  (build: (a: Value, b: Value) => Value | undefined): Lowering =>
  (_, { a, b }) =>
    a.dtype === b.dtype && a.dtype !== 'bool' ? build(a, b) : undefined;

export const binary: LoweringTable = {
  Add: sameType(add),
  Sub: sameType(subtract),
  Multiply: sameType(multiply),
  RealDiv: sameType(divide),
  FloorDiv: sameType(floorDivide),
  Mod: sameType(modulo),
  Pow: sameType(power),
  Maximum: numeric('Max'),
  Minimum: numeric('Min'),
  SquaredDifference: sameType((a, b) => {
    const difference = subtract(a, b);
    return elementwise('Mul', [difference, difference], a.dtype);
  }),
  AddN: (_, inputs) => {
    const values = Object.values(inputs);
    return values.every(({ dtype }) => dtype === values[0].dtype && dtype !== 'bool') ? values.reduce(add) : undefined;
  },
  Equal: comparison('Equal'),
  NotEqual: (graph, inputs) => {
    const equal = comparison('Equal')(graph, inputs, {}) as Value | undefined;
    return equal && elementwise('Not', [equal], 'bool');
  },
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  Atan2: (_, { a, b }) => (a.dtype === 'float32' && b.dtype === 'float32' ? angle(a, b) : undefined),
  BitwiseAnd: (_, { a, b }) =>
    a.dtype === 'int32' && b.dtype === 'int32' ? elementwise('BitwiseAnd', [a, b], 'int32') : undefined,
  LogicalAnd: logical('And'),
  LogicalOr: logical('Or'),
  LogicalXor: logical('Xor'),
  Select: (_, { condition, t, e }) => {
    if (condition.dtype !== 'bool' || t.dtype !== e.dtype) return undefined;
    // a condition of rank 1 chooses rows
    const rows =
      condition.rank === 1 && t.rank > 1
        ? reshape(condition, [condition.shape[0], ...Array(t.rank - 1).fill(1)])
        : condition;
    if (t.dtype !== 'bool') return elementwise('Where', [rows, t, e], t.dtype);
    const chosen = elementwise('Where', [rows, cast(t, 'int32'), cast(e, 'int32')], 'int32');
    return cast(chosen, 'bool');
  },
};
