import type { DenseMatrix } from '@ai/core';
import { gram, multiply, type SoftmaxLoss, softmaxLossNative } from '@ai/core/linalg';
import { softmaxRows } from '../decision.js';
import type { ClassificationData } from '../input/class-weights.js';
import { transposeMatrix } from './svd.js';

/**
 * The weighted mean log loss of a linear classifier plus l2/2 |w|^2, as a function of its flat parameters: K rows of D coefficients
 * and, last in each row, the intercept, which is not penalised. Binary problems have one row (K = 1), the score of the second class.
 */
export class LogisticLoss {
  /** Rows of parameters. */
  readonly numRows: number;
  /** Parameters in a row: D, and 1 with an intercept. */
  readonly rowLength: number;
  private xTransposed: DenseMatrix | undefined;
  /** Of large multinomial problems. */
  private readonly native: SoftmaxLoss | undefined;
  private readonly weights: Float64Array; // sum to 1

  constructor(
    private readonly data: ClassificationData,
    private readonly fitIntercept: boolean,
    private readonly l2: number,
  ) {
    const { classes, x, weights } = data;
    this.numRows = classes.length === 2 ? 1 : classes.length;
    this.rowLength = x.columns + Number(fitIntercept);
    const total = weights ? weights.reduce((a, b) => a + b, 0) : x.rows;
    this.weights = weights ? weights.map((weight) => weight / total) : new Float64Array(x.rows).fill(1 / total);
    if (this.numRows > 1) this.native = softmaxLossNative(x, data.codes, this.numRows, this.weights);
  }

  get numParameters(): number {
    return this.numRows * this.rowLength;
  }

  /** Value and gradient. */
  evaluate(parameters: Float64Array, gradient: Float64Array): number {
    if (this.native) {
      const { loss, byCoefficients, byIntercepts } = this.native(...this.separate(parameters));
      return loss + this.collect(parameters, byCoefficients, byIntercepts, gradient);
    }
    const { value, slopes } = this.slopesAt(parameters);
    return value + this.spread(parameters, slopes, gradient);
  }

  /** Value, gradient and Hessian. */
  evaluateTwice(parameters: Float64Array, gradient: Float64Array): { value: number; hessian: DenseMatrix } {
    const { value, slopes, probabilities } = this.slopesAt(parameters);
    const total = value + this.spread(parameters, slopes, gradient);
    return { value: total, hessian: this.hessian(probabilities) };
  }

  /** The coefficients and, 0 without one, the intercept of every row of parameters. */
  private separate(parameters: Float64Array): [coefficients: Float64Array, intercepts: Float64Array] {
    const { columns } = this.data.x;
    const { numRows, rowLength } = this;
    const coefficients = new Float64Array(numRows * columns);
    const intercepts = new Float64Array(numRows);
    for (let r = 0; r < numRows; r++) {
      coefficients.set(parameters.subarray(r * rowLength, r * rowLength + columns), r * columns);
      if (this.fitIntercept) intercepts[r] = parameters[(r + 1) * rowLength - 1];
    }
    return [coefficients, intercepts];
  }

  private scoresAt(parameters: Float64Array): DenseMatrix {
    const { x } = this.data;
    const { numRows } = this;
    const [coefficients, intercepts] = this.separate(parameters);
    const scores = multiply(x, { data: coefficients, rows: numRows, columns: x.columns }, { transposeB: true });
    if (this.fitIntercept) {
      for (let i = 0, o = 0; i < x.rows; i++) {
        for (let r = 0; r < numRows; r++, o++) scores.data[o] += intercepts[r];
      }
    }
    return scores;
  }

