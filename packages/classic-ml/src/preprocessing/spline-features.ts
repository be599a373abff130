import { checkBoolean, checkInteger, checkOneOf, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { booleanField, countField, defineFormat, matrixField } from '../saving/format.js';
import { quantile } from '../statistics/quantile.js';

const OWNER = 'SplineFeatures';

/** Options of {@link SplineFeatures}. */
export interface SplineFeaturesOptions {
  /** Degree of the polynomials between knots. @default 3 */
  readonly degree?: number;
  /** Knots, the ends of the range included, at least 2. @default 5 */
  readonly numKnots?: number;
  /** Knots at equal distances or at quantiles. @default 'uniform' */
  readonly knots?: 'uniform' | 'quantile';
  /** All splines, which sum to 1; without, the last of each feature is left out. @default true */
  readonly includeBias?: boolean;
}

/**
 * B-splines of each feature (de Boor, 1978): numKnots + degree - 1 smooth bumps that sum to 1. Beyond the range seen at fit they keep
 * their values at its ends.
 *
 * @example
 * ```ts
 * import { LinearRegression, SplineFeatures } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 30 }, (_, i) => [i / 5]);
 * const splines = new SplineFeatures({ numKnots: 6 }).fit(x);
 * new LinearRegression().fit(splines.transform(x), x.map(([t]) => Math.sin(t))); // a smooth curve
 * ```
 */
export class SplineFeatures implements Transformer<SplineFeaturesModel> {
  constructor(readonly options: SplineFeaturesOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, or sample weights
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): SplineFeaturesModel {
    const { degree = 3, numKnots = 5, knots = 'uniform', includeBias = true } = this.options;
    checkInteger(degree, 'degree', OWNER, { min: 0 });
    checkInteger(numKnots, 'numKnots', OWNER, { min: 2 });
    checkOneOf(knots, 'knots', OWNER, ['uniform', 'quantile']);
    checkBoolean(includeBias, 'includeBias', OWNER);
    refuseWeights(options, OWNER);
    const { data, rows, columns } = toMatrix(x, 'X', OWNER);
    const all = new Float64Array(columns * (numKnots + 2 * degree));
    for (let j = 0; j < columns; j++) {
      const sorted = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]).sort();
      const [low, high] = [sorted[0], sorted[rows - 1]];
      const base = Array.from({ length: numKnots }, (_, k) => {
        const share = k / (numKnots - 1);
        return knots === 'quantile' ? quantile(sorted, share) : low + share * (high - low);
      });
      all.set(extendKnots(base, degree), j * (numKnots + 2 * degree));
    }
    const matrix = { data: all, rows: columns, columns: numKnots + 2 * degree };
    return new SplineFeaturesModel({ knots: matrix, degree, includeBias });
  }
}

/** `degree` knots more at each end, at the distance of the outermost two. */
function extendKnots(base: readonly number[], degree: number): number[] {
  const first = base[1] - base[0];
  const last = base[base.length - 1] - base[base.length - 2];
  const before = Array.from({ length: degree }, (_, k) => base[0] - (degree - k) * first);
  const after = Array.from({ length: degree }, (_, k) => base[base.length - 1] + (k + 1) * last);
  return [...before, ...base, ...after];
}

interface State {
  readonly knots: DenseMatrix;
  readonly degree: number;
  readonly includeBias: boolean;
}

const FORMAT = defineFormat<State>(
  'SplineFeaturesModel',
  { knots: matrixField, degree: countField, includeBias: booleanField },
  ({ knots, degree }) => knots.columns < 2 * degree + 2 && `'knots' must have at least ${2 * degree + 2} columns`,
);

/** The fitted model of {@link SplineFeatures}. */
export class SplineFeaturesModel implements TransformerModel {
  /** D x (numKnots + 2 degree). */
  readonly knots: DenseMatrix;
  readonly degree: number;
  readonly includeBias: boolean;

  constructor(state: State) {
    this.knots = state.knots;
    this.degree = state.degree;
    this.includeBias = state.includeBias;
  }

  get numFeatures(): number {
    return this.knots.rows;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): SplineFeaturesModel {
    return new SplineFeaturesModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x (D splines), the splines of a feature side by side */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const count = this.knots.columns - this.degree - 1;
    const kept = count - Number(!this.includeBias);
    const result = new Float64Array(rows * columns * kept);
    for (let j = 0; j < columns; j++) {
      const knots = this.knots.data.subarray(j * this.knots.columns, (j + 1) * this.knots.columns);
      const basis = new Float64Array(knots.length);
      for (let i = 0; i < rows; i++) {
        splinesAt(data[i * columns + j], knots, this.degree, basis);
        result.set(basis.subarray(0, kept), (i * columns + j) * kept);
      }
    }
    return { data: result, rows, columns: columns * kept };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}

/** Writes the values of all splines at t, clamped to the range, by the recursion of Cox and de Boor. */
function splinesAt(t: number, knots: Float64Array, degree: number, basis: Float64Array): void {
  const low = knots[degree];
  const high = knots[knots.length - 1 - degree];
  const at = Math.min(high, Math.max(low, t));
  // the interval that holds t; the right end belongs to the last one that is not empty
  let interval = degree;
  for (let k = degree; k < knots.length - 1 - degree; k++) if (knots[k] <= at && knots[k] < knots[k + 1]) interval = k;
  basis.fill(0);
  basis[interval] = 1;
  for (let d = 1; d <= degree; d++) {
    for (let k = interval - d; k <= interval; k++) {
      const left = knots[k + d] - knots[k];
      const right = knots[k + d + 1] - knots[k + 1];
      const rising = left > 0 ? ((at - knots[k]) / left) * basis[k] : 0;
      const falling = right > 0 ? ((knots[k + d + 1] - at) / right) * basis[k + 1] : 0;
      basis[k] = rising + falling;
    }
  }
}
