import { checkSameLength, Got, InvalidArgumentError, isTensor } from '@ai/core';
import type { Label, Labels } from '../estimator.js';

/** Labels as numbers 0..C-1 into `classes`. */
export interface EncodedLabels {
  /** The distinct labels in ascending order (numbers by value, strings by code unit). */
  readonly classes: readonly Label[];
  /** N indices into `classes`. */
  readonly codes: Int32Array;
}

/**
 * Reads labels once at the door.
 * @throws InvalidArgumentError if empty, nested, of mixed kinds, or not integers or strings; if the number of samples differs
 */
export function readLabels(y: Labels, argument: string, owner: string, numSamples?: number): readonly Label[] {
  const refuse = (got: Got): never => {
    throw new InvalidArgumentError(argument, owner, 'hold class labels, all strings or all integers', got);
  };
  if (isTensor(y) && y.shape.length !== 1) refuse(new Got(`a ${y.shape.length}-D tensor`));
  const values: unknown = isTensor(y) ? Array.from(y.dataSync()) : y;
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && 'length' in values)) {
    throw new InvalidArgumentError(argument, owner, 'be an array of class labels', y);
  }
  const labels = Array.from(values as ArrayLike<unknown>);
  if (labels.length === 0) refuse(new Got('0 labels'));
  const kind = typeof labels[0];
  labels.forEach((label, i) => {
    if (Array.isArray(label)) refuse(new Got('a 2-D array'));
    const valid = typeof label === 'string' || Number.isInteger(label);
    if (!valid || typeof label !== kind) refuse(new Got(`${describe(label)} at index ${i}`));
  });
  if (numSamples !== undefined) checkSameLength(numSamples, labels.length, ['X', argument], owner);
  return labels as Label[];
}

/** Ascending order: numbers by value, strings by code unit. */
export function compareLabels(a: Label, b: Label): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** {@link readLabels}, then numbers the classes. */
export function encodeLabels(y: Labels, argument: string, owner: string, numSamples?: number): EncodedLabels {
  const labels = readLabels(y, argument, owner, numSamples);
  const classes = [...new Set(labels)].sort(compareLabels);
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return { classes, codes: Int32Array.from(labels, (label) => codeOf.get(label) as number) };
}

function describe(label: unknown): string {
  return typeof label === 'string' ? `'${label.slice(0, 30)}'` : String(label);
}
