import { scaleChannels } from '../blocked.js';
import { FloatsAttribute } from '../graph.js';
import { cast, constant, elementwise, float, Value } from '../value.js';
import type { Inputs, Lowering, LoweringTable } from './lowering.js';

/** Kernels that are one ONNX operator of the same meaning, on float32. */
const FLOAT_OPERATORS = {
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  Reciprocal: 'Reciprocal',
  Round: 'Round',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Sqrt: 'Sqrt',
  Tanh: 'Tanh',
} as const;

/** Those that work on integers too. */
const NUMBER_OPERATORS = { Abs: 'Abs', Neg: 'Neg' } as const;

const float32 =
  (operator: string): Lowering =>
  (_, { x }) =>
    x.dtype === 'float32' ? elementwise(operator, [x], 'float32') : undefined;

const number =
  (operator: string): Lowering =>
  (_, { x }) =>
    x.dtype === 'bool' ? undefined : elementwise(operator, [x], x.dtype);

/** sin / cos in float64: ONNX Runtime's own loses digits near the poles. */
function tangent(x: Value): Value {
  const wide = cast(x, 'float64');
  const [sine, cosine] = ['Sin', 'Cos'].map((operator) => elementwise(operator, [wide], 'float64'));
  return cast(elementwise('Div', [sine, cosine], 'float64'), 'float32');
}

/** log(1 + x) without losing small x: log(u) x / (u - 1) with u = 1 + x (Kahan, in Goldberg 1991, theorem 4). */
function log1p(x: Value): Value {
  const one = constant(x.graph, 1);
  const u = elementwise('Add', [x, one], 'float32');
  const exact = elementwise('Equal', [u, one], 'bool');
  const infinite = elementwise('IsInf', [u], 'bool');
  const ratio = elementwise('Div', [x, elementwise('Sub', [u, one], 'float32')], 'float32');
  const log = elementwise('Log', [u], 'float32');
  const scaled = elementwise('Where', [infinite, log, elementwise('Mul', [log, ratio], 'float32')], 'float32');
  return elementwise('Where', [exact, x, scaled], 'float32');
}

/** exp(x) - 1 without losing small x: (u - 1) x / log(u) with u = exp(x) (Kahan, in Higham 2002, section 1.14.1). */
function expm1(x: Value): Value {
  const one = constant(x.graph, 1);
  const u = elementwise('Exp', [x], 'float32');
  const less = elementwise('Sub', [u, one], 'float32');
  const ratio = elementwise('Div', [x, elementwise('Log', [u], 'float32')], 'float32');
  const far = elementwise('Greater', [elementwise('Abs', [x], 'float32'), one], 'bool');
  const near = elementwise('Mul', [less, ratio], 'float32');
  const exact = elementwise('Equal', [u, one], 'bool');
  return elementwise('Where', [exact, x, elementwise('Where', [far, less, near], 'float32')], 'float32');
}

function relu({ x }: Inputs): Value | undefined {
  if (x.dtype === 'bool') return undefined;
  const result = elementwise('Relu', [x], x.dtype);
  x.rectified = result;
  return result;
}

function leakyRelu(x: Value, alpha: number): Value | undefined {
  if (x.dtype !== 'float32') return undefined;
  const result = elementwise('LeakyRelu', [x], 'float32', { alpha: float(alpha) });
  if (alpha >= 0) x.rectified = result;
  return result;
}

/** The largest float32. */
const STEEPEST = 3.4028235e38;

/** 1 where x > 0, else `alpha`, as a product needs it: an x below 3e-39 gives less. */
function indicator(x: Value, alpha: number): Value {
  if (x.prefersBlocks && alpha !== 0) {
    const { graph, shape } = x;
    const steep = Value.filled(graph, [shape[3]], 'float32', STEEPEST).edge();
    const between = { activation: 'Clip', activation_params: new FloatsAttribute([alpha, 1]) };
    return Value.inBlocks(graph, shape, scaleChannels(graph, x.inBlocks(), steep, undefined, between));
  }
  const steep = elementwise('HardSigmoid', [x], 'float32', { alpha: float(STEEPEST), beta: float(0) });
  return alpha === 0 ? steep : elementwise('Max', [steep, constant(x.graph, alpha)], 'float32');
}

