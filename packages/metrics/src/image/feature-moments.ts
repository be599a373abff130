import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import { gram } from '@ai/core/linalg';

/** Mean and scatter (the sum of outer products about the mean) of N features of D numbers. */
export interface FeatureMoments {
  readonly count: number;
  /** D */
  readonly mean: Float64Array;
  /** D x D */
  readonly scatter: Float64Array;
}

/** The moments of a table of features. */
export function featureMoments({ data, rows, columns }: DenseMatrix): FeatureMoments {
  const mean = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) mean[i % columns] += data[i] / rows;
  if (rows === 0) return { count: 0, mean, scatter: new Float64Array(0) };
  const centred = data.map((value, i) => value - mean[i % columns]);
  return { count: rows, mean, scatter: gram({ data: centred, rows, columns }).data };
}

/** The moments of both sets of features (Chan, Golub and LeVeque, 1979). */
export function mergeFeatureMoments(first: FeatureMoments, second: FeatureMoments, owner: string): FeatureMoments {
  if (first.count === 0 || second.count === 0) return first.count === 0 ? second : first;
  const size = first.mean.length;
  if (size !== second.mean.length) {
    const got = new Got(`${second.mean.length} after ${size}`);
    throw new InvalidArgumentError('features', owner, 'have as many columns as the batches before', got);
  }
  const count = first.count + second.count;
  const share = second.count / count;
  const apart = first.mean.map((value, i) => second.mean[i] - value);
  const scatter = first.scatter.map(
    (value, i) => value + second.scatter[i] + apart[Math.floor(i / size)] * apart[i % size] * first.count * share,
  );
  return { count, mean: first.mean.map((value, i) => value + apart[i] * share), scatter };
}
