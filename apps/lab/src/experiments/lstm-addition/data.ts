import type { Random } from '@ai/core';

/** Additions column by column, the lowest bit first. */
export interface Sums {
  readonly count: number;
  readonly bits: number;
  /** count x bits x 2: a bit of each number. */
  readonly x: Float32Array;
  /** count x bits: the bits of the sum. */
  readonly y: Float32Array;
  /** count x bits: what is carried into each column. */
  readonly carry: Float32Array;
}

/** Random pairs of numbers. */
export function drawSums(count: number, bits: number, random: Random): Sums {
  const pairs = Array.from({ length: count * bits }, (): [number, number] => [
    random.integer(0, 2),
    random.integer(0, 2),
  ]);
  return addColumns(pairs, count, bits);
}

/** One addition. */
export function sumOf(first: number, second: number, bits: number): Sums {
  const bit = (value: number, place: number) => (value >> place) & 1;
  return addColumns(
    Array.from({ length: bits }, (_, t): [number, number] => [bit(first, t), bit(second, t)]),
    1,
    bits,
  );
}

function addColumns(pairs: readonly [number, number][], count: number, bits: number): Sums {
  const carries = new Float32Array(count * bits);
  const y = new Float32Array(count * bits);
  for (let i = 0; i < count; i++) {
    for (let t = 0, carry = 0; t < bits; t++) {
      const place = i * bits + t;
      const sum = pairs[place][0] + pairs[place][1] + carry;
      carries[place] = carry;
      y[place] = sum % 2;
      carry = sum > 1 ? 1 : 0;
    }
  }
  return { count, bits, x: Float32Array.from(pairs.flat()), y, carry: carries };
}
