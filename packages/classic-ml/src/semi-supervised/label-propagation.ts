import { checkInteger, checkNumber, type DenseMatrix, type Rows, toMatrix, warn } from '@ai/core';
import { multiply, squaredDistances } from '@ai/core/linalg';
import { largestClass, normalizeRows } from '../decision.js';
import type {
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { booleanField, countField, defineFormat, labelsField, matrixField, numberField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import { encodePartialLabels, type PartialLabels } from './partial-labels.js';

const OWNER = 'LabelPropagation';

/** Options of {@link LabelPropagation}. */
export interface LabelPropagationOptions {
  /** Samples are alike by exp(-gamma distance^2), gamma > 0. @default 20 */
  readonly gamma?: number;
  /** @default 1000 */
  readonly maxIterations?: number;
  /** Stop when the distributions change by less in total. @default 1e-3 */
  readonly tolerance?: number;
}

/**
 * Label propagation (Zhu and Ghahramani, 2002): labels flow from the samples that have one to their neighbours until nothing changes,
 * given labels held fast. Unknown labels are null.
 *
 * @example
 * ```ts
 * import { LabelPropagation } from '@ai/classic-ml';
 *
 * const model = new LabelPropagation({ gamma: 1 }).fit([[0], [1], [5], [6]], ['a', null, null, 'b']);
 * model.labels; // ['a', 'a', 'b', 'b']
 * ```
 */
export class LabelPropagation {
  readonly task = 'classification';

  constructor(readonly options: LabelPropagationOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels, null where it is not known
   * @throws InvalidArgumentError for invalid options or data, no known label, or sample weights, which this method does not have
   */
  fit(x: Rows, y: PartialLabels, options: FitOptions = {}): LabelPropagationModel {
    const { gamma = 20, maxIterations = 1000, tolerance = 1e-3 } = this.options;
    checkNumber(gamma, 'gamma', OWNER, { above: 0 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { above: 0 });
    refuseWeights(options, OWNER);
    const points = toMatrix(x, 'X', OWNER);
    const { classes, codes } = encodePartialLabels(y, OWNER, points.rows);
    const numClasses = classes.length;
    const flow = similarities(points, points, gamma);
    normalizeRows(flow);
    let shares: DenseMatrix = {
      data: new Float64Array(points.rows * numClasses),
      rows: points.rows,
      columns: numClasses,
    };
    hold(shares, codes);
    let iterations = 0;
    let converged = false;
    while (iterations < maxIterations && !converged) {
      iterations++;
      const next = multiply(flow, shares);
      normalizeOrKeep(next);
      hold(next, codes);
      const change = next.data.reduce((sum, value, o) => sum + Math.abs(value - shares.data[o]), 0);
      converged = change < tolerance;
      shares = next;
    }
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    return new LabelPropagationModel({ classes, points, shares, gamma, iterations, converged });
  }
}

function similarities(a: DenseMatrix, b: DenseMatrix, gamma: number): DenseMatrix {
  const result = squaredDistances(a, b);
  for (let o = 0; o < result.data.length; o++) result.data[o] = Math.exp(-gamma * result.data[o]);
  return result;
}

/** Puts given labels back. */
function hold({ data, columns }: DenseMatrix, codes: Int32Array): void {
  codes.forEach((code, i) => {
    if (code < 0) return;
    data.fill(0, i * columns, (i + 1) * columns);
    data[i * columns + code] = 1;
  });
}

/** Rows to sum 1; a row that nothing has reached stays 0. */
function normalizeOrKeep({ data, rows, columns }: DenseMatrix): void {
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const sum = row.reduce((a, b) => a + b, 0);
    if (sum > 0) for (let c = 0; c < columns; c++) row[c] /= sum;
  }
}

interface State {
  readonly classes: readonly Label[];
  readonly points: DenseMatrix;
  readonly shares: DenseMatrix;
  readonly gamma: number;
  readonly iterations: number;
  readonly converged: boolean;
}

const FORMAT = defineFormat<State>(
  'LabelPropagationModel',
  {
    classes: labelsField,
    points: matrixField,
    shares: matrixField,
    gamma: numberField,
    iterations: countField,
    converged: booleanField,
  },
  ({ classes, points, shares }) =>
    (shares.rows !== points.rows || shares.columns !== classes.length) && `'shares' must be points x classes`,
);

/** The fitted model of {@link LabelPropagation}. */
export class LabelPropagationModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  /** N x C: the distribution of labels at each training sample; 0 where no label has reached. */
  readonly shares: DenseMatrix;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(private readonly state: State) {
    this.classes = state.classes;
    this.shares = state.shares;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  get numFeatures(): number {
    return this.state.points.columns;
  }

  /** The likeliest label of each training sample. */
  get labels(): Label[] {
    return largestClass(this.shares, this.classes);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LabelPropagationModel {
    return new LabelPropagationModel(FORMAT.read(document));
  }

  /** By similarity to all training samples; all classes alike where none is near. @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const queries = readFeatures(x, OWNER, this.numFeatures);
    const result = multiply(similarities(queries, this.state.points, this.state.gamma), this.shares);
    normalizeOrKeep(result);
    const { data, rows, columns } = result;
    for (let i = 0; i < rows; i++) {
      const row = data.subarray(i * columns, (i + 1) * columns);
      if (row.every((value) => value === 0)) row.fill(1 / columns);
    }
    return result;
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
