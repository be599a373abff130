import type { DenseMatrix } from '@ai/core';

/** What t-SNE descends on: the Kullback-Leibler divergence of the map's similarities from those of the samples. */
export interface TsneObjective {
  /**
   * @param map N x E
   * @param exaggeration factor on the similarities of the samples
   * @param gradient N x E, is filled
   */
  computeGradient(map: DenseMatrix, exaggeration: number, gradient: Float64Array): void;
  /** sum p log(p / q). */
  divergence(map: DenseMatrix): number;
}

/** All pairs: N^2 work and memory. */
export class ExactObjective implements TsneObjective {
  private readonly kernel: Float64Array;

  /** @param similarities N x N */
  constructor(private readonly similarities: DenseMatrix) {
    this.kernel = new Float64Array(similarities.data.length);
  }

  computeGradient(map: DenseMatrix, exaggeration: number, gradient: Float64Array): void {
    const { kernel } = this;
    const { data, rows, columns } = map;
    const p = this.similarities.data;
    const total = this.computeKernel(map);
    gradient.fill(0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        const o = i * rows + j;
        const pull = 4 * (exaggeration * p[o] - kernel[o] / total) * kernel[o];
        for (let c = 0; c < columns; c++) {
          gradient[i * columns + c] += pull * (data[i * columns + c] - data[j * columns + c]);
        }
      }
    }
  }

  divergence(map: DenseMatrix): number {
    const total = this.computeKernel(map);
    const p = this.similarities.data;
    let sum = 0;
    for (let o = 0; o < p.length; o++) if (p[o] > 0) sum += p[o] * Math.log((p[o] * total) / this.kernel[o]);
    return sum;
  }

  /** 1 / (1 + squared distance in the map) of all pairs into `kernel`; returns their sum. */
  private computeKernel({ data, rows, columns }: DenseMatrix): number {
    let total = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < i; j++) {
        let square = 1;
        for (let c = 0; c < columns; c++) square += (data[i * columns + c] - data[j * columns + c]) ** 2;
        const value = 1 / square;
        this.kernel[i * rows + j] = value;
        this.kernel[j * rows + i] = value;
        total += 2 * value;
      }
    }
    return total;
  }
}
