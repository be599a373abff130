// The native path of this folder: products as graphs of the `onnx` engine, in the number type that is asked for.
import { getBackend } from '@tensorflow/tfjs-core';
import { engineInfo } from '../engines/select.js';
import { BufferPool } from '../onnx/buffer-pool.js';
import { type Edge, Graph } from '../onnx/graph.js';
import { Program } from '../onnx/program.js';
import { ProgramCache } from '../onnx/program-cache.js';
import { tensor } from '../onnx/runtime.js';
import type { Elements } from '../onnx/types.js';

/** Below this many multiplications the way to the runtime and back costs more than it gives. */
const WORTHWHILE_PRODUCTS = 500_000;

const programs = new ProgramCache(64);
const pool = new BufferPool(2 ** 28);

/** Whether a product of that many multiplications should go to the native engine. */
export function isNativeWorthwhile(products: number): boolean {
  return products >= WORTHWHILE_PRODUCTS && engineInfo().name === 'onnx';
}

/** Whether the native engine is in use already: for work that is not worth choosing an engine. */
export function isNativeChosen(): boolean {
  return getBackend() === 'onnx';
}

/**
 * Runs a small graph, built once per key.
 *
 * @param key tells graphs apart, shapes included
 * @param build adds inputs and nodes and returns the outputs
 * @param inputs the numbers of the graph's inputs, in order
 */
export function runNative(key: string, build: (graph: Graph) => Edge[], inputs: readonly Elements[]): Elements[] {
  const threads = engineInfo().threads ?? 1;
  const program = programs.get(`${key} ${threads}`, () => {
    const graph = new Graph();
    graph.work = Number.POSITIVE_INFINITY; // only large products come here: use all threads
    return new Program(graph, build(graph), { threads, device: 'cpu' });
  });
  return program.run((input, { dtype, shape }) => tensor(dtype, inputs[input], shape), pool) as Elements[];
}

/** Gives an array of {@link runNative} back when its numbers have been used. */
export function giveBack(array: Float32Array | Float64Array): void {
  pool.give(array instanceof Float32Array ? 'float32' : 'float64', array);
}

/** op(A) op(B) in float64; sizes already checked. */
export function multiplyNative(
  a: { readonly data: Float64Array; readonly rows: number; readonly columns: number },
  b: { readonly data: Float64Array; readonly rows: number; readonly columns: number },
  transposeA: boolean,
  transposeB: boolean,
): Float64Array {
  const shape = [transposeA ? a.columns : a.rows, transposeB ? b.rows : b.columns];
  const key = `multiply ${a.rows} ${a.columns} ${transposeA} ${b.rows} ${b.columns} ${transposeB}`;
  const build = (graph: Graph): Edge[] => {
    const left = graph.input([a.rows, a.columns], 'float64');
    const right = graph.input([b.rows, b.columns], 'float64');
    const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    return [graph.add('Gemm', [left, right], shape, 'float64', attributes)];
  };
  return runNative(key, build, [a.data, b.data])[0] as Float64Array;
}
