import type { DenseMatrix, Rows } from '@ai/core';
import { largestClass, softmaxRows } from '../decision.js';
import type { Label, Labels, ProbabilisticClassifierModel, SavedModel, ScoreOptions } from '../estimator.js';
import { accuracyOf } from '../scoring.js';

/** A fitted classifier that knows log P(x, class) up to a constant for each sample. */
export abstract class NaiveBayesModel implements ProbabilisticClassifierModel {
  abstract readonly numFeatures: number;
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor(readonly classes: readonly Label[]) {}

  /** @returns Q x C */
  protected abstract logJoint(x: Rows): DenseMatrix;

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const joint = this.logJoint(x);
    softmaxRows(joint);
    return joint;
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.logJoint(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, this.owner, x, y, options);
  }

  abstract toJSON(): SavedModel;
}
