import { type DenseMatrix, Random } from '@ai/core';
import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSums } from './cluster-sums.js';

function table(rows: number, columns: number): DenseMatrix {
  const random = new Random(1);
  return { data: Float64Array.from({ length: rows * columns }, () => random.normal()), rows, columns };
}

/** From the definition. */
function expectSums(clusters: ClusterSums, x: DenseMatrix, labels: Int32Array, weights?: Float64Array): void {
  const k = clusters.totals.length;
  for (let c = 0; c < k; c++) {
    const samples = Array.from(labels.keys()).filter((i) => labels[i] === c);
    const weightOf = (i: number): number => (weights ? weights[i] : 1);
    expect(clusters.members[c]).toBe(samples.length);
    expectClose([clusters.totals[c]], [samples.reduce((sum, i) => sum + weightOf(i), 0)], { absolute: 1e-12 });
    for (let j = 0; j < x.columns; j++) {
      const sum = samples.reduce((all, i) => all + weightOf(i) * x.data[i * x.columns + j], 0);
      expectClose([clusters.sums[c * x.columns + j]], [sum], { absolute: 1e-12 });
    }
  }
}

describe('ClusterSums', () => {
  it.each([1, 3, 4, 7])('follows few and many changes of labels, %d columns', (columns) => {
    const x = table(100, columns);
    const random = new Random(2);
    for (const weights of [undefined, Float64Array.from({ length: 100 }, () => random.uniform(0, 3))]) {
      const clusters = new ClusterSums(x, weights, 5);
      let labels = Int32Array.from({ length: 100 }, (_, i) => i % 4); // one cluster is empty
      expect(clusters.update(labels)).toBe(100);
      expectSums(clusters, x, labels, weights);
      for (const share of [0.05, 0, 0.1, 0.9]) {
        const next = labels.map((label) => (random.uniform() < share ? random.integer(0, 5) : label));
        expect(clusters.update(next)).toBe(next.filter((label, i) => label !== labels[i]).length);
        labels = next;
        expectSums(clusters, x, labels, weights);
      }
      clusters.sumUp();
      expectSums(clusters, x, labels, weights);
    }
  });

  it('sums up a single sample', () => {
    const clusters = new ClusterSums(table(1, 2), undefined, 1);
    expect(clusters.update(Int32Array.of(0))).toBe(1);
    expectSums(clusters, table(1, 2), Int32Array.of(0));
  });
});
