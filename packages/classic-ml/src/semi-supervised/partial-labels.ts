import { checkSameLength, Got, InvalidArgumentError, isTensor, type NumericArray, type tf } from '@ai/core';
import type { Label } from '../estimator.js';
import { encodeLabels } from '../input/labels.js';

/** Labels of N samples of which some are not known: null. Typed arrays and tensors hold only known ones. */
export type PartialLabels = readonly (Label | null)[] | NumericArray | tf.Tensor;

/** Reads partial labels. @returns the classes and N indices into them, -1 where the label is not known */
export function encodePartialLabels(
  y: PartialLabels,
  owner: string,
  numSamples: number,
): { classes: readonly Label[]; codes: Int32Array } {
  const values: unknown = isTensor(y) ? Array.from(y.dataSync()) : y;
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && 'length' in values)) {
    throw new InvalidArgumentError('y', owner, 'be an array of class labels and null', y);
  }
  const labels = Array.from(values as ArrayLike<Label | null>);
  checkSameLength(numSamples, labels.length, ['X', 'y'], owner);
  const known = Int32Array.from(labels.keys()).filter((i) => labels[i] !== null);
  if (known.length === 0)
    throw new InvalidArgumentError('y', owner, 'have a label that is known', new Got('only null'));
  // checked with their places in the whole
  const filled = labels.map((value) => value ?? (labels[known[0]] as Label));
  const { classes, codes } = encodeLabels(filled, 'y', owner);
  return { classes, codes: codes.map((code, i) => (labels[i] === null ? -1 : code)) };
}
