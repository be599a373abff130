import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';

const SIDE = 32;
const PIXELS = SIDE * SIDE;

/** Images and labels of CIFAR-10. */
export interface Cifar10 {
  /** N x 32 x 32 x 3, uint8, red, green and blue. */
  readonly images: NdArray;
  /** N, int32, 0 to 9. */
  readonly labels: NdArray;
}

/** Images and labels of CIFAR-100. */
export interface Cifar100 extends Cifar10 {
  /** N, int32, the fine labels, 0 to 99. */
  readonly labels: NdArray;
  /** N, int32, the superclasses, 0 to 19. */
  readonly coarseLabels: NdArray;
}

/**
 * Reads a file of the binary version of CIFAR-10 (data_batch_1.bin, test_batch.bin): records of a label and 3072 bytes of pixels.
 *
 * @param bytes the whole file
 * @throws InvalidDataError for a file that is empty or no whole number of records, or a label above 9
 *
 * @example
 * ```ts
 * import { ArrayDataset, parseCifar10 } from '@ai/nn';
 *
 * const file = new Uint8Array(2 * 3073);
 * file[3073] = 7;
 * const { images, labels } = parseCifar10(file);
 * console.log(images.shape, labels.data); // [2, 32, 32, 3], Int32Array [0, 7]
 * const data = new ArrayDataset(images, labels);
 * ```
 */
export function parseCifar10(bytes: Uint8Array): Cifar10 {
  const { images, labels } = parseRecords(bytes, [{ name: 'label', classes: 10 }]);
  return { images, labels: labels[0] };
}

/**
 * Reads a file of the binary version of CIFAR-100 (train.bin, test.bin): records of two labels and 3072 bytes of pixels.
 *
 * @param bytes the whole file
 * @throws InvalidDataError for a file that is empty or no whole number of records, or a label out of range
 * @example
 * ```ts
 * import { parseCifar100 } from '@ai/nn';
 *
 * const record = new Uint8Array(2 + 3072); // a black picture of the first class
 * const { images } = parseCifar100(record);
 * console.log(images.shape); // [1, 32, 32, 3]
 * ```
 */
export function parseCifar100(bytes: Uint8Array): Cifar100 {
  const { images, labels } = parseRecords(bytes, [
    { name: 'coarse label', classes: 20 },
    { name: 'fine label', classes: 100 },
  ]);
  return { images, labels: labels[1], coarseLabels: labels[0] };
}

interface LabelKind {
  readonly name: string;
  readonly classes: number;
}

function parseRecords(bytes: Uint8Array, kinds: readonly LabelKind[]): { images: NdArray; labels: NdArray[] } {
  const size = kinds.length + 3 * PIXELS;
  if (bytes.length === 0 || bytes.length % size !== 0) {
    throw new InvalidDataError(
      `A CIFAR file is made of records of ${size} bytes, but this one has ${bytes.length} bytes.`,
    );
  }
  const count = bytes.length / size;
  const pixels = new Uint8Array(count * 3 * PIXELS);
  const labels = kinds.map(() => new Int32Array(count));
  for (let record = 0; record < count; record++) {
    const start = record * size;
    kinds.forEach(({ name, classes }, kind) => {
      const label = bytes[start + kind];
      if (label >= classes) {
        throw new InvalidDataError(`The ${name} of record ${record} must be less than ${classes}, got ${label}.`);
      }
      labels[kind][record] = label;
    });
    const planes = bytes.subarray(start + kinds.length, start + size);
    const image = pixels.subarray(record * 3 * PIXELS, (record + 1) * 3 * PIXELS);
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      for (let channel = 0; channel < 3; channel++) image[3 * pixel + channel] = planes[channel * PIXELS + pixel];
    }
  }
  return {
    images: { data: pixels, shape: [count, SIDE, SIDE, 3] },
    labels: labels.map((data) => ({ data, shape: [count] })),
  };
}
