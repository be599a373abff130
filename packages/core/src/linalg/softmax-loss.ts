import type { DenseMatrix } from '../input/matrix.js';
import type { Edge, Graph } from '../onnx/graph.js';
import { giveBack, isNativeWorthwhile, runNative } from './native.js';

/** Scores computed at a time: 2 MB, which stay in the cache from one operator to the next. */
const BLOCK_SCORES = 2 ** 18;
/** ONNX's code of float64. */
const DOUBLE = 11;

/** A loss and its gradient. */
export interface SoftmaxLossValue {
  readonly loss: number;
  /** K x D: by the coefficients. */
  readonly byCoefficients: Float64Array;
  /** K: by the intercepts. */
  readonly byIntercepts: Float64Array;
}

/** The cross entropy of the softmax of linear scores as a function of coefficients (K x D) and intercepts (K). */
export type SoftmaxLoss = (coefficients: Float64Array, intercepts: Float64Array) => SoftmaxLossValue;

/**
 * The weighted cross entropy of multinomial logistic regression, sum w (log sum exp(s) - s_y) with s = B x + c, and its gradient in
 * float64: scores, softmax and both products in one graph of the native engine, block after block of samples.
 *
 * @param x N x D
 * @param codes N classes, 0 ... K - 1
 * @param numClasses K
 * @param weights N weights
 * @returns nothing if the native engine is not there or not worth it
 */
export function softmaxLossNative(
  x: DenseMatrix,
  codes: Int32Array,
  numClasses: number,
  weights: Float64Array,
): SoftmaxLoss | undefined {
  const { rows, columns } = x;
  if (!isNativeWorthwhile(rows * columns * numClasses)) return undefined;
  const fit = Math.max(64, Math.floor(BLOCK_SCORES / numClasses));
  const block = Math.ceil(rows / Math.ceil(rows / fit));
  return (coefficients, intercepts) => {
    let loss = 0;
    const byCoefficients = new Float64Array(numClasses * columns);
    const byIntercepts = new Float64Array(numClasses);
    for (let start = 0; start < rows; start += block) {
      const count = Math.min(block, rows - start);
      const end = start + count;
      const key = `softmax loss ${count} ${columns} ${numClasses}`;
      const build = (graph: Graph): Edge[] => softmaxLossGraph(graph, count, columns, numClasses);
      const samples = [
        x.data.subarray(start * columns, end * columns),
        codes.subarray(start, end),
        weights.subarray(start, end),
      ];
      const found = runNative(key, build, [...samples, coefficients, intercepts]) as Float64Array[];
      loss += found[0][0];
      for (let o = 0; o < byCoefficients.length; o++) byCoefficients[o] += found[1][o];
      for (let k = 0; k < numClasses; k++) byIntercepts[k] += found[2][k];
      for (const array of found) giveBack(array);
    }
    return { loss, byCoefficients, byIntercepts };
  };
}

// N samples, D features, K classes
function softmaxLossGraph(graph: Graph, n: number, d: number, k: number): Edge[] {
  const double = (op: string, inputs: Edge[], shape: number[], attributes = {}): Edge =>
    graph.add(op, inputs, shape, 'float64', attributes);
  const reduce = (op: string, x: Edge): Edge => double(op, [x, graph.integers([1])], [n, 1], { keepdims: 1 });
  const x = graph.input([n, d], 'float64');
  const codes = graph.input([n, 1], 'int32');
  const weights = graph.input([n, 1], 'float64');
  const coefficients = graph.input([k, d], 'float64');
  const intercepts = graph.input([k], 'float64');
  const scores = double('Gemm', [x, coefficients, intercepts], [n, k], { transB: 1 });
  const below = double('Sub', [scores, reduce('ReduceMax', scores)], [n, k]);
  const powers = double('Exp', [below], [n, k]);
  const sums = reduce('ReduceSum', powers);
  const classes = graph.constant(
    'int32',
    Int32Array.from({ length: k }, (_, c) => c),
    [k],
  );
  const isTrue = graph.add('Equal', [codes, classes], [n, k], 'bool');
  const truth = double('Cast', [isTrue], [n, k], { to: DOUBLE });
  const ofTruth = reduce('ReduceSum', double('Mul', [below, truth], [n, k]));
  const losses = double('Sub', [double('Log', [sums], [n, 1]), ofTruth], [n, 1]);
  const errors = double('Sub', [double('Div', [powers, sums], [n, k]), truth], [n, k]);
  const slopes = double('Mul', [errors, weights], [n, k]);
  return [
    double('Gemm', [weights, losses], [1, 1], { transA: 1 }),
    double('Gemm', [slopes, x], [k, d], { transA: 1 }),
    double('ReduceSum', [slopes, graph.integers([0])], [k], { keepdims: 0 }),
  ];
}
