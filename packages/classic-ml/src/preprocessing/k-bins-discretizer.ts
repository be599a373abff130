import { checkInteger, checkOneOf, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { KMeans } from '../cluster/k-means.js';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { choiceField, defineFormat, listField, vectorField } from '../saving/format.js';
import { quantile } from '../statistics/quantile.js';

const OWNER = 'KBinsDiscretizer';
const ENCODINGS = ['oneHot', 'ordinal'] as const;
const STRATEGIES = ['uniform', 'quantile', 'kMeans'] as const;
/** Bins narrower than this are joined with the one below. */
const LEAST_WIDTH = 1e-8;

/** Options of {@link KBinsDiscretizer}. */
export interface KBinsDiscretizerOptions {
  /** Bins of each feature, at least 2. @default 5 */
  readonly numBins?: number;
  /** A column of 0 and 1 for each bin, or the bin's number. @default 'oneHot' */
  readonly encode?: (typeof ENCODINGS)[number];
  /** Bins of equal width, of equally many samples, or around the centers of k-means in one dimension. @default 'quantile' */
  readonly strategy?: (typeof STRATEGIES)[number];
}

/**
 * Cuts each feature into intervals. Values beyond those at fit belong to the outermost ones; a constant feature has one bin.
 *
 * @example
 * ```ts
 * import { KBinsDiscretizer } from '@ai/classic-ml';
 *
 * const model = new KBinsDiscretizer({ numBins: 2, encode: 'ordinal' }).fit([[1], [2], [3], [9]]);
 * model.edges;                    // [[1, 2.5, 9]]
 * model.transform([[2], [2.5]]);  // [[0], [1]]
 * ```
 */
export class KBinsDiscretizer implements Transformer<KBinsDiscretizerModel> {
  constructor(readonly options: KBinsDiscretizerOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): KBinsDiscretizerModel {
    const { numBins = 5, encode = 'oneHot', strategy = 'quantile' } = this.options;
    checkInteger(numBins, 'numBins', OWNER, { min: 2 });
    checkOneOf(encode, 'encode', OWNER, ENCODINGS);
    checkOneOf(strategy, 'strategy', OWNER, STRATEGIES);
    refuseWeights(options, OWNER);
    const { data, rows, columns } = toMatrix(x, 'X', OWNER);
    const edges = Array.from({ length: columns }, (_, j) => {
      const sorted = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]).sort();
      return edgesOf(sorted, numBins, strategy);
    });
    return new KBinsDiscretizerModel({ edges, encode });
  }
}

function edgesOf(sorted: Float64Array, numBins: number, strategy: (typeof STRATEGIES)[number]): Float64Array {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  if (low === high) return Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const uniform = Float64Array.from({ length: numBins + 1 }, (_, b) => low + (b * (high - low)) / numBins);
  uniform[numBins] = high;
  if (strategy === 'uniform') return uniform;
  const edges =
    strategy === 'quantile' ? uniform.map((_, b) => quantile(sorted, b / numBins)) : centerEdges(sorted, uniform);
  return edges.filter((edge, b) => b === 0 || edge - edges[b - 1] > LEAST_WIDTH);
}

/** Edges halfway between the centers of k-means that starts in the middles of uniform bins. */
function centerEdges(sorted: Float64Array, uniform: Float64Array): Float64Array {
  const numClusters = Math.min(uniform.length - 1, sorted.length);
  const init = Array.from({ length: numClusters }, (_, b) => [(uniform[b] + uniform[b + 1]) / 2]);
  const column = { data: sorted, rows: sorted.length, columns: 1 };
  const centers = new KMeans({ numClusters, init }).fit(column).centers.data.toSorted();
  const between = Array.from({ length: numClusters - 1 }, (_, b) => (centers[b] + centers[b + 1]) / 2);
  return Float64Array.of(uniform[0], ...between, uniform[uniform.length - 1]);
}

interface State {
  readonly edges: readonly Float64Array[];
  readonly encode: (typeof ENCODINGS)[number];
}

const FORMAT = defineFormat<State>(
  'KBinsDiscretizerModel',
  { edges: listField(vectorField), encode: choiceField(ENCODINGS) },
  ({ edges }) => edges.some((list) => list.length < 2) && "each of 'edges' must have 2 numbers or more",
);

/** The fitted model of {@link KBinsDiscretizer}. */
export class KBinsDiscretizerModel implements TransformerModel {
  /** For each of the D features the ascending borders of its bins; a value on a border belongs to the bin above. */
  readonly edges: readonly Float64Array[];
  readonly encode: (typeof ENCODINGS)[number];

  constructor({ edges, encode }: State) {
    this.edges = edges;
    this.encode = encode;
  }

  get numFeatures(): number {
    return this.edges.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KBinsDiscretizerModel {
    return new KBinsDiscretizerModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x D numbers of bins, or Q x (bins of all features) of 0 and 1 */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const bins = data.map((value, o) => binOf(value, this.edges[o % columns]));
    if (this.encode === 'ordinal') return { data: bins, rows, columns };
    const starts = [0];
    for (const edges of this.edges) starts.push(starts[starts.length - 1] + edges.length - 1);
    const width = starts[columns];
    const result = new Float64Array(rows * width);
    bins.forEach((bin, o) => {
      result[Math.floor(o / columns) * width + starts[o % columns] + bin] = 1;
    });
    return { data: result, rows, columns: width };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}

/** How many inner edges are at or below the value. */
function binOf(value: number, edges: Float64Array): number {
  let low = 1;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
