import type { DenseMatrix, Rows } from '@ai/core';
import type { SavedModel, TransformerModel } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import { vectorField } from '../saving/format.js';

/** What a scaler keeps: each feature becomes (x - center) / scale. */
export interface AffineScale {
  readonly centers: Float64Array;
  readonly scales: Float64Array;
}

export const AFFINE_FIELDS = { centers: vectorField, scales: vectorField };

/** A damaged document's complaint, if any. */
export function checkAffine({ centers, scales }: AffineScale): string | false {
  return centers.length !== scales.length && `'centers' and 'scales' must have the same length`;
}

/** A fitted scaler of single features. */
export abstract class AffineScalerModel implements TransformerModel {
  /** D values that become 0. */
  readonly centers: Float64Array;
  /** D values divided by; a feature without spread keeps its scale. */
  readonly scales: Float64Array;
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor({ centers, scales }: AffineScale) {
    this.centers = centers;
    this.scales = scales;
  }

  get numFeatures(): number {
    return this.centers.length;
  }

  /** @param x Q x D @returns Q x D, (x - center) / scale */
  transform(x: Rows): DenseMatrix {
    const { centers, scales } = this;
    return this.map(x, (value, j) => (value - centers[j]) / scales[j]);
  }

  /** @param x Q x D scaled @returns Q x D, x scale + center */
  inverseTransform(x: Rows): DenseMatrix {
    const { centers, scales } = this;
    return this.map(x, (value, j) => value * scales[j] + centers[j]);
  }

  private map(x: Rows, change: (value: number, column: number) => number): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, this.owner, this.numFeatures);
    const result = new Float64Array(data.length);
    for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) result[o] = change(data[o], j);
    return { data: result, rows, columns };
  }

  abstract toJSON(): SavedModel;
}
