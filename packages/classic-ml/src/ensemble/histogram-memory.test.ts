import { Random } from '@ai/core';
import { expect, it } from 'vitest';
import { BINS, createPlainMemory, createWasmMemory, type HistogramMemory } from './histogram-memory.js';

const N = 301;
const D = 7; // not a multiple of the kernel's group

function run(memory: HistogramMemory, hasHessians: boolean) {
  const random = new Random(4);
  for (const column of memory.columns) for (let i = 0; i < N; i++) column[i] = random.integer(0, BINS);
  const gradients = Float64Array.from({ length: N }, () => random.normal());
  const hessians = Float64Array.from({ length: N }, () => random.uniform(0.1, 1));
  memory.load(gradients, hasHessians ? hessians : undefined);
  const goesLeft = Uint8Array.from({ length: BINS }, () => random.integer(0, 2));
  const middle = memory.partition(0, N, 3, goesLeft);
  const later = memory.partition(middle, N, 6, goesLeft);
  const histograms = [
    [0, N],
    [0, middle],
    [middle, later],
    [later, later],
  ].map(([start, end]) => {
    const counts = hasHessians ? new Int32Array(D * BINS).fill(9) : undefined;
    const histogram = { sums: new Float64Array(D * BINS * 2).fill(9), counts };
    memory.sum(start, end, histogram);
    return histogram;
  });
  return { samples: memory.samples.slice(), middle, later, histograms };
}

it.each([false, true])(
  'adds up and divides in WebAssembly what it does in JavaScript, to the bit (Hessians: %s)',
  (hasHessians) => {
    const wasm = createWasmMemory(N, D);
    expect(wasm).toBeDefined();
    expect(run(wasm as HistogramMemory, hasHessians)).toEqual(run(createPlainMemory(N, D), hasHessians));
  },
);

it('leaves what is too large for WebAssembly to JavaScript', () => {
  expect(createWasmMemory(2 ** 28, 20)).toBeUndefined();
});
