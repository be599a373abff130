import { giveBack, isNativeChosen, runNative } from '../linalg/native.js';
import type { Edge, Graph } from '../onnx/graph.js';

/** Numbers summed by the native engine at a time. One size for all tables: one program. */
const BLOCK = 2 ** 19;

/**
 * The index of the first number that is NaN or infinite; -1 if all are finite. Sums first: none is finite that has taken in NaN or an
 * infinity, so that a look at single numbers is only needed where one is not (or where finite numbers have added up to infinity).
 */
export function firstNonFinite(data: Float64Array): number {
  if (hasFiniteSum(data)) return -1;
  // x - x is 0 for every finite number and NaN otherwise
  for (let i = 0; i < data.length; i++) if (data[i] - data[i] !== 0) return i;
  return -1;
}

/** The index of the first infinity; NaN may occur. */
export function firstInfinite(data: Float64Array): number {
  if (hasFiniteSum(data)) return -1;
  for (let i = 0; i < data.length; i++)
    if (data[i] === Number.POSITIVE_INFINITY || data[i] === Number.NEGATIVE_INFINITY) return i;
  return -1;
}

function hasFiniteSum(data: Float64Array): boolean {
  let sum = 0;
  let start = 0;
  if (isNativeChosen()) {
    for (; start + BLOCK <= data.length; start += BLOCK) {
      const [block] = runNative('sum', sumGraph, [data.subarray(start, start + BLOCK)]) as Float64Array[];
      sum += block[0];
      giveBack(block);
    }
  }
  return Number.isFinite(sum + sumJs(data, start));
}

function sumGraph(graph: Graph): Edge[] {
  const block = graph.input([BLOCK], 'float64');
  return [graph.add('ReduceSum', [block, graph.integers([0])], [1], 'float64', { keepdims: 1 })];
}

/** Eight sums, so that additions do not wait for each other. */
function sumJs(data: Float64Array, start: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  let i = start;
  for (; i + 7 < data.length; i += 8) {
    s0 += data[i];
    s1 += data[i + 1];
    s2 += data[i + 2];
    s3 += data[i + 3];
    s4 += data[i + 4];
    s5 += data[i + 5];
    s6 += data[i + 6];
    s7 += data[i + 7];
  }
  for (; i < data.length; i++) s0 += data[i];
  return s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7);
}