/** 1 where x > 0, else `alpha`. */
function step(x: Value, alpha: number): Value | undefined {
  if (x.dtype !== 'float32') return undefined;
  const positive = elementwise('Greater', [x.rectified ?? x, constant(x.graph, 0)], 'bool');
  const numbers = elementwise('Where', [positive, constant(x.graph, 1), constant(x.graph, alpha)], 'float32');
  const result = elementwise('Where', [elementwise('IsNaN', [x], 'bool'), x, numbers], 'float32');
  if (alpha >= 0 && alpha < 1) result.indicator = indicator(x.rectified ?? x, alpha);
  return result;
}

function clip(x: Value, low: number, high: number): Value | undefined {
  if (x.dtype === 'bool') return undefined;
  return elementwise('Clip', [x, constant(x.graph, low, x.dtype), constant(x.graph, high, x.dtype)], x.dtype);
}

export const unary: LoweringTable = {
  ...Object.fromEntries(Object.entries(FLOAT_OPERATORS).map(([kernel, operator]) => [kernel, float32(operator)])),
  ...Object.fromEntries(Object.entries(NUMBER_OPERATORS).map(([kernel, operator]) => [kernel, number(operator)])),
  Sign: (graph, { x }) => {
    if (x.dtype === 'bool') return undefined;
    const zero = constant(graph, 0, x.dtype);
    const [positive, negative] = ['Greater', 'Less'].map((operator) =>
      cast(elementwise(operator, [x, zero], 'bool'), x.dtype),
    );
    return elementwise('Sub', [positive, negative], x.dtype); // 0 for NaN, as in TensorFlow.js
  },
  Square: (_, { x }) => (x.dtype === 'bool' ? undefined : elementwise('Mul', [x, x], x.dtype)),
  Rsqrt: (_, { x }) =>
    x.dtype === 'float32' ? elementwise('Reciprocal', [elementwise('Sqrt', [x], 'float32')], 'float32') : undefined,
  Tan: (_, { x }) => (x.dtype === 'float32' ? tangent(x) : undefined),
  Log1p: (_, { x }) => (x.dtype === 'float32' ? log1p(x) : undefined),
  Expm1: (_, { x }) => (x.dtype === 'float32' ? expm1(x) : undefined),
  Softplus: (_, { x }) => (x.dtype === 'float32' ? elementwise('Softplus', [x], 'float32') : undefined),
  Relu: (_, inputs) => relu(inputs),
  Relu6: (_, { x }) => clip(x, 0, 6),
  ClipByValue: (_, { x }, { clipValueMin, clipValueMax }: { clipValueMin: number; clipValueMax: number }) =>
    clip(x, clipValueMin, clipValueMax),
  LeakyRelu: (_, { x }, { alpha }: { alpha: number }) => leakyRelu(x, alpha),
  Prelu: (_, { x, alpha }) => {
    if (x.dtype !== 'float32' || alpha.dtype !== 'float32') return undefined;
    const negative = elementwise('Less', [x, constant(x.graph, 0)], 'bool');
    return elementwise('Where', [negative, elementwise('Mul', [alpha, x], 'float32'), x], 'float32');
  },
  Step: (_, { x }, { alpha }: { alpha?: number }) => step(x, alpha ?? 0),
  EluGrad: (graph, { dy, y }) => {
    const slope = elementwise('Add', [y, constant(graph, 1)], 'float32');
    const positive = elementwise('GreaterOrEqual', [y, constant(graph, 0)], 'bool');
    return elementwise('Where', [positive, dy, elementwise('Mul', [dy, slope], 'float32')], 'float32');
  },
  LogicalNot: (_, { x }) => (x.dtype === 'bool' ? elementwise('Not', [x], 'bool') : undefined),
  IsNan: (_, { x }) => (x.dtype === 'float32' ? elementwise('IsNaN', [x], 'bool') : undefined),
  IsInf: (_, { x }) => (x.dtype === 'float32' ? elementwise('IsInf', [x], 'bool') : undefined),
  IsFinite: (_, { x }) => {
    if (x.dtype !== 'float32') return undefined;
    const strange = elementwise('Or', [elementwise('IsNaN', [x], 'bool'), elementwise('IsInf', [x], 'bool')], 'bool');
    return elementwise('Not', [strange], 'bool');
  },
  Cast: (_, { x }, { dtype }: { dtype: string }) =>
    dtype === 'float32' || dtype === 'int32' || dtype === 'bool' ? cast(x, dtype) : undefined,
  ZerosLike: (graph, { x }) => Value.filled(graph, x.shape, x.dtype, 0),
  OnesLike: (graph, { x }) => Value.filled(graph, x.shape, x.dtype, 1),
};
