import { readGolden } from '@ai/core/testing';

/** A data set of tooling/golden/classic-ml/data_sets.py. */
export interface DataSet {
  readonly x: number[][];
  readonly y: number[];
  readonly weights: number[] | null;
}

const golden = readGolden<Record<'regression' | 'classification', Record<string, DataSet>>>(
  new URL('../golden/data-sets.json', import.meta.url),
);

export const REGRESSION_SETS = golden.regression;
export const CLASSIFICATION_SETS = golden.classification;

/** The options that `fit` takes for the set. */
export function fitOptionsOf({ weights }: DataSet): { sampleWeights?: number[] } {
  return weights ? { sampleWeights: weights } : {};
}
