// Data sets that the tests of this folder open in workers. Only types are imported: @ai/core would be there twice.
import type { NdArray } from '../../array/nd-array.js';
import type { Batch, Dataset, Sample } from '../dataset.js';
import type { Pass } from '../iterable-dataset.js';

const row = (...values: number[]): NdArray => ({ data: Float32Array.from(values), shape: [values.length] });

/** Samples [i, i + noise, 3 numbers], the later ones made sooner; `broken` fails. */
export function noisy({ length, broken }: { length: number; broken?: number }): Dataset {
  return {
    length,
    async get(index, random) {
      await new Promise((resolve) => setTimeout(resolve, (length - index) % 3));
      if (index === broken) throw new RangeError(`sample ${index} is damaged`);
      return [index, index + random.uniform(0.1, 0.9), row(random.normal(), random.normal(), index)];
    },
  };
}

interface Stream {
  readonly length?: number;
  readonly depth?: number;
  iterate(pass: Pass): AsyncGenerator<Sample, void>;
}

/** Samples that tell seed, epoch and place, the parts that they are divided into running at different speeds. */
export const stream = ({ length, broken }: { length: number; broken?: number }): Stream => ({
  length,
  depth: 1,
  async *iterate({ seed, epoch, shard }) {
    for (let i = shard.index; i < length; i += shard.count) {
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, shard.index));
      if (i === broken) throw new RangeError(`sample ${i} is damaged`);
      yield [i, seed, row(epoch, Math.sin(seed + epoch + i))];
    }
  },
});

export const endless = (): Stream => ({
  async *iterate({ shard }) {
    for (let i = shard.index; ; i += shard.count) yield [i];
  },
});

/** Always the same array: it must not move away. */
export function kept(): Dataset {
  const array = row(1, 2, 3);
  return { length: 4, get: () => [array] };
}

/** Words, for collates of their own. */
export const words = async (): Promise<Dataset<string>> => ({ length: 3, get: (index) => 'abc'.slice(0, index + 1) });

export const lengths = (samples: readonly string[]): Batch => [row(...samples.map(({ length }) => length))];

/** Never done with sample 1. */
export const stuck = (): Dataset => ({
  length: 2,
  get(index) {
    while (index === 1);
    return [index];
  },
});

export const slow = (): Dataset => ({
  length: 2,
  async get(index) {
    await new Promise((resolve) => setTimeout(resolve, 100 * index));
    return [index];
  },
});

export function failing(): Dataset {
  throw new Error('no such folder');
}

export const ending = (): Dataset => ({ length: 2, get: () => process.exit(7) });

export const nothing = () => ({});
