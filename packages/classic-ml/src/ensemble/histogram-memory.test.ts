import { Random } from '@ai/core';
import { expect, it } from 'vitest';
import { BINS, createPlainMemory, createWasmMemory, type HistogramMemory } from './histogram-memory.js';

const N = 301;
const D = 7; // not a multiple of the kernel's group

const sizes = (hasHessians: boolean) => ({ numSamples: N, numFeatures: D, numHistograms: 4, hasHessians });

function run(memory: HistogramMemory, hasHessians: boolean) {
  const random = new Random(4);
  for (const column of memory.columns) for (let i = 0; i < N; i++) column[i] = random.integer(0, BINS);
  const gradients = Float64Array.from({ length: N }, () => random.normal());
  const hessians = Float64Array.from({ length: N }, () => (hasHessians ? random.uniform(0.1, 1) : 1));
  memory.load(gradients, hessians);
  const goesLeft = Uint8Array.from({ length: BINS }, () => random.integer(0, 2));
  const middle = memory.partition(0, N, 3, goesLeft);
  const later = memory.partition(middle, N, 6, goesLeft);
  const segments = [
    [0, N],
    [0, middle],
    [middle, later],
    [later, later],
  ];
  const { histograms } = memory;
  segments.forEach(([start, end], h) => {
    histograms[h].sums.fill(9);
    histograms[h].counts?.fill(9);
    memory.sum(start, end, histograms[h]);
  });
  memory.subtract(histograms[0], histograms[1]);
  const limits = { count: 5, hessian: 1e-3, penalty: 0.5 };
  const splits = Array.from({ length: D }, (_, feature) => {
    const node = { count: later - middle, gradient: 0.3, hessian: hasHessians ? 60 : later - middle };
    return [memory.scan(histograms[2], feature, BINS - 1, node, limits, 0.01), ...memory.scanned];
  });
  const none = memory.scan(histograms[2], 0, BINS - 1, { count: 9, gradient: 0, hessian: 9 }, limits, 0);
  return { samples: memory.samples.slice(), middle, later, splits, none, histograms };
}

it.each([false, true])(
  'adds up, divides and finds splits in WebAssembly as it does in JavaScript, to the bit (Hessians: %s)',
  (hasHessians) => {
    const wasm = createWasmMemory(sizes(hasHessians));
    const plain = run(createPlainMemory(sizes(hasHessians)), hasHessians);
    expect(run(wasm as HistogramMemory, hasHessians)).toEqual(plain);
    expect(plain.splits.every(([bin]) => bin > 0)).toBe(true);
  },
);

it('leaves what is too large for WebAssembly to JavaScript', () => {
  expect(createWasmMemory({ ...sizes(true), numSamples: 2 ** 28 })).toBeUndefined();
});
