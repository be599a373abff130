import { InvalidDataError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { parseCifar10, parseCifar100 } from './cifar.js';
import { readCifar10, readCifar100 } from './read-cifar.js';
import { testFolder } from './test-files.js';

const folder = testFolder();

/** Records with the given labels; pixel (channel, row, column) of record n is n + 7 channel + 3 row + column. */
function records(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((each, n) => [
      ...each,
      ...Array.from(
        { length: 3072 },
        (_, i) => n + 7 * Math.floor(i / 1024) + 3 * Math.floor((i % 1024) / 32) + (i % 32),
      ),
    ]),
  );
}

describe('CIFAR', () => {
  it('has images channels last, and labels', () => {
    const { images, labels } = parseCifar10(records([[3], [9]]));
    expect([images.shape, labels]).toEqual([[2, 32, 32, 3], { data: Int32Array.of(3, 9), shape: [2] }]);
    const at = (n: number, row: number, column: number, channel: number) =>
      images.data[((n * 32 + row) * 32 + column) * 3 + channel];
    for (const [n, row, column, channel] of [
      [0, 0, 0, 0],
      [1, 31, 31, 2],
      [1, 5, 17, 1],
      [0, 20, 3, 2],
    ]) {
      expect(at(n, row, column, channel)).toBe(n + 7 * channel + 3 * row + column);
    }
    const fine = parseCifar100(
      records([
        [19, 99],
        [0, 1],
      ]),
    );
    expect([[...fine.labels.data], [...fine.coarseLabels.data], fine.images.data[0]]).toEqual([[99, 1], [19, 0], 0]);
  });

  it('refuses sizes and labels that cannot be', () => {
    expect(() => parseCifar10(new Uint8Array(3074))).toThrow(
      'A CIFAR file is made of records of 3073 bytes, but this one has 3074 bytes.',
    );
    expect(() => parseCifar10(new Uint8Array(0))).toThrow(InvalidDataError);
    expect(() => parseCifar10(records([[0], [10]]))).toThrow('The label of record 1 must be less than 10, got 10.');
    expect(() => parseCifar100(records([[20, 0]]))).toThrow(
      'The coarse label of record 0 must be less than 20, got 20.',
    );
    expect(() => parseCifar100(records([[0, 100]]))).toThrow(
      'The fine label of record 0 must be less than 100, got 100.',
    );
  });

  it('reads the files of the binary version', async () => {
    for (let i = 1; i <= 5; i++) await folder.put(`data_batch_${i}.bin`, records([[i], [i + 1]]));
    await folder.put('test_batch.bin', records([[0]]));
    await folder.put('train.bin', records([[1, 50]]));
    const train = await readCifar10(folder.path, 'train');
    expect([train.images.shape, [...train.labels.data]]).toEqual([
      [10, 32, 32, 3],
      [1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
    ]);
    expect((await readCifar10(folder.path, 'test')).labels.shape).toEqual([1]);
    expect([...(await readCifar100(folder.path, 'train')).labels.data]).toEqual([50]);
    await folder.put('test.bin', new Uint8Array(5));
    await expect(readCifar100(folder.path, 'test')).rejects.toThrow(
      'test.bin: A CIFAR file is made of records of 3074',
    );
    await expect(readCifar10(folder.path, 'validation' as 'test')).rejects.toThrow(
      "'part' of readCifar10 must be one of",
    );
    await expect(readCifar100(folder.path, 'all' as 'test')).rejects.toThrow("'part' of readCifar100 must be one of");
  });
});
