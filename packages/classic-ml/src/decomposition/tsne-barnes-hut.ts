import type { DenseMatrix } from '@ai/core';
import { BarnesHutTree } from './barnes-hut-tree.js';
import type { TsneObjective } from './tsne-objective.js';
import type { SparseSimilarities } from './tsne-similarities.js';

/**
 * Attraction over the neighbours only, repulsion over cells of a tree: N log N work (van der Maaten, "Accelerating t-SNE using
 * tree-based algorithms", 2014).
 */
export class BarnesHutObjective implements TsneObjective {
  constructor(
    private readonly similarities: SparseSimilarities,
    private readonly angle: number,
  ) {}

  computeGradient(map: DenseMatrix, exaggeration: number, gradient: Float64Array): void {
    const { columns: dimensions } = map;
    const total = this.computeRepulsion(map, gradient);
    for (let o = 0; o < gradient.length; o++) gradient[o] *= -4 / total;
    this.forEachPair(map, (i, j, p, square) => {
      const pull = (4 * exaggeration * p) / (1 + square);
      for (let c = 0; c < dimensions; c++) {
        gradient[i * dimensions + c] += pull * (map.data[i * dimensions + c] - map.data[j * dimensions + c]);
      }
    });
  }

  divergence(map: DenseMatrix): number {
    const total = this.computeRepulsion(map, new Float64Array(map.data.length));
    let sum = 0;
    this.forEachPair(map, (_i, _j, p, square) => {
      if (p > 0) sum += p * Math.log(p * total * (1 + square));
    });
    return sum;
  }

  /** Fills `forces` with the sums of q^2 (y_i - y_j); returns the sum of q. */
  private computeRepulsion(map: DenseMatrix, forces: Float64Array): number {
    const tree = new BarnesHutTree(map);
    forces.fill(0);
    let total = 0;
    for (let i = 0; i < map.rows; i++) {
      total += tree.addRepulsion(i, this.angle, forces.subarray(i * map.columns, (i + 1) * map.columns));
    }
    return total;
  }

  private forEachPair(
    { data, rows, columns: dimensions }: DenseMatrix,
    visit: (i: number, j: number, similarity: number, squaredDistance: number) => void,
  ): void {
    const { starts, columns, values } = this.similarities;
    for (let i = 0; i < rows; i++) {
      for (let o = starts[i]; o < starts[i + 1]; o++) {
        const j = columns[o];
        let square = 0;
        for (let c = 0; c < dimensions; c++) square += (data[i * dimensions + c] - data[j * dimensions + c]) ** 2;
        visit(i, j, values[o], square);
      }
    }
  }
}
