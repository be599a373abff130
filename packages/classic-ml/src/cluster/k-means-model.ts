import type { DenseMatrix, Rows } from '@ai/core';
import { NearestCenter, squaredDistances } from '@ai/core/linalg';
import type { ClustererModel, SavedModel } from '../estimator.js';
import { readFeatures } from '../input/samples.js';
import {
  booleanField,
  countField,
  defineFormat,
  integersField,
  listField,
  matrixField,
  numberField,
  optionalField,
  recordField,
} from '../saving/format.js';
import type { KMeansRun, KMeansStep } from './lloyd.js';

const OWNER = 'KMeans';

const FORMAT = defineFormat<KMeansRun>(
  'KMeansModel',
  {
    centers: matrixField,
    labels: integersField,
    inertia: numberField,
    iterations: countField,
    converged: booleanField,
    steps: optionalField(
      listField(recordField<KMeansStep>({ centers: matrixField, labels: integersField, inertia: numberField })),
    ),
  },
  ({ labels, centers }) =>
    labels.some((label) => label < 0 || label >= centers.rows) && `'labels' must point into 'centers'`,
);

/** The fitted model of {@link KMeans} and {@link MiniBatchKMeans}. */
export class KMeansModel implements ClustererModel {
  /** K x D. */
  readonly centers: DenseMatrix;
  /** The cluster of each of the N samples. */
  readonly labels: Int32Array;
  /** Weighted sum of squared distances to the nearest center. */
  readonly inertia: number;
  /** Iterations of the best start. */
  readonly iterations: number;
  readonly converged: boolean;
  /** Every iteration, if `keepSteps` was set. */
  readonly steps: readonly KMeansStep[] | undefined;

  constructor(state: KMeansRun) {
    this.centers = state.centers;
    this.labels = state.labels;
    this.inertia = state.inertia;
    this.iterations = state.iterations;
    this.converged = state.converged;
    this.steps = state.steps;
  }

  get numFeatures(): number {
    return this.centers.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KMeansModel {
    return new KMeansModel(FORMAT.read(document));
  }

  /** The nearest center of each sample. @param x Q x D @returns Q labels */
  predict(x: Rows): Int32Array {
    return new NearestCenter(readFeatures(x, OWNER, this.numFeatures)).find(this.centers);
  }

  /** Distances to the centers. @param x Q x D @returns Q x K */
  transform(x: Rows): DenseMatrix {
    const distances = squaredDistances(readFeatures(x, OWNER, this.numFeatures), this.centers);
    for (let o = 0; o < distances.data.length; o++) distances.data[o] = Math.sqrt(distances.data[o]);
    return distances;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
