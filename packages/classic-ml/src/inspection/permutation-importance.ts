import { checkInteger, type DenseMatrix, isTensor, Random, type Rows, toMatrix } from '@ai/core';
import type { Label } from '../estimator.js';
import type { Predictor, Scoring } from '../model-selection/fit-task.js';

const OWNER = 'permutationImportance';

/** Options of {@link permutationImportance}. */
export interface PermutationImportanceOptions<Y extends Label = Label> {
  /** Shuffles of each feature. @default 5 */
  readonly repeats?: number;
  /** `(yTrue, yPredicted) => number`, larger is better. @default the model's own score: accuracy or R^2 */
  readonly scoring?: Scoring<Y>;
  /** @default 0 */
  readonly seed?: number;
}

/** How much worse a model predicts without each feature. */
export interface PermutationImportance {
  /** D x repeats: the score lost. */
  readonly importances: DenseMatrix;
  /** D means over the repeats. */
  readonly means: Float64Array;
  /** D standard deviations over the repeats, of the population. */
  readonly standardDeviations: Float64Array;
  /** The score with all features as they are. */
  readonly baseline: number;
}

/**
 * Shuffles one feature at a time and looks how much worse a fitted model does (Breiman, 2001). On samples that were not trained on it
 * tells which features the model needs; of two features that say the same, neither seems needed.
 *
 * @param model any fitted classifier or regressor
 * @param x N x D
 * @param y N targets
 * @throws InvalidArgumentError for invalid options, or what the model refuses
 *
 * @example
 * ```ts
 * import { permutationImportance, Ridge } from '@ai/classic-ml';
 *
 * const x = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 5]);
 * const y = x.map(([a]) => 3 * a);
 * permutationImportance(new Ridge().fit(x, y), x, y).means; // about [2, 0]
 * ```
 */
export function permutationImportance<Y extends Label>(
  model: Predictor,
  x: Rows,
  y: ArrayLike<Y>,
  options: PermutationImportanceOptions<Y> = {},
): PermutationImportance {
  const { repeats = 5, seed = 0, scoring } = options;
  checkInteger(repeats, 'repeats', OWNER, { min: 1 });
  checkInteger(seed, 'seed', OWNER);
  const matrix = toMatrix(x, 'X', OWNER);
  const targets = (isTensor(y) ? Array.from(y.dataSync()) : Array.from(y)) as Y[];
  const scoreOf = (table: DenseMatrix): number =>
    scoring ? scoring(targets, Array.from(model.predict(table)) as Y[]) : model.score(table, targets as number[]);
  const random = new Random(seed);
  const baseline = scoreOf(matrix);
  const { rows, columns } = matrix;
  const importances = new Float64Array(columns * repeats);
  const shuffled = { ...matrix, data: matrix.data.slice() };
  for (let j = 0; j < columns; j++) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      random.permutation(rows).forEach((from, i) => {
        shuffled.data[i * columns + j] = matrix.data[from * columns + j];
      });
      importances[j * repeats + repeat] = baseline - scoreOf(shuffled);
    }
    for (let i = 0; i < rows; i++) shuffled.data[i * columns + j] = matrix.data[i * columns + j];
  }
  const rowOf = (j: number): Float64Array => importances.subarray(j * repeats, (j + 1) * repeats);
  const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / repeats;
  const means = Float64Array.from({ length: columns }, (_, j) => meanOf(rowOf(j)));
  return {
    importances: { data: importances, rows: columns, columns: repeats },
    means,
    standardDeviations: means.map((mean, j) => Math.sqrt(meanOf(rowOf(j).map((value) => (value - mean) ** 2)))),
    baseline,
  };
}
