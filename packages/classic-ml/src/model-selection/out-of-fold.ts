import { type DenseMatrix, InvalidArgumentError } from '@ai/core';
import type { Label } from '../estimator.js';
import type { Fold } from './splitter.js';

/**
 * What models that have not seen them say of all samples: the folds' parts in the order of the samples.
 *
 * @param says for each fold the matrix of its test part
 * @throws InvalidArgumentError for folds that do not test each sample once
 */
export function outOfFold(
  folds: readonly Pick<Fold, 'testIndices'>[],
  says: readonly DenseMatrix[],
  rows: number,
  owner: string,
): DenseMatrix {
  const { columns } = says[0];
  const data = new Float64Array(rows * columns);
  const seen = new Int32Array(rows);
  folds.forEach(({ testIndices }, f) => {
    testIndices.forEach((sample, i) => {
      seen[sample]++;
      data.set(says[f].data.subarray(i * columns, (i + 1) * columns), sample * columns);
    });
  });
  if (seen.every((count) => count === 1)) return { data, rows, columns };
  throw new InvalidArgumentError('folds', owner, 'have each sample in one test part', seen);
}

/** @throws InvalidArgumentError if a model of a fold does not know all classes */
export function checkKnowsAll(known: readonly Label[], classes: readonly Label[], owner: string): void {
  if (known.length === classes.length) return;
  throw new InvalidArgumentError('folds', owner, 'leave samples of all classes to train on', known);
}
