import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOneOf, InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { type Cifar10, type Cifar100, parseCifar10, parseCifar100 } from './cifar.js';
import { naming } from './naming.js';

/** The part of CIFAR that is for training, or the one that is for measuring. */
export type CifarPart = 'train' | 'test';

/** A file of CIFAR holds 10,000 records, or 50,000; a stranger's may not hold more than this. */
const MAX_BYTES = 2 ** 30;

/**
 * Reads CIFAR-10 from the folder of its binary version, cifar-10-batches-bin: the five training files as one, or the test file.
 *
 * @throws InvalidDataError as `parseCifar10` does, beginning with the file's name
 * @throws InvalidArgumentError for a part of another name
 *
 * @example
 * ```ts no-run
 * import { ArrayDataset, DataLoader } from '@ai/nn';
 * import { readCifar10 } from '@ai/nn/node';
 *
 * const { images, labels } = await readCifar10('data/cifar-10-batches-bin', 'train');
 * const loader = new DataLoader(new ArrayDataset(images, labels), { batchSize: 128, shuffle: true });
 * ```
 */
export async function readCifar10(folder: string, part: CifarPart): Promise<Cifar10> {
  checkOneOf(part, 'part', 'readCifar10', ['train', 'test']);
  const names = part === 'train' ? [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`) : ['test_batch.bin'];
  const files: Cifar10[] = [];
  for (const name of names) files.push(await read(join(folder, name), parseCifar10));
  return { images: stacked(files.map(({ images }) => images)), labels: stacked(files.map(({ labels }) => labels)) };
}

/**
 * Reads CIFAR-100 from the folder of its binary version, cifar-100-binary.
 *
 * @throws InvalidDataError as `parseCifar100` does, beginning with the file's name
 * @throws InvalidArgumentError for a part of another name
 */
export async function readCifar100(folder: string, part: CifarPart): Promise<Cifar100> {
  checkOneOf(part, 'part', 'readCifar100', ['train', 'test']);
  return read(join(folder, `${part}.bin`), parseCifar100);
}

async function read<T>(path: string, parse: (bytes: Uint8Array) => T): Promise<T> {
  return naming(path, async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MAX_BYTES)
        throw new InvalidDataError(`A CIFAR file has at most ${MAX_BYTES} bytes, but this one has ${size}.`);
      return parse(await file.readFile());
    } finally {
      await file.close();
    }
  });
}

/** Arrays one after the other along their first axis. */
function stacked(arrays: readonly NdArray[]): NdArray {
  const [{ data, shape }] = arrays;
  const all = new (data.constructor as Uint8ArrayConstructor)(arrays.reduce((sum, each) => sum + each.data.length, 0));
  let offset = 0;
  for (const each of arrays) {
    all.set(each.data, offset);
    offset += each.data.length;
  }
  const length = arrays.reduce((sum, each) => sum + each.shape[0], 0);
  return { data: all as NdArray['data'], shape: [length, ...shape.slice(1)] };
}
