import { checkBoolean, checkNumber, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { booleanField, defineFormat, numberField } from '../saving/format.js';
import { AFFINE_FIELDS, type AffineScale, AffineScalerModel, checkAffine } from './affine-scaler-model.js';

const OWNER = 'MinMaxScaler';

/** Options of {@link MinMaxScaler}. */
export interface MinMaxScalerOptions {
  /** Where the smallest value goes. @default 0 */
  readonly low?: number;
  /** Where the largest value goes, above `low`. @default 1 */
  readonly high?: number;
  /** Keep new values within the range. @default false */
  readonly clip?: boolean;
}

/**
 * Brings each feature linearly into a range. A constant feature becomes `low`.
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from '@ai/classic-ml';
 *
 * new MinMaxScaler().fit([[1], [3], [5]]).transform([[2]]); // [[0.25]]
 * ```
 */
export class MinMaxScaler implements Transformer<MinMaxScalerModel> {
  constructor(readonly options: MinMaxScalerOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): MinMaxScalerModel {
    const { low = 0, high = 1, clip = false } = this.options;
    checkNumber(low, 'low', OWNER);
    checkNumber(high, 'high', OWNER, { above: low });
    checkBoolean(clip, 'clip', OWNER);
    refuseWeights(options, OWNER);
    const { data, rows, columns } = toMatrix(x, 'X', OWNER);
    const smallest = data.slice(0, columns);
    const largest = data.slice(0, columns);
    for (let i = 1, o = columns; i < rows; i++) {
      for (let j = 0; j < columns; j++, o++) {
        if (data[o] < smallest[j]) smallest[j] = data[o];
        if (data[o] > largest[j]) largest[j] = data[o];
      }
    }
    const scales = smallest.map((value, j) => (largest[j] > value ? (largest[j] - value) / (high - low) : 1));
    const centers = smallest.map((value, j) => value - low * scales[j]);
    return new MinMaxScalerModel({ centers, scales, low, high, clip });
  }
}

interface State extends AffineScale {
  readonly low: number;
  readonly high: number;
  readonly clip: boolean;
}

const FORMAT = defineFormat<State>(
  'MinMaxScalerModel',
  { ...AFFINE_FIELDS, low: numberField, high: numberField, clip: booleanField },
  checkAffine,
);

/** The fitted model of {@link MinMaxScaler}. */
export class MinMaxScalerModel extends AffineScalerModel {
  protected readonly owner = OWNER;
  readonly low: number;
  readonly high: number;
  readonly clip: boolean;

  constructor(state: State) {
    super(state);
    this.low = state.low;
    this.high = state.high;
    this.clip = state.clip;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): MinMaxScalerModel {
    return new MinMaxScalerModel(FORMAT.read(document));
  }

  override transform(x: Rows): DenseMatrix {
    const result = super.transform(x);
    if (this.clip) for (let o = 0; o < result.data.length; o++) result.data[o] = this.within(result.data[o]);
    return result;
  }

  private within(value: number): number {
    return Math.min(this.high, Math.max(this.low, value));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
