import { type DenseMatrix, InvalidArgumentError } from '@ai/core';
import { classScores, columnOf } from '../calibration/class-scores.js';
import type { ClassifierModel, FittedModel, ProbabilisticClassifierModel, RegressorModel } from '../estimator.js';

export const STACK_METHODS = ['auto', 'probabilities', 'scores', 'predictions'] as const;
/** What members say to the estimator that decides. */
export type StackMethod = (typeof STACK_METHODS)[number];

/**
 * What a classifier says of samples: probabilities (of two classes those of the second, of which the other follows), linear scores, or
 * predictions as the numbers of classes. `auto` takes the first that there is.
 *
 * @returns N x 1 for two classes or predictions, otherwise N x C
 * @throws InvalidArgumentError for a model without the method
 */
export function classifierSays(
  model: ClassifierModel,
  x: DenseMatrix,
  method: StackMethod,
  owner: string,
): DenseMatrix {
  if (method === 'predictions') return predictedCodes(model, x);
  if (method !== 'scores' && 'predictProbabilities' in model) {
    const shares = (model as ProbabilisticClassifierModel).predictProbabilities(x);
    return shares.columns === 2 ? columnOf(shares, 1) : shares;
  }
  const found = method === 'probabilities' ? undefined : classScores(model, x);
  if (found && !found.areProbabilities) return found.scores;
  if (method === 'auto') return predictedCodes(model, x);
  throw new InvalidArgumentError('estimators', owner, `all give ${method}`, model);
}

function predictedCodes(model: ClassifierModel, x: DenseMatrix): DenseMatrix {
  const data = Float64Array.from(model.predict(x), (label) => model.classes.indexOf(label));
  return { data, rows: x.rows, columns: 1 };
}

/** Predictions of a regressor. @returns N x 1 */
export function regressorSays(model: RegressorModel, x: DenseMatrix): DenseMatrix {
  return { data: model.predict(x), rows: x.rows, columns: 1 };
}

/** Puts what members say side by side, and behind it the samples themselves if they are passed through. */
export function sideBySide(parts: readonly DenseMatrix[], rows: number): DenseMatrix {
  const columns = parts.reduce((sum, part) => sum + part.columns, 0);
  const data = new Float64Array(rows * columns);
  let start = 0;
  for (const part of parts) {
    for (let i = 0; i < rows; i++) {
      data.set(part.data.subarray(i * part.columns, (i + 1) * part.columns), i * columns + start);
    }
    start += part.columns;
  }
  return { data, rows, columns };
}

/** A damaged document's complaint, if any. */
export function checkStack({ members }: { readonly members: readonly FittedModel[] }): string | false {
  return members.length === 0 && "'members' must have at least one model";
}
