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

/** The samples of boosting, and what is done with those of a node, `samples[start .. end]`. */
export interface HistogramMemory {
  /** D columns of N bins, to be filled in. */
  readonly columns: readonly Uint8Array[];
  /** N sample numbers, in the order of the nodes. */
  readonly samples: Int32Array;
  /** Takes the derivatives of a round, and makes all samples one node. @param hessians undefined if they are all 1 */
  load(gradients: Float64Array, hessians: Float64Array | undefined): void;
  /** Writes the histogram of a node. */
  sum(start: number, end: number, histogram: Histogram): void;
  /**
   * Puts the samples that go left before the others, all in the order they had.
   * @param goesLeft 1 for each bin that goes left, otherwise 0
   * @returns where those that go right begin
   */
  partition(start: number, end: number, feature: number, goesLeft: Uint8Array): number;
}

/** In WebAssembly where it is allowed and the samples fit its memory, which is several times as fast; the same sums to the bit. */
export function createHistogramMemory(numSamples: number, numFeatures: number): HistogramMemory {
  return createWasmMemory(numSamples, numFeatures) ?? createPlainMemory(numSamples, numFeatures);
}

/** The definition, in JavaScript. */
export function createPlainMemory(numSamples: number, numFeatures: number): HistogramMemory {
  const columns = Array.from({ length: numFeatures }, () => new Uint8Array(numSamples));
  const samples = new Int32Array(numSamples);
  const pairs = new Float64Array(2 * numSamples);
  return {
    columns,
    samples,
    load: (gradients, hessians) => load(samples, pairs, gradients, hessians),
    sum(start, end, { sums, counts }) {
      sums.fill(0);
      counts?.fill(0);
      columns.forEach((column, j) => {
        for (let o = start; o < end; o++) {
          const sample = samples[o];
          const bin = j * BINS + column[sample];
          sums[2 * bin] += pairs[2 * sample];
          sums[2 * bin + 1] += pairs[2 * sample + 1];
          if (counts) counts[bin]++;
        }
      });
    },
    partition(start, end, feature, goesLeft) {
      const goes = (sample: number): boolean => goesLeft[columns[feature][sample]] === 1;
      const node = samples.slice(start, end);
      const left = node.filter(goes);
      samples.set(left, start);
      samples.set(
        node.filter((sample) => !goes(sample)),
        start + left.length,
      );
      return start + left.length;
    },
  };
}

function load(
  samples: Int32Array,
  pairs: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array | undefined,
): void {
  for (let i = 0; i < samples.length; i++) {
    samples[i] = i;
    pairs[2 * i] = gradients[i];
    pairs[2 * i + 1] = hessians ? hessians[i] : 1;
  }
}

interface Kernel {
  addPairs(samples: number, count: number, pairs: number, columns: number, stride: number, sums: number): void;
  addCounts(samples: number, count: number, columns: number, stride: number, counts: number): void;
  partition(samples: number, count: number, column: number, table: number, right: number): number;
}

const PAGE = 65_536;
/** Features that the kernel takes at a time. */
const GROUP = 4;
let kernel: WebAssembly.Module | undefined;

/** The same in WebAssembly; undefined where it is not allowed, or for more samples than its memory can hold. */
export function createWasmMemory(numSamples: number, numFeatures: number): HistogramMemory | undefined {
  const padded = Math.ceil(numFeatures / GROUP) * GROUP;
  let size = 0;
  const reserve = (bytes: number): number => {
    const at = size;
    size += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const samplesAt = reserve(4 * numSamples);
  const rightAt = reserve(4 * numSamples);
  const tableAt = reserve(BINS);
  const pairsAt = reserve(16 * numSamples);
  const columnsAt = reserve(padded * numSamples);
  const sumsAt = reserve(16 * padded * BINS);
  const countsAt = reserve(4 * padded * BINS);
  const pages = Math.ceil(size / PAGE);
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
  const { buffer } = memory;
  const samples = new Int32Array(buffer, samplesAt, numSamples);
  const pairs = new Float64Array(buffer, pairsAt, 2 * numSamples);
  const table = new Uint8Array(buffer, tableAt, BINS);
  const allSums = new Float64Array(buffer, sumsAt, numFeatures * BINS * 2);
  const allCounts = new Int32Array(buffer, countsAt, numFeatures * BINS);
  const columnAt = (j: number): number => columnsAt + j * numSamples;
  return {
    columns: Array.from({ length: numFeatures }, (_, j) => new Uint8Array(buffer, columnAt(j), numSamples)),
    samples,
    load: (gradients, hessians) => load(samples, pairs, gradients, hessians),
    sum(start, end, { sums, counts }) {
      const at = samplesAt + 4 * start;
      allSums.fill(0);
      if (counts) allCounts.fill(0);
      for (let j = 0; j < numFeatures; j += GROUP) {
        exported.addPairs(at, end - start, pairsAt, columnAt(j), numSamples, sumsAt + 16 * BINS * j);
        if (counts) exported.addCounts(at, end - start, columnAt(j), numSamples, countsAt + 4 * BINS * j);
      }
      sums.set(allSums);
      counts?.set(allCounts);
    },
    partition(start, end, feature, goesLeft) {
      table.set(goesLeft);
      return start + exported.partition(samplesAt + 4 * start, end - start, columnAt(feature), tableAt, rightAt);
    },
  };
}
