import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../errors.js';
import type { DenseMatrix } from '../input/matrix.js';
import { Random } from '../random/random.js';
import { expectClose } from '../testing/index.js';
import { gram, multiply, nearest, squaredDistances } from './index.js';

function randomMatrix(rows: number, columns: number, seed: number): DenseMatrix {
  const random = new Random(seed);
  return { data: Float64Array.from({ length: rows * columns }, () => random.normal()), rows, columns };
}

function transposed({ data, rows, columns }: DenseMatrix): DenseMatrix {
  const turned = Float64Array.from(
    { length: data.length },
    (_, o) => data[(o % rows) * columns + Math.floor(o / rows)],
  );
  return { data: turned, rows: columns, columns: rows };
}

function plainProduct(a: DenseMatrix, b: DenseMatrix): Float64Array {
  return Float64Array.from({ length: a.rows * b.columns }, (_, o) => {
    const i = Math.floor(o / b.columns);
    let sum = 0;
    for (let p = 0; p < a.columns; p++) sum += a.data[i * a.columns + p] * b.data[p * b.columns + (o % b.columns)];
    return sum;
  });
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));

describe('multiply', () => {
  it('agrees with the definition for every shape and transposition', () => {
    fc.assert(
      fc.property(sizes, ([m, n, p]) => {
        const a = randomMatrix(m, p, 1);
        const b = randomMatrix(p, n, 2);
        const expected = plainProduct(a, b);
        for (const [x, y, options] of [
          [a, b, {}],
          [transposed(a), b, { transposeA: true }],
          [a, transposed(b), { transposeB: true }],
          [transposed(a), transposed(b), { transposeA: true, transposeB: true }],
        ] as const) {
          const product = multiply(x, y, options);
          expect([product.rows, product.columns]).toEqual([m, n]);
          expectClose(product.data, expected, { absolute: 1e-13 });
        }
      }),
    );
  });

  it('agrees past the sizes of its panels', () => {
    const a = randomMatrix(5, 600, 3);
    const b = randomMatrix(600, 131, 4);
    expectClose(multiply(a, b).data, plainProduct(a, b), { absolute: 1e-11 });
  });

  it('refuses inner sizes that differ', () => {
    const a = randomMatrix(2, 3, 0);
    expect(() => multiply(a, a)).toThrow("'b' of multiply must have 3 rows to match 'a', got 2.");
    expect(() => multiply(a, a, { transposeA: true, transposeB: true })).toThrow(InvalidArgumentError);
  });
});

describe('gram', () => {
  it.each([
    [1, 1],
    [7, 3],
    [3, 70],
    [300, 67],
  ])('of %i x %i agrees with the product and is symmetric', (rows, columns) => {
    const x = randomMatrix(rows, columns, 5);
    const result = gram(x);
    expectClose(result.data, plainProduct(transposed(x), x), { absolute: 1e-11 });
    expect(result.data).toEqual(transposed(result).data);
  });
});

describe('squaredDistances', () => {
  it('agrees with the definition', () => {
    fc.assert(
      fc.property(sizes, ([m, n, d]) => {
        const a = randomMatrix(m, d, 6);
        const b = randomMatrix(n, d, 7);
        const expected = Array.from({ length: m * n }, (_, o) => {
          let sum = 0;
          for (let p = 0; p < d; p++) sum += (a.data[Math.floor(o / n) * d + p] - b.data[(o % n) * d + p]) ** 2;
          return sum;
        });
        expectClose(squaredDistances(a, b).data, expected, { relative: 1e-13 });
      }),
    );
  });

  it('gives exactly 0 for equal rows, however far from the origin', () => {
    const far: DenseMatrix = { data: Float64Array.of(1e8, 1e8 + 1e-3), rows: 2, columns: 1 };
    const { data } = squaredDistances(far, far);
    expect([data[0], data[3]]).toEqual([0, 0]);
    expectClose(data[1], 1e-6, { relative: 1e-4 });
  });

  it('refuses columns that differ', () => {
    expect(() => squaredDistances(randomMatrix(1, 2, 0), randomMatrix(1, 3, 0))).toThrow(
      "'b' of squaredDistances must have 2 columns, as 'a', got 3.",
    );
  });
});

describe('nearest', () => {
  it('equals sorting all distances, ties to the smaller index', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1e7),
        (rows, kWanted, offset) => {
          const k = Math.min(kWanted, rows.length);
          const points = { data: Float64Array.from(rows.flat(), (v) => v + offset), rows: rows.length, columns: 2 };
          const queries = { data: Float64Array.of(1 + offset, 2 + offset, offset, 0.5 + offset), rows: 2, columns: 2 };
          const all = squaredDistances(queries, points).data;
          const result = nearest(points, queries, k);
          for (let q = 0; q < 2; q++) {
            const distances = [...all.subarray(q * rows.length, (q + 1) * rows.length)];
            const order = distances.map((_, i) => i).sort((a, b) => distances[a] - distances[b] || a - b);
            expect([...result.indices.subarray(q * k, (q + 1) * k)]).toEqual(order.slice(0, k));
            expect([...result.distances.subarray(q * k, (q + 1) * k)]).toEqual(
              order.slice(0, k).map((i) => distances[i]),
            );
          }
        },
      ),
    );
  });

  it('agrees across blocks of queries and points', () => {
    const points = randomMatrix(2500, 3, 8);
    const queries = randomMatrix(130, 3, 9);
    const { indices } = nearest(points, queries, 4);
    const all = squaredDistances(queries, points).data;
    for (let q = 0; q < queries.rows; q += 43) {
      const row = all.subarray(q * points.rows, (q + 1) * points.rows);
      const order = Array.from(row, (_, i) => i).sort((a, b) => row[a] - row[b]);
      expect([...indices.subarray(q * 4, q * 4 + 4)]).toEqual(order.slice(0, 4));
    }
  });

  it('refuses k out of range and columns that differ', () => {
    const points = randomMatrix(3, 2, 0);
    expect(() => nearest(points, points, 4)).toThrow("'k' of nearest must be an integer >= 1 and <= 3, got 4.");
    expect(() => nearest(points, points, 0)).toThrow(InvalidArgumentError);
    expect(() => nearest(points, randomMatrix(1, 5, 0), 1)).toThrow(
      "'queries' of nearest must have 2 columns, as 'points', got 5.",
    );
  });
});
