import { HISTOGRAM_KERNEL } from './histogram-kernel.js';

/** Bins of every feature; the last one is for missing values. */
export const BINS = 256;

/** Sums over the samples of a node, for every bin of every feature. */
export interface Histogram {
  /** D x BINS x (gradient, Hessian). */
  readonly sums: Float64Array;
  /** D x BINS counts; undefined if all Hessians are 1, and then the counts. */
  readonly counts: Int32Array | undefined;
}

/** The arrays that histograms are made of, and how they are added up. */
export interface HistogramMemory {
  /** D columns of N bins, to be filled in. */
  readonly columns: readonly Uint8Array[];
  /** N sample numbers, in the order of the nodes. */
  readonly samples: Int32Array;
  /** Writes the histogram of `samples[start .. end]`. @param hessians undefined if all are 1 */
  sum(
    start: number,
    end: number,
    gradients: Float64Array,
    hessians: Float64Array | undefined,
    histogram: Histogram,
  ): void;
}

/** In WebAssembly where it is allowed and the samples fit its memory, which is several times as fast; the same sums to the bit. */
export function createHistogramMemory(numSamples: number, numFeatures: number): HistogramMemory {
  return createWasmMemory(numSamples, numFeatures) ?? createPlainMemory(numSamples, numFeatures);
}

/** The definition, in JavaScript. */
export function createPlainMemory(numSamples: number, numFeatures: number): HistogramMemory {
  const columns = Array.from({ length: numFeatures }, () => new Uint8Array(numSamples));
  const samples = new Int32Array(numSamples);
  return {
    columns,
    samples,
    sum(start, end, gradients, hessians, { sums, counts }) {
      sums.fill(0);
      counts?.fill(0);
      columns.forEach((column, j) => {
        for (let o = start; o < end; o++) {
          const sample = samples[o];
          const bin = j * BINS + column[sample];
          sums[2 * bin] += gradients[sample];
          sums[2 * bin + 1] += hessians ? hessians[sample] : 1;
          if (counts) counts[bin]++;
        }
      });
    },
  };
}

interface Kernel {
  addPairs(samples: number, count: number, pairs: number, columns: number, stride: number, sums: number): void;
  addCounts(samples: number, count: number, columns: number, stride: number, counts: number): void;
}

const PAGE = 65_536;
/** Features that the kernel takes at a time. */
const GROUP = 4;
let kernel: WebAssembly.Module | undefined;

/** The same in WebAssembly; undefined where it is not allowed, or for more samples than its memory can hold. */
export function createWasmMemory(numSamples: number, numFeatures: number): HistogramMemory | undefined {
  const padded = Math.ceil(numFeatures / GROUP) * GROUP;
  const pairsAt = 16 * Math.ceil(numSamples / 4); // the sample numbers come first
  const columnsAt = pairsAt + 16 * numSamples;
  const sumsAt = 16 * Math.ceil((columnsAt + padded * numSamples) / 16);
  const countsAt = sumsAt + padded * BINS * 16;
  const pages = Math.ceil((countsAt + padded * BINS * 4) / PAGE);
  if (pages > 65_536) return undefined;
  let memory: WebAssembly.Memory;
  let exported: Kernel;
  try {
    kernel ??= new WebAssembly.Module(Uint8Array.from(atob(HISTOGRAM_KERNEL), (character) => character.charCodeAt(0)));
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    exported = new WebAssembly.Instance(kernel, { env: { memory } }).exports as unknown as Kernel;
  } catch {
    return undefined; // forbidden by a page's policy, or no such room
  }
  const samples = new Int32Array(memory.buffer, 0, numSamples);
  const pairs = new Float64Array(memory.buffer, pairsAt, 2 * numSamples);
  const allSums = new Float64Array(memory.buffer, sumsAt, numFeatures * BINS * 2);
  const allCounts = new Int32Array(memory.buffer, countsAt, numFeatures * BINS);
  return {
    columns: Array.from(
      { length: numFeatures },
      (_, j) => new Uint8Array(memory.buffer, columnsAt + j * numSamples, numSamples),
    ),
    samples,
    sum(start, end, gradients, hessians, { sums, counts }) {
      const count = end - start;
      for (let o = 0; o < count; o++) {
        const sample = samples[start + o];
        pairs[2 * o] = gradients[sample];
        pairs[2 * o + 1] = hessians ? hessians[sample] : 1;
      }
      allSums.fill(0);
      if (counts) allCounts.fill(0);
      for (let j = 0; j < numFeatures; j += GROUP) {
        const columns = columnsAt + j * numSamples;
        exported.addPairs(4 * start, count, pairsAt, columns, numSamples, sumsAt + j * BINS * 16);
        if (counts) exported.addCounts(4 * start, count, columns, numSamples, countsAt + j * BINS * 4);
      }
      sums.set(allSums);
      counts?.set(allCounts);
    },
  };
}
