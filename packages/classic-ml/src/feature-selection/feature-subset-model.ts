import type { DenseMatrix, Rows } from '@ai/core';
import type { SavedModel, TransformerModel } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { integersField, vectorField } from '../saving/format.js';

/** What a selection keeps. */
export interface FeatureSubset {
  /** D scores. */
  readonly scores: Float64Array;
  /** The columns that stay, ascending. */
  readonly columns: Int32Array;
}

export const SUBSET_FIELDS = { scores: vectorField, columns: integersField };

/** A damaged document's complaint, if any. */
export function checkSubset({ scores, columns }: FeatureSubset): string | false {
  return columns.some((j) => j < 0 || j >= scores.length) && "'columns' must point into 'scores'";
}

/** A fitted selection of features. */
export abstract class FeatureSubsetModel implements TransformerModel {
  /** D scores by which features were chosen. */
  readonly scores: Float64Array;
  /** The columns that stay, ascending. */
  readonly columns: Int32Array;
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor({ scores, columns }: FeatureSubset) {
    this.scores = scores;
    this.columns = columns;
  }

  get numFeatures(): number {
    return this.scores.length;
  }

  /** @param x Q x D @returns Q x (columns that stay) */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, this.owner, this.numFeatures);
    const count = this.columns.length;
    const result = new Float64Array(rows * count);
    for (let i = 0, o = 0; i < rows; i++) for (const j of this.columns) result[o++] = data[i * columns + j];
    return { data: result, rows, columns: count };
  }

  abstract toJSON(): SavedModel;
}
