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

/** Sums over the samples of a node. */
export interface SampleSums {
  readonly count: number;
  readonly gradient: number;
  readonly hessian: number;
}

/** What the two sides of a split have to have, and what is added to their Hessians. */
export interface ScanLimits {
  readonly count: number;
  readonly hessian: number;
  readonly penalty: number;
}

/** Sizes of the arrays. */
export interface HistogramSizes {
  readonly numSamples: number;
  readonly numFeatures: number;
  readonly numHistograms: number;
  /** False if all Hessians are 1. */
  readonly hasHessians: boolean;
}

/** The samples of boosting, and what is done with those of a node, `samples[start .. end]`. */
export interface HistogramMemory {
  /** D columns of N bins, to be filled in. */
  readonly columns: readonly Uint8Array[];
  /** N sample numbers, in the order of the nodes. */
  readonly samples: Int32Array;
  /** Room for the histograms of nodes. */
  readonly histograms: readonly Histogram[];
  /** Of the split that `scan` found last: score, and count, gradient and Hessian of the left. */
  readonly scanned: Float64Array;
  /** Takes the derivatives of a round, and makes all samples one node. */
  load(gradients: Float64Array, hessians: Float64Array): void;
  /** Writes the histogram of a node. */
  sum(start: number, end: number, histogram: Histogram): void;
  /** parent -= child. */
  subtract(parent: Histogram, child: Histogram): void;
  /**
   * The best split by a feature in the order of its bins: the score is the sum of gradient^2 / (Hessian + penalty) over both sides.
   * @param bins how many may be the last on the left @param aim what the score has to exceed
   * @returns the last bin that goes left, or -1 if there is none
   */
  scan(histogram: Histogram, feature: number, bins: number, node: SampleSums, limits: ScanLimits, aim: number): number;
  /**
   * Puts the samples that go left before the others, all in the order they had.
   * @param goesLeft 1 for each bin that goes left, otherwise 0
   * @returns where those that go right begin
   */
  partition(start: number, end: number, feature: number, goesLeft: Uint8Array): number;
}

/** In WebAssembly where it is allowed and has the room, which is several times as fast; the same numbers to the bit. */
export function createHistogramMemory(sizes: HistogramSizes): HistogramMemory {
  return createWasmMemory(sizes) ?? createPlainMemory(sizes);
}

