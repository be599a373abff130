import { type DenseMatrix, Random } from '@ai/core';
import { squaredDistance, squaredDistances } from '@ai/core/linalg';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ElkanAssigner } from './elkan-assigner.js';
import { HamerlyAssigner } from './hamerly-assigner.js';
import type { Assigner } from './k-means-assignment.js';

vi.mock('@ai/core/linalg', async (original) => {
  const linalg = await original<typeof import('@ai/core/linalg')>();
  return { ...linalg, squaredDistance: vi.fn(linalg.squaredDistance) };
});

const measured = vi.mocked(squaredDistance);
beforeEach(() => measured.mockClear());

interface Case {
  readonly make: (x: DenseMatrix, numClusters: number) => Assigner;
  /** Of the distances of a comparison of all with all, in the example below. */
  readonly share: number;
}

const CASES: Record<string, Case> = {
  HamerlyAssigner: { make: (x) => new HamerlyAssigner(x), share: 0.14 },
  ElkanAssigner: { make: (x, numClusters) => new ElkanAssigner(x, numClusters), share: 0.06 },
};

function table(rows: number, columns: number, value: () => number): DenseMatrix {
  return { data: Float64Array.from({ length: rows * columns }, value), rows, columns };
}

/** From the definition; ties go to the smaller center. */
function nearestOf(x: DenseMatrix, centers: DenseMatrix): Int32Array {
  const { data, columns } = squaredDistances(x, centers);
  return Int32Array.from({ length: x.rows }, (_, i) => {
    const row = data.subarray(i * columns, (i + 1) * columns);
    return row.indexOf(row.reduce((a, b) => Math.min(a, b)));
  });
}

/** Each center to the mean of its samples; one without samples stays. */
function meansOf(x: DenseMatrix, labels: Int32Array, centers: DenseMatrix): DenseMatrix {
  const data = centers.data.slice();
  for (let c = 0; c < centers.rows; c++) {
    const samples = Array.from(labels.keys()).filter((i) => labels[i] === c);
    for (let j = 0; j < x.columns && samples.length > 0; j++) {
      data[c * x.columns + j] = samples.reduce((sum, i) => sum + x.data[i * x.columns + j], 0) / samples.length;
    }
  }
  return { ...centers, data };
}

describe.each(Object.keys(CASES))('%s', (name) => {
  const { make, share } = CASES[name];

  it('finds the nearest centers, however they move: ties, duplicates, one center, as many as samples', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 4 }), (seed, n, d) => {
        const random = new Random(seed);
        const k = [1, n, random.integer(1, n + 1)][random.integer(0, 3)];
        const onGrid = random.uniform() < 0.5;
        const value = () => (onGrid ? random.integer(0, 4) : random.normal());
        const x = table(n, d, value);
        const centers = table(k, d, value);
        const assigner = make(x, k);
        for (let iteration = 0; iteration < 12; iteration++) {
          expect(assigner.find(centers)).toEqual(nearestOf(x, centers));
          // a few centers move, by less and less
          for (let o = 0; o < centers.data.length; o++) {
            if (random.uniform() < 0.3)
              centers.data[o] = onGrid ? value() : centers.data[o] + value() * 0.5 ** iteration;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([1e-170, 1e-162, 1e-154, 1e100, 1e153, 1e160])(
    'is not misled by squares that vanish or overflow: %d',
    (scale) => {
      const random = new Random(3);
      const x = table(40, 2, () => scale * random.integer(0, 6));
      const assigner = make(x, 8);
      for (let iteration = 0; iteration < 30; iteration++) {
        const centers = table(8, 2, () => scale * random.integer(0, 6));
        expect(assigner.find(centers)).toEqual(nearestOf(x, centers));
      }
    },
  );

  it('sees a tie at the end of a long way whose steps were rounded', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed);
      const x = table(1, 1, () => 0);
      const assigner = make(x, 2);
      // the center 0 comes from afar to as near as 1
      let far = -1e6 * (1 + random.uniform());
      for (let step = 0; step < 40; step++) {
        expect([...assigner.find({ data: Float64Array.of(far, 1), rows: 2, columns: 1 })]).toEqual([1]);
        far = -1 + (far + 1) * random.uniform(0.3, 0.9);
      }
      expect([...assigner.find({ data: Float64Array.of(-1, 1), rows: 2, columns: 1 })]).toEqual([0]);
    }
  });

  it('computes fewer distances than a comparison of all with all', () => {
    const random = new Random(1);
    const [n, d, k] = [600, 8, 20];
    const groups = table(k, d, () => 6 * random.normal());
    const x = table(n, d, () => random.normal());
    for (let o = 0; o < x.data.length; o++) x.data[o] += groups.data[o % groups.data.length];
    const assigner = make(x, k);
    let centers: DenseMatrix = { data: x.data.slice(0, k * d), rows: k, columns: d };
    let labels = new Int32Array();
    const iterations = 15;
    for (let iteration = 0; iteration < iterations; iteration++) {
      labels = Int32Array.from(assigner.find(centers));
      centers = meansOf(x, labels, centers);
    }
    expect(measured.mock.calls.length).toBeLessThan(share * iterations * n * k);
  });
});
