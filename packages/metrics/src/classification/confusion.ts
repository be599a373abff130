import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { compareLabels, holdsStrings, type Label, type LabelColumn, type Labels } from '../input/labels.js';
import { type Predictions, toLabelPair } from '../input/predicted.js';

/** Counts of (true class, predicted class): the state behind every metric of hard labels. K classes. */
export interface Confusion {
  /** Ascending, K of them. */
  readonly classes: readonly Label[];
  /** K x K, row by row: true class x predicted class. */
  readonly counts: Float64Array;
}

/** The option that fixes the classes of label metrics. */
export interface ClassesOption {
  /**
   * All classes in the order of the result, or their number K for 0..K-1; other labels are refused.
   * @default those that occur in labels or predictions, ascending
   */
  readonly classes?: readonly Label[] | number;
}

/** The classes option as a list, checked. */
export function classList(classes: readonly Label[] | number | undefined, owner: string): readonly Label[] | undefined {
  if (classes === undefined) return undefined;
  if (typeof classes === 'number') {
    return Array.from({ length: checkInteger(classes, 'classes', owner, { min: 1 }) }, (_, k) => k);
  }
  if (!Array.isArray(classes) || classes.length === 0 || new Set(classes).size !== classes.length) {
    throw new InvalidArgumentError('classes', owner, 'be a number or a list of different labels', classes);
  }
  return [...classes];
}

/** A confusion state that has seen nothing. */
export function emptyConfusion(classes: readonly Label[] = []): Confusion {
  return { classes, counts: new Float64Array(classes.length ** 2) };
}

/** Counts the pairs of one batch. @throws InvalidArgumentError for bad labels, or labels outside of `classes` */
export function countConfusion(
  labels: Labels,
  predictions: Predictions,
  owner: string,
  classes?: readonly Label[],
): Confusion {
  const [actual, predicted] = toLabelPair(labels, predictions, owner);
  if (classes) return countListed(actual, predicted, classes, owner);
  return countRange(actual, predicted) ?? countAny(actual, predicted);
}

function countListed(actual: LabelColumn, predicted: LabelColumn, classes: readonly Label[], owner: string): Confusion {
  const index = new Map(classes.map((label, k) => [label, k]));
  const counts = new Float64Array(classes.length ** 2);
  for (let i = 0; i < actual.length; i++) {
    const row = index.get(actual[i]);
    const column = index.get(predicted[i]);
    if (row === undefined || column === undefined) {
      const [argument, label] = row === undefined ? ['labels', actual[i]] : ['predictions', predicted[i]];
      const got = new Got(`${JSON.stringify(label)} at index ${i}`);
      throw new InvalidArgumentError(argument, owner, `hold only labels of 'classes'`, got);
    }
    counts[row * classes.length + column]++;
  }
  return { classes, counts };
}

// A table over the whole range of labels pays up to this many classes.
const MAX_RANGE = 1024;

/** Whole numbers in a small range, counted without a look-up; undefined if they are not. */
function countRange(actual: LabelColumn, predicted: LabelColumn): Confusion | undefined {
  if (holdsStrings(actual) || holdsStrings(predicted)) return undefined;
  const [low, high] = rangeOf(actual, rangeOf(predicted, [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]));
  const size = high - low + 1;
  if (!(size >= 1 && size <= MAX_RANGE)) return undefined;
  const all = new Float64Array(size * size);
  for (let i = 0; i < actual.length; i++) all[(actual[i] - low) * size + predicted[i] - low]++;
  const used: number[] = [];
  for (let k = 0; k < size; k++) {
    let seen = false;
    for (let j = 0; j < size && !seen; j++) seen = all[k * size + j] > 0 || all[j * size + k] > 0;
    if (seen) used.push(k);
  }
  const counts = Float64Array.from(used.flatMap((row) => used.map((column) => all[row * size + column])));
  return { classes: used.map((k) => k + low), counts };
}

function rangeOf(column: ArrayLike<number>, [low, high]: [number, number]): [number, number] {
  for (let i = 0; i < column.length; i++) {
    const label = column[i];
    if (label < low) low = label;
    if (label > high) high = label;
  }
  return [low, high];
}

function countAny(actual: LabelColumn, predicted: LabelColumn): Confusion {
  const found = new Set<Label>();
  for (let i = 0; i < actual.length; i++) found.add(actual[i]).add(predicted[i]);
  return countListed(actual, predicted, [...found].sort(compareLabels), '');
}

/** The counts of both, over the classes of either. */
export function mergeConfusion(first: Confusion, second: Confusion): Confusion {
  const equal =
    first.classes.length === second.classes.length && first.classes.every((c, k) => c === second.classes[k]);
  const classes = equal ? first.classes : [...new Set([...first.classes, ...second.classes])].sort(compareLabels);
  const counts = new Float64Array(classes.length ** 2);
  const index = new Map(classes.map((label, k) => [label, k]));
  for (const part of [first, second]) {
    const place = part.classes.map((label) => index.get(label) as number);
    for (let row = 0; row < place.length; row++) {
      for (let column = 0; column < place.length; column++) {
        counts[place[row] * classes.length + place[column]] += part.counts[row * place.length + column];
      }
    }
  }
  return { classes, counts };
}

/** A definition over the confusion counts. */
export function fromConfusion<Result>(
  owner: string,
  classes: readonly Label[] | undefined,
  compute: (confusion: Confusion) => Result,
) {
  return {
    empty: () => emptyConfusion(classes),
    summarize: (labels: Labels, predictions: Predictions) => countConfusion(labels, predictions, owner, classes),
    merge: mergeConfusion,
    compute,
  };
}