  /** The loss and its derivative by each score, N x K, with the probabilities. */
  private slopesAt(parameters: Float64Array): { value: number; slopes: DenseMatrix; probabilities: Float64Array } {
    const { codes } = this.data;
    const { weights, numRows } = this;
    const scores = this.scoresAt(parameters);
    const { data, rows } = scores;
    let value = 0;
    if (numRows === 1) {
      const probabilities = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        const score = data[i];
        // log(1 + e^-|s|) and the logistic function without overflow
        const small = Math.exp(-Math.abs(score));
        const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
        const isSecond = codes[i] === 1;
        value += weights[i] * (Math.log1p(small) + (isSecond ? Math.max(0, -score) : Math.max(0, score)));
        probabilities[i] = probability;
        const rest = score >= 0 ? small / (1 + small) : 1 / (1 + small);
        data[i] = weights[i] * (isSecond ? -rest : probability);
      }
      return { value, slopes: scores, probabilities };
    }
    const trueScores = Float64Array.from(codes, (code, i) => data[i * numRows + code]);
    const largest = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      let max = data[i * numRows];
      for (let r = 1; r < numRows; r++) max = Math.max(max, data[i * numRows + r]);
      largest[i] = max;
    }
    softmaxRows(scores);
    const probabilities = data.slice();
    for (let i = 0; i < rows; i++) {
      const base = i * numRows;
      // -log p from the scores: the largest probability gives the normaliser, log Z = s_max - log p_max
      let top = 0;
      for (let r = 0; r < numRows; r++) top = Math.max(top, data[base + r]);
      value += weights[i] * (largest[i] - Math.log(top) - trueScores[i]);
      data[base + codes[i]] -= 1;
      for (let r = 0; r < numRows; r++) data[base + r] *= weights[i];
    }
    return { value, slopes: scores, probabilities };
  }

  /** Writes the gradient by the parameters and returns the penalty. */
  private spread(parameters: Float64Array, slopes: DenseMatrix, gradient: Float64Array): number {
    const { x } = this.data;
    const { numRows } = this;
    if (numRows > 1) this.xTransposed ??= transposeMatrix(x);
    const byFeature = this.xTransposed
      ? multiply(transposeMatrix(slopes), this.xTransposed, { transposeB: true })
      : multiply(x, slopes, { transposeA: true });
    const sums = new Float64Array(numRows);
    for (let o = 0; o < slopes.data.length; o++) sums[o % numRows] += slopes.data[o];
    return this.collect(parameters, byFeature.data, sums, gradient);
  }

  /** Writes the gradient with the penalty's part and returns the penalty. */
  private collect(
    parameters: Float64Array,
    byCoefficients: Float64Array,
    byIntercepts: Float64Array,
    gradient: Float64Array,
  ): number {
    const { columns } = this.data.x;
    const { numRows, rowLength, l2 } = this;
    let penalty = 0;
    for (let r = 0; r < numRows; r++) {
      for (let j = 0; j < columns; j++) {
        const parameter = parameters[r * rowLength + j];
        gradient[r * rowLength + j] = byCoefficients[r * columns + j] + l2 * parameter;
        penalty += parameter * parameter;
      }
      if (this.fitIntercept) gradient[(r + 1) * rowLength - 1] = byIntercepts[r];
    }
    return 0.5 * l2 * penalty;
  }

  private hessian(probabilities: Float64Array): DenseMatrix {
    const { numRows, rowLength, weights, l2 } = this;
    const { x } = this.data;
    const size = this.numParameters;
    const hessian = new Float64Array(size * size);
    for (let r = 0; r < numRows; r++) {
      for (let q = r; q < numRows; q++) {
        const factors = weights.map((weight, i) => {
          const p = probabilities[i * numRows + r];
          return Math.sqrt(weight * p * (r === q ? 1 - p : probabilities[i * numRows + q]));
        });
        const block = gram(this.scaledRows(factors)).data;
        const sign = r === q ? 1 : -1;
        for (let i = 0; i < rowLength; i++) {
          for (let j = 0; j < rowLength; j++) {
            const value = sign * block[i * rowLength + j];
            hessian[(r * rowLength + i) * size + q * rowLength + j] = value;
            hessian[(q * rowLength + j) * size + r * rowLength + i] = value;
          }
        }
        // a constant added to all rows of a softmax changes nothing; these ones fix it without moving the minimum
        if (numRows > 1) {
          for (let j = 0; j < rowLength; j++) {
            hessian[(r * rowLength + j) * size + q * rowLength + j] += 1;
            if (q !== r) hessian[(q * rowLength + j) * size + r * rowLength + j] += 1;
          }
        }
      }
      for (let j = 0; j < x.columns; j++) hessian[(r * rowLength + j) * (size + 1)] += l2;
    }
    return { data: hessian, rows: size, columns: size };
  }

  private scaledRows(factors: Float64Array): DenseMatrix {
    const { x } = this.data;
    const { rowLength } = this;
    const data = new Float64Array(x.rows * rowLength);
    for (let i = 0; i < x.rows; i++) {
      const factor = factors[i];
      for (let j = 0; j < x.columns; j++) data[i * rowLength + j] = factor * x.data[i * x.columns + j];
      if (this.fitIntercept) data[(i + 1) * rowLength - 1] = factor;
    }
    return { data, rows: x.rows, columns: rowLength };
  }
}
