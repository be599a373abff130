import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';
import { readWeights } from '../distributions/fit.js';
import { standardDeviation } from './moments.js';
import { quantiles } from './quantiles.js';

const RULES = ['auto', 'doane', 'fd', 'rice', 'scott', 'sqrt', 'stone', 'sturges'] as const;

/** How many bins, by numpy's names; 'auto' takes the narrower bins of 'fd' (Freedman and Diaconis) and 'sturges'. */
export type BinRule = (typeof RULES)[number];

/** Options of {@link histogram}. */
export interface HistogramOptions {
  /** A number of equal bins, rising edges, or a rule. @default 10 */
  readonly bins?: number | Column | BinRule;
  /** Lowest and highest edge; values outside are not counted. @default the extremes of the values */
  readonly range?: readonly [low: number, high: number];
  /** One weight per value, any sign; not with a rule. @default every value counts 1 */
  readonly weights?: Column;
}

/** Counts between edges. */
export interface Histogram {
  /** One per bin: numbers of values, or sums of weights. Bins hold their lower edge; the last holds both. */
  readonly counts: Float64Array;
  /** One more than bins. */
  readonly edges: Float64Array;
  /** counts / (sum of counts x bin width): integrates to 1; NaN if nothing was counted. */
  readonly density: Float64Array;
}

/**
 * Counts values into bins, with numpy's rules, edges and conventions.
 *
 * @throws InvalidArgumentError for an empty sample, NaN or infinities, a number of bins that is no integer >= 1, edges that do not
 *   rise, a range that is not finite and rising, or weights together with a rule
 * @example
 * ```ts
 * import { histogram } from '@ai/prob-info';
 *
 * histogram([1, 2, 2, 5], { bins: 4 }).counts; // 1, 2, 0, 1
 * ```
 */
export function histogram(values: Column, options: HistogramOptions = {}): Histogram {
  const data = toVector(values, 'values', 'histogram');
  const { bins = 10, range } = options;
  const weights = options.weights === undefined ? undefined : toVector(options.weights, 'weights', 'histogram');
  if (weights && weights.length !== data.length) readWeights(weights, data.length, 'histogram'); // throws
  if (typeof bins !== 'number' && typeof bins !== 'string') return irregular(data, readEdges(bins), weights);
  const [low, high] = limits(data, range);
  const count = typeof bins === 'string' ? countOf(bins, data, low, high, weights) : bins;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError(
      'bins',
      'histogram',
      `be an integer >= 1, rising edges or one of ${RULES.join(', ')}`,
      bins,
    );
  }
  return regular(data, low, high, count, weights);
}

function limits(data: Float64Array, range: HistogramOptions['range']): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  if (range) {
    [low, high] = range;
    if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high)) {
      throw new InvalidArgumentError('range', 'histogram', 'be two finite numbers, low <= high', range);
    }
  } else {
    for (let i = 0; i < data.length; i++) {
      const value = data[i];
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function readEdges(bins: Column): Float64Array {
  const edges = Float64Array.from(toVector(bins, 'bins', 'histogram', { minRows: 2 }));
  for (let i = 1; i < edges.length; i++) {
    if (!(edges[i] > edges[i - 1])) {
      throw new InvalidArgumentError(
        'bins',
        'histogram',
        'rise',
        new Got(`${edges[i - 1]}, ${edges[i]} at index ${i - 1}`),
      );
    }
  }
  return edges;
}

function regular(
  data: Float64Array,
  low: number,
  high: number,
  count: number,
  weights: Float64Array | undefined,
): Histogram {
  const step = (high - low) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + i * step));
  const counts = new Float64Array(count);
  const scale = count / (high - low);
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (!(value >= low && value <= high)) continue;
    let bin = Math.floor((value - low) * scale);
    if (bin >= count) bin = count - 1;
    // the product rounds; the edges decide
    if (value < edges[bin]) bin--;
    else if (bin < count - 1 && value >= edges[bin + 1]) bin++;
    counts[bin] += weights === undefined ? 1 : weights[i];
  }
  return complete(counts, edges);
}

function irregular(data: Float64Array, edges: Float64Array, weights: Float64Array | undefined): Histogram {
  const last = edges.length - 1;
  const counts = new Float64Array(last);
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (!(value >= edges[0] && value <= edges[last])) continue;
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (value >= edges[middle]) low = middle;
      else high = middle;
    }
    counts[low] += weights === undefined ? 1 : weights[i];
  }
  return complete(counts, edges);
}

function complete(counts: Float64Array, edges: Float64Array): Histogram {
  const total = counts.reduce((sum, c) => sum + c, 0);
  return { counts, edges, density: counts.map((c, i) => c / total / (edges[i + 1] - edges[i])) };
}

/** The number of bins by a rule, over the values in range. */
function countOf(
  rule: string,
  data: Float64Array,
  low: number,
  high: number,
  weights: Float64Array | undefined,
): number {
  if (!(RULES as readonly string[]).includes(rule)) return Number.NaN;
  if (weights)
    throw new InvalidArgumentError('weights', 'histogram', 'be left out where a rule chooses the bins', weights);
  const inside = data.every((value) => value >= low && value <= high)
    ? data
    : data.filter((value) => value >= low && value <= high);
  const n = inside.length;
  if (n === 0) return 1;
  if (rule === 'stone') return stone(inside, low, high);
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of inside) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  const width = widthOf(rule as Exclude<BinRule, 'stone'>, inside, largest - smallest);
  return width > 0 ? Math.max(1, Math.ceil((high - low) / width)) : 1;
}

function widthOf(rule: Exclude<BinRule, 'stone'>, data: Float64Array, spread: number): number {
  const n = data.length;
  const sturges = spread / (Math.log2(n) + 1);
  switch (rule) {
    case 'sqrt':
      return spread / Math.sqrt(n);
    case 'sturges':
      return sturges;
    case 'rice':
      return spread / (2 * Math.cbrt(n));
    case 'scott':
      return Math.cbrt((24 * Math.sqrt(Math.PI)) / n) * standardDeviation(data, { ddof: 0 });
    case 'doane':
      return doane(data, spread);
    case 'fd':
      return freedmanDiaconis(data);
    case 'auto': {
      // half of sqrt's width is the least, so that a few far values do not make thousands of bins
      return Math.min(Math.max(freedmanDiaconis(data), spread / Math.sqrt(n) / 2), sturges);
    }
  }
}

function freedmanDiaconis(data: Float64Array): number {
  const [lower, upper] = quantiles(data, [0.25, 0.75]);
  return (2 * (upper - lower)) / Math.cbrt(data.length);
}

function doane(data: Float64Array, spread: number): number {
  const n = data.length;
  if (n <= 2) return 0;
  const deviation = standardDeviation(data, { ddof: 0 });
  if (deviation === 0) return 0;
  const mean = data.reduce((sum, x) => sum + x, 0) / n;
  const skewness = data.reduce((sum, x) => sum + ((x - mean) / deviation) ** 3, 0) / n;
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return spread / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / error));
}

/** Stone's cross-validated integrated squared error, over up to max(100, sqrt n) bins. */
function stone(data: Float64Array, low: number, high: number): number {
  const n = data.length;
  if (n <= 1 || high === low) return 1;
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let bins = 1; bins <= Math.max(100, Math.floor(Math.sqrt(n))); bins++) {
    const { counts } = regular(data, low, high, bins, undefined);
    const squares = counts.reduce((sum, c) => sum + (c / n) ** 2, 0);
    const error = (2 - (n + 1) * squares) / ((high - low) / bins);
    if (error < least) {
      least = error;
      best = bins;
    }
  }
  return best;
}
