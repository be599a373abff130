import type { DenseMatrix, Rows } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { largestClass } from '../decision.js';
import type { ClassifierModel, Label, Labels, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { booleanField, countField, labelsField, matrixField, vectorField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';

/** Everything a linear classifier keeps. */
export interface LinearClassifierState {
  readonly classes: readonly Label[];
  readonly coefficients: DenseMatrix;
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

export const LINEAR_CLASSIFIER_FIELDS = {
  classes: labelsField,
  coefficients: matrixField,
  intercepts: vectorField,
  iterations: countField,
  converged: booleanField,
};

/** A damaged document's complaint, if any. */
export function checkLinearClassifier({ classes, coefficients, intercepts }: LinearClassifierState): string | false {
  const rows = classes.length === 2 ? 1 : classes.length;
  return (coefficients.rows !== rows || intercepts.length !== rows) && `'coefficients' must have ${rows} rows`;
}

/** A fitted classifier that decides by linear scores: one for the second of two classes, otherwise one per class. */
export abstract class LinearClassifierModel implements ClassifierModel {
  readonly classes: readonly Label[];
  /** 1 x D for two classes, otherwise C x D. */
  readonly coefficients: DenseMatrix;
  /** 1 intercept for two classes, otherwise C. */
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor(state: LinearClassifierState) {
    this.classes = state.classes;
    this.coefficients = state.coefficients;
    this.intercepts = state.intercepts;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  get numFeatures(): number {
    return this.coefficients.columns;
  }

  /** Scores X b + c. @param x Q x D @returns Q x 1 for two classes (positive means the second), otherwise Q x C */
  decide(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, this.owner, this.numFeatures);
    const scores = multiply(matrix, this.coefficients, { transposeB: true });
    const { data, columns } = scores;
    for (let o = 0; o < data.length; o++) data[o] += this.intercepts[o % columns];
    return scores;
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    const scores = this.decide(x);
    if (scores.columns > 1) return largestClass(scores, this.classes);
    return Array.from(scores.data, (score) => this.classes[Number(score > 0)]);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, this.owner, x, y, options);
  }

  abstract toJSON(): SavedModel;
}
