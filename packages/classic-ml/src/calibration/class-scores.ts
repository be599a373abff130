import type { DenseMatrix } from '@ai/core';
import type { ClassifierModel, Label } from '../estimator.js';

/** A classifier's say on each class. */
export interface ClassScores {
  /** N x 1 for two classes (the second one's), otherwise N x C. */
  readonly scores: DenseMatrix;
  readonly areProbabilities: boolean;
}

interface Outspoken extends ClassifierModel {
  decide?(x: DenseMatrix): DenseMatrix;
  predictProbabilities?(x: DenseMatrix): DenseMatrix;
}

/** Linear scores where a model has them, otherwise probabilities; undefined if it has neither. */
export function classScores(model: ClassifierModel, x: DenseMatrix): ClassScores | undefined {
  const { decide, predictProbabilities } = model as Outspoken;
  if (decide) return { scores: decide.call(model, x), areProbabilities: false };
  if (!predictProbabilities) return undefined;
  const shares = predictProbabilities.call(model, x);
  return { scores: shares.columns === 2 ? columnOf(shares, 1) : shares, areProbabilities: true };
}

/** One column as N x 1. */
export function columnOf({ data, rows, columns }: DenseMatrix, column: number): DenseMatrix {
  return { data: Float64Array.from({ length: rows }, (_, i) => data[i * columns + column]), rows, columns: 1 };
}

/** Adds the columns of a model that may know fewer classes to those of all classes. @param sums N x C */
export function addByClass(
  sums: DenseMatrix,
  classes: readonly Label[],
  part: DenseMatrix,
  partClasses: readonly Label[],
): void {
  const places = partClasses.map((label) => classes.indexOf(label));
  for (let i = 0; i < sums.rows; i++) {
    for (let c = 0; c < places.length; c++) {
      sums.data[i * sums.columns + places[c]] += part.data[i * places.length + c];
    }
  }
}
