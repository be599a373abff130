// What the fitted models of gradient boosting share.
import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import type { FitOptions } from '../estimator.js';
import { formatField, listField, vectorField } from '../saving/format.js';
import { TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees } from '../tree/tree-models.js';
import type { Boosted } from './boosting.js';

/** What `fit` of gradient boosting takes besides the data. */
export interface BoostingFitOptions<Samples> extends FitOptions {
  /** Samples that the trees do not see, whose loss is followed and stops the rounds. @default none */
  readonly validation?: Samples;
}

/** The saved fields of a fitted model. */
export const BOOSTED_FIELDS = {
  trees: listField(formatField(TREE_FORMAT)),
  start: vectorField,
  validationLosses: vectorField,
};

/** A damaged document's complaint, if any. */
export function checkBoosted({ trees, start }: Boosted, numOutputs: number): string | false {
  const wholeRounds = start.length === numOutputs && trees.length % numOutputs === 0;
  return checkTrees(trees, 1) || (!wholeRounds && `'start' must have a value for each of ${numOutputs} outputs`);
}

/** Trees that each round adds. */
export function numRoundsOf(trees: readonly Tree[], start: Float64Array): number {
  return trees.length / start.length;
}

/** @throws InvalidArgumentError if the validation samples have another number of features */
export function checkValidationFeatures(validation: DenseMatrix, numFeatures: number, owner: string): void {
  if (validation.columns === numFeatures) return;
  const got = new Got(`${validation.columns}`);
  throw new InvalidArgumentError('validation', owner, `have ${numFeatures} features, as the samples have`, got);
}