/** The definition, in JavaScript. */
export function createPlainMemory({
  numSamples,
  numFeatures,
  numHistograms,
  hasHessians,
}: HistogramSizes): HistogramMemory {
  const columns = Array.from({ length: numFeatures }, () => new Uint8Array(numSamples));
  const samples = new Int32Array(numSamples);
  const pairs = new Float64Array(2 * numSamples);
  const scanned = new Float64Array(4);
  return {
    columns,
    samples,
    scanned,
    histograms: Array.from({ length: numHistograms }, () => ({
      sums: new Float64Array(numFeatures * BINS * 2),
      counts: hasHessians ? new Int32Array(numFeatures * BINS) : undefined,
    })),
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
    subtract(parent, child) {
      for (let o = 0; o < parent.sums.length; o++) parent.sums[o] -= child.sums[o];
      if (!parent.counts || !child.counts) return;
      for (let o = 0; o < parent.counts.length; o++) parent.counts[o] -= child.counts[o];
    },
    scan({ sums, counts }, feature, bins, { count, gradient, hessian }, limits, aim) {
      let best = -1;
      let leftCount = 0;
      let leftGradient = 0;
      let leftHessian = 0;
      for (let bin = 0; bin < bins; bin++) {
        const at = feature * BINS + bin;
        leftGradient += sums[2 * at];
        leftHessian += sums[2 * at + 1];
        leftCount = counts ? leftCount + counts[at] : leftHessian;
        if (leftCount < limits.count || leftHessian < limits.hessian) continue;
        if (count - leftCount < limits.count || hessian - leftHessian < limits.hessian) break;
        const right = gradient - leftGradient;
        const below = leftHessian + limits.penalty;
        const above = hessian - leftHessian + limits.penalty;
        const score = leftGradient * leftGradient * above + right * right * below;
        const scale = below * above;
        if (!(score > aim * scale)) continue;
        best = bin;
        scanned.set([score / scale, leftCount, leftGradient, leftHessian]);
        aim = scanned[0] + Math.abs(scanned[0]) * 1e-12;
      }
      return best;
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

function load(samples: Int32Array, pairs: Float64Array, gradients: Float64Array, hessians: Float64Array): void {
  for (let i = 0; i < samples.length; i++) {
    samples[i] = i;
    pairs[2 * i] = gradients[i];
    pairs[2 * i + 1] = hessians[i];
  }
}

interface Kernel {
  addPairs(samples: number, count: number, pairs: number, columns: number, stride: number, sums: number): void;
  addCounts(samples: number, count: number, columns: number, stride: number, counts: number): void;
  subtract(
    parent: number,
    child: number,
    bytes: number,
    parentCounts: number,
    childCounts: number,
    countBytes: number,
  ): void;
  scan(
    sums: number,
    counts: number,
    bins: number,
    count: number,
    gradient: number,
    hessian: number,
    penalty: number,
    smallestCount: number,
    smallestHessian: number,
    aim: number,
    result: number,
  ): number;
  partition(samples: number, count: number, column: number, table: number, right: number): number;
}

const PAGE = 65_536;
/** Features that the kernel takes at a time. */
const GROUP = 4;
let kernel: WebAssembly.Module | undefined;

/** The same in WebAssembly; undefined where it is not allowed or has not the room. */
export function createWasmMemory({
  numSamples,
  numFeatures,
  numHistograms,
  hasHessians,
}: HistogramSizes): HistogramMemory | undefined {
  const padded = Math.ceil(numFeatures / GROUP) * GROUP;
  let size = 0;
  const reserve = (bytes: number): number => {
    const at = size;
    size += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const tableAt = reserve(BINS);
  const scannedAt = reserve(32);
  const samplesAt = reserve(4 * numSamples);
  const rightAt = reserve(4 * numSamples);
  const pairsAt = reserve(16 * numSamples);
  const columnsAt = reserve(padded * numSamples);
  const places = Array.from({ length: numHistograms }, () => ({
    sumsAt: reserve(16 * padded * BINS),
    countsAt: hasHessians ? reserve(4 * padded * BINS) : 0,
  }));
  const pages = Math.ceil(size / PAGE);
  if (pages > 65_536) return undefined;
  let buffer: ArrayBuffer;
  let exported: Kernel;
  try {
    kernel ??= new WebAssembly.Module(Uint8Array.from(atob(HISTOGRAM_KERNEL), (character) => character.charCodeAt(0)));
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    exported = new WebAssembly.Instance(kernel, { env: { memory } }).exports as unknown as Kernel;
    buffer = memory.buffer;
  } catch {
    return undefined; // forbidden by a page's policy, or no such room
  }
  const samples = new Int32Array(buffer, samplesAt, numSamples);
  const pairs = new Float64Array(buffer, pairsAt, 2 * numSamples);
  const table = new Uint8Array(buffer, tableAt, BINS);
  const columnAt = (j: number): number => columnsAt + j * numSamples;
  return {
    columns: Array.from({ length: numFeatures }, (_, j) => new Uint8Array(buffer, columnAt(j), numSamples)),
    samples,
    scanned: new Float64Array(buffer, scannedAt, 4),
    histograms: places.map(({ sumsAt, countsAt }) => ({
      sums: new Float64Array(buffer, sumsAt, numFeatures * BINS * 2),
      counts: hasHessians ? new Int32Array(buffer, countsAt, numFeatures * BINS) : undefined,
    })),
    load: (gradients, hessians) => load(samples, pairs, gradients, hessians),
    sum(start, end, { sums, counts }) {
      const at = samplesAt + 4 * start;
      sums.fill(0);
      counts?.fill(0);
      for (let j = 0; j < numFeatures; j += GROUP) {
        exported.addPairs(at, end - start, pairsAt, columnAt(j), numSamples, sums.byteOffset + 16 * BINS * j);
        if (!counts) continue;
        exported.addCounts(at, end - start, columnAt(j), numSamples, counts.byteOffset + 4 * BINS * j);
      }
    },
    subtract({ sums, counts }, child) {
      const { byteLength = 0, byteOffset = 0 } = counts ?? {};
      const childCounts = child.counts?.byteOffset ?? 0;
      exported.subtract(sums.byteOffset, child.sums.byteOffset, sums.byteLength, byteOffset, childCounts, byteLength);
    },
    scan({ sums, counts }, feature, bins, { count, gradient, hessian }, limits, aim) {
      return exported.scan(
        sums.byteOffset + 16 * BINS * feature,
        counts ? counts.byteOffset + 4 * BINS * feature : 0,
        bins,
        count,
        gradient,
        hessian,
        limits.penalty,
        limits.count,
        limits.hessian,
        aim,
        scannedAt,
      );
    },
    partition(start, end, feature, goesLeft) {
      table.set(goesLeft);
      return start + exported.partition(samplesAt + 4 * start, end - start, columnAt(feature), tableAt, rightAt);
    },
  };
}
