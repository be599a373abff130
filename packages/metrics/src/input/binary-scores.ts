import { type Column, checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { type Label, type Labels, toLabels } from './labels.js';
import { toColumn } from './table.js';

/** The option that names the positive class of binary scores. */
export interface PositiveOption {
  /** The label that counts as positive; every other label is negative. @default 1, and the others must be 0 or -1 */
  readonly positive?: Label;
}

/** Scores of the positive and of the negative samples, in their order. */
export interface BinaryScores {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** 1 for the positive samples, 0 for the others. @throws InvalidArgumentError for labels beside 1, 0, -1 if no positive is named */
export function toBinary(labels: Labels, positive: Label | undefined, owner: string): Uint8Array {
  const column = toLabels(labels, 'labels', owner);
  const binary = new Uint8Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const label = column[i];
    if (label === (positive ?? 1)) binary[i] = 1;
    else if (positive === undefined && label !== 0 && label !== -1) {
      const got = new Got(`${JSON.stringify(label)} at index ${i}`);
      throw new InvalidArgumentError('labels', owner, `hold 1 and 0 or 1 and -1 if 'positive' is not given`, got);
    }
  }
  return binary;
}

/** Splits a column of scores by its binary labels. */
export function toBinaryScores(
  labels: Labels,
  scores: Column,
  { positive }: PositiveOption,
  owner: string,
): BinaryScores {
  const binary = toBinary(labels, positive, owner);
  const values = toColumn(scores, 'scores', owner);
  checkSameLength(binary.length, values.length, ['labels', 'scores'], owner);
  return splitByClass(binary, values);
}

/** Splits scores by 0/1 labels; `stride` and `offset` read one column of a table. */
export function splitByClass(binary: Uint8Array, scores: ArrayLike<number>, stride = 1, offset = 0): BinaryScores {
  let count = 0;
  for (let i = 0; i < binary.length; i++) count += binary[i];
  const positives = new Float64Array(count);
  const negatives = new Float64Array(binary.length - count);
  let p = 0;
  let n = 0;
  for (let i = 0; i < binary.length; i++) {
    const score = scores[i * stride + offset];
    if (binary[i]) positives[p++] = score;
    else negatives[n++] = score;
  }
  return { positives, negatives };
}
