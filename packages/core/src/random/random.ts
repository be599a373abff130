import { type xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { checkInteger } from '../input/check.js';

const TWO_POW_NEG_53 = 2 ** -53;

/** A `Random` written down: everything needed to go on from the same place. */
export interface RandomState {
  readonly generator: readonly number[];
  /** The second normal deviate of the last pair, if it is still unused. */
  readonly spareNormal: number | null;
}

/**
 * Seeded random numbers: xoroshiro128+ (Blackman and Vigna, 2018), its seed mixed by splitmix so that small seeds start well.
 * The same seed gives the same numbers on every machine.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 *
 * const random = new Random(42);
 * const x = random.normal();        // a standard normal deviate
 * const order = random.permutation(10); // 0..9 in random order
 * ```
 */
export class Random {
  private generator: ReturnType<typeof xoroshiro128plus>;
  private spareNormal: number | null = null;

  /**
   * @param seed any safe integer
   * @throws InvalidArgumentError if the seed is not an integer
   */
  constructor(seed: number) {
    checkInteger(seed, 'seed', 'Random');
    const mix = splitmix32(seed | 0, Math.floor(seed / 2 ** 32) | 0);
    this.generator = xoroshiro128plusFromState([mix(), mix(), mix(), mix()]);
  }

  /** A generator that goes on where `state` was taken. */
  static fromState(state: RandomState): Random {
    const random = new Random(0);
    random.generator = xoroshiro128plusFromState(state.generator as number[]);
    random.spareNormal = state.spareNormal;
    return random;
  }

  /** The present state, plain JSON. */
  state(): RandomState {
    return { generator: [...this.generator.getState()], spareNormal: this.spareNormal };
  }

  /** An independent stream, drawn from this one: give one to each worker, layer or fold. */
  fork(): Random {
    const random = new Random(0);
    const mix = splitmix32(this.generator.next(), this.generator.next());
    random.generator = xoroshiro128plusFromState([mix(), mix(), mix(), mix()]);
    return random;
  }

  /** A 32-bit unsigned integer. */
  uint32(): number {
    return this.generator.next() >>> 0;
  }

  /** A number in [low, high), 53 random bits. */
  uniform(low = 0, high = 1): number {
    const high26 = this.generator.next() >>> 6;
    const low27 = this.generator.next() >>> 5;
    return low + (high - low) * ((high26 * 2 ** 27 + low27) * TWO_POW_NEG_53);
  }

  /**
   * An integer in [low, high), every value equally likely.
   * @throws InvalidArgumentError unless low < high
   */
  integer(low: number, high: number): number {
    checkInteger(high, 'high', 'Random.integer', { above: low });
    const span = high - low;
    if (span > 2 ** 32) return low + Math.floor(this.uniform() * span);
    const limit = 2 ** 32 - (2 ** 32 % span); // draws past it would favour the small values
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return low + (draw % span);
  }

  /** A normal deviate (polar method of Marsaglia and Bray, 1964). */
  normal(mean = 0, standardDeviation = 1): number {
    if (this.spareNormal !== null) {
      const z = this.spareNormal;
      this.spareNormal = null;
      return mean + standardDeviation * z;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = this.uniform(-1, 1);
      v = this.uniform(-1, 1);
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    this.spareNormal = v * factor;
    return mean + standardDeviation * u * factor;
  }

  /** True with the given probability. */
  bernoulli(probability = 0.5): boolean {
    return this.uniform() < probability;
  }

  /** Shuffles `values` in place (Fisher and Yates) and returns it. */
  shuffle<T extends { length: number; [index: number]: unknown }>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    return values;
  }

  /** The integers 0..n-1 in random order. */
  permutation(n: number): Int32Array {
    checkInteger(n, 'n', 'Random.permutation', { min: 0 });
    return this.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  }

  /** One of `values`. */
  choice<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length)];
  }
}

/** Steele, Lea and Flood's splitmix in 32 bits, over two words of seed. */
function splitmix32(low: number, high: number): () => number {
  let state = (low ^ Math.imul(high, 0x9e3779b1)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
}
