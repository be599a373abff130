import { checkInteger, checkNumber, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { KERNELS, type Kernel, type KernelOptions, kernelMatrix, readKernel } from '../kernels/kernel.js';
import { cholesky, solveCholesky } from '../linear/cholesky.js';
import { transposeMatrix } from '../linear/svd.js';
import { symmetricEigen } from '../linear/symmetric-eigen.js';
import {
  choiceField,
  countField,
  defineFormat,
  matrixField,
  numberField,
  optionalField,
  recordField,
  vectorField,
} from '../saving/format.js';
import { columnMeans } from '../statistics/column-moments.js';
import { fixSigns } from './component-signs.js';

const OWNER = 'KernelPca';
/** Eigenvalues below this share of the largest are rounding. */
const SMALLEST_SHARE = 1e-12;

/** Options of {@link KernelPca}. */
export interface KernelPcaOptions extends KernelOptions {
  /** Components E, at most N; directions without variance are left out. @default all */
  readonly numComponents?: number;
  /** Learn the way back, by kernel ridge regression with this penalty > 0: for `inverseTransform`. @default none */
  readonly inversePenalty?: number;
}

/**
 * Kernel principal component analysis (Schoelkopf, Smola and Mueller, "Nonlinear component analysis as a kernel eigenvalue problem",
 * 1998): the directions of largest variance in the space of a kernel, from the eigenvectors of the centered N x N matrix of similarities, in time
 * that grows with the cube of N. The sign of a component is such that its largest coefficient is positive.
 *
 * @example
 * ```ts
 * import { KernelPca, makeCircles } from '@ai/classic-ml';
 *
 * const { x } = makeCircles({ numSamples: 60, seed: 1 });
 * const model = new KernelPca({ numComponents: 2, kernel: 'rbf', gamma: 10 }).fit(x);
 * model.transform(x); // 60 x 2: the circles lie apart
 * ```
 */
export class KernelPca implements Transformer<KernelPcaModel> {
  constructor(readonly options: KernelPcaOptions = {}) {}

  /**
   * @param x N x D, N >= 2
   * @throws InvalidArgumentError for invalid options or data, samples without variance, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): KernelPcaModel {
    const { numComponents, inversePenalty } = this.options;
    if (numComponents !== undefined) checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    if (inversePenalty !== undefined) checkNumber(inversePenalty, 'inversePenalty', OWNER, { above: 0 });
    refuseWeights(options, OWNER);
    const points = toMatrix(x, 'X', OWNER, { minRows: 2 });
    const kernel = readKernel(this.options, points.columns, OWNER);
    if (numComponents !== undefined && numComponents > points.rows) {
      const got = new Got(`${numComponents}`);
      throw new InvalidArgumentError('numComponents', OWNER, `be at most the number of samples (${points.rows})`, got);
    }
    const similarities = kernelMatrix(kernel, points, points);
    const means = columnMeans(similarities);
    centre(similarities, means);
    const { values, vectors } = symmetricEigen(similarities);
    const scale = means.reduce((max, mean) => Math.max(max, Math.abs(mean)), values[0]);
    const present = values.filter((value) => value > SMALLEST_SHARE * scale).length;
    if (present === 0)
      throw new InvalidArgumentError('X', OWNER, 'have variance', new Got('samples that are all alike'));
    const kept = Math.min(numComponents ?? present, present);
    const eigenvectors = { data: vectors.data.slice(0, kept * points.rows), rows: kept, columns: points.rows };
    fixSigns(eigenvectors);
    const eigenvalues = values.slice(0, kept);
    const way =
      inversePenalty === undefined ? undefined : wayBack(kernel, points, eigenvalues, eigenvectors, inversePenalty);
    return new KernelPcaModel({ kernel, points, means, eigenvalues, eigenvectors, way });
  }
}

/** Takes off the means of the training samples and of each row, in place. */
function centre({ data, rows, columns }: DenseMatrix, means: Float64Array): void {
  const all = means.reduce((a, b) => a + b, 0) / columns;
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const own = row.reduce((a, b) => a + b, 0) / columns;
    for (let j = 0; j < columns; j++) row[j] += all - own - means[j];
  }
}

/** What `inverseTransform` needs. */
interface WayBack {
  /** N x E: the training samples as components. */
  readonly embedded: DenseMatrix;
  /** N x D. */
  readonly dual: DenseMatrix;
}

function wayBack(
  kernel: Kernel,
  points: DenseMatrix,
  eigenvalues: Float64Array,
  eigenvectors: DenseMatrix,
  penalty: number,
): WayBack {
  const embedded = transposeMatrix(eigenvectors);
  for (let o = 0; o < embedded.data.length; o++) embedded.data[o] *= Math.sqrt(eigenvalues[o % embedded.columns]);
  const similarities = kernelMatrix(kernel, embedded, embedded);
  for (let i = 0; i < points.rows; i++) similarities.data[i * (points.rows + 1)] += penalty;
  const factor = cholesky(similarities);
  if (!factor) {
    const got = new Got(`${penalty}`);
    throw new InvalidArgumentError('inversePenalty', OWNER, 'be larger: the kernel is not positive definite', got);
  }
  const columns = transposeMatrix(points);
  const dual = new Float64Array(columns.data.length);
  for (let j = 0; j < columns.rows; j++) {
    const target = columns.data.subarray(j * points.rows, (j + 1) * points.rows);
    dual.set(solveCholesky(factor, target), j * points.rows);
  }
  return { embedded, dual: transposeMatrix({ ...columns, data: dual }) };
}

interface State {
  readonly kernel: Kernel;
  readonly points: DenseMatrix;
  readonly means: Float64Array;
  readonly eigenvalues: Float64Array;
  readonly eigenvectors: DenseMatrix;
  readonly way: WayBack | undefined;
}

const FORMAT = defineFormat<State>(
  'KernelPcaModel',
  {
    kernel: recordField<Kernel>({
      kernel: choiceField(KERNELS),
      gamma: numberField,
      degree: countField,
      offset: numberField,
    }),
    points: matrixField,
    means: vectorField,
    eigenvalues: vectorField,
    eigenvectors: matrixField,
    way: optionalField(recordField<WayBack>({ embedded: matrixField, dual: matrixField })),
  },
  ({ points, means, eigenvalues, eigenvectors }) =>
    (means.length !== points.rows ||
      eigenvectors.columns !== points.rows ||
      eigenvectors.rows !== eigenvalues.length) &&
    "'means', 'eigenvalues' and 'eigenvectors' must fit to 'points'",
);

/** The fitted model of {@link KernelPca}. */
export class KernelPcaModel implements TransformerModel {
  /** E eigenvalues of the centered similarities, descending: N times the variances. */
  readonly eigenvalues: Float64Array;
  /** E x N eigenvectors, orthonormal. */
  readonly eigenvectors: DenseMatrix;

  constructor(private readonly state: State) {
    this.eigenvalues = state.eigenvalues;
    this.eigenvectors = state.eigenvectors;
  }

  get numFeatures(): number {
    return this.state.points.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KernelPcaModel {
    return new KernelPcaModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x E */
  transform(x: Rows): DenseMatrix {
    const { kernel, points, means, eigenvalues, eigenvectors } = this.state;
    const similarities = kernelMatrix(kernel, readFeatures(x, OWNER, points.columns), points);
    centre(similarities, means);
    const result = multiply(similarities, eigenvectors, { transposeB: true });
    for (let o = 0; o < result.data.length; o++) result.data[o] /= Math.sqrt(eigenvalues[o % result.columns]);
    return result;
  }

  /** Samples near those that have the given components. @param x Q x E @returns Q x D @throws InvalidArgumentError without `inversePenalty` */
  inverseTransform(x: Rows): DenseMatrix {
    const { way, kernel } = this.state;
    if (!way) throw new InvalidArgumentError('inversePenalty', OWNER, 'be given for inverseTransform', undefined);
    const components = readFeatures(x, 'KernelPcaModel.inverseTransform', way.embedded.columns);
    return multiply(kernelMatrix(kernel, components, way.embedded), way.dual);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}
