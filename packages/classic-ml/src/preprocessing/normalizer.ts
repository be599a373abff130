import { checkOneOf, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { choiceField, countField, defineFormat } from '../saving/format.js';

const OWNER = 'Normalizer';
const NORMS = ['l1', 'l2', 'max'] as const;

/** Options of {@link Normalizer}. */
export interface NormalizerOptions {
  /** What becomes 1: the sum of magnitudes, the Euclidean length, or the largest magnitude. @default 'l2' */
  readonly norm?: (typeof NORMS)[number];
}

/**
 * Brings each sample, not each feature, to length 1. A sample of zeros stays as it is.
 *
 * @example
 * ```ts
 * import { Normalizer } from '@ai/classic-ml';
 *
 * new Normalizer().fit([[3, 4]]).transform([[3, 4], [0, 2]]); // [[0.6, 0.8], [0, 1]]
 * ```
 */
export class Normalizer implements Transformer<NormalizerModel> {
  constructor(readonly options: NormalizerOptions = {}) {}

  /**
   * Learns nothing but the number of features.
   *
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): NormalizerModel {
    const { norm = 'l2' } = this.options;
    checkOneOf(norm, 'norm', OWNER, NORMS);
    refuseWeights(options, OWNER);
    return new NormalizerModel({ norm, numFeatures: toMatrix(x, 'X', OWNER).columns });
  }
}

interface State {
  readonly norm: (typeof NORMS)[number];
  readonly numFeatures: number;
}

const FORMAT = defineFormat<State>('NormalizerModel', { norm: choiceField(NORMS), numFeatures: countField });

/** The fitted model of {@link Normalizer}. */
export class NormalizerModel implements TransformerModel {
  readonly norm: (typeof NORMS)[number];
  readonly numFeatures: number;

  constructor({ norm, numFeatures }: State) {
    this.norm = norm;
    this.numFeatures = numFeatures;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): NormalizerModel {
    return new NormalizerModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x D, rows of length 1 */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const result = new Float64Array(data.length);
    for (let i = 0; i < rows; i++) {
      const row = data.subarray(i * columns, (i + 1) * columns);
      const length = lengthOf(row, this.norm) || 1;
      for (let j = 0; j < columns; j++) result[i * columns + j] = row[j] / length;
    }
    return { data: result, rows, columns };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}

function lengthOf(row: Float64Array, norm: (typeof NORMS)[number]): number {
  if (norm === 'l1') return row.reduce((sum, value) => sum + Math.abs(value), 0);
  if (norm === 'l2') return Math.hypot(...row);
  return row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}
