import {
  checkSameLength,
  type DenseMatrix,
  Got,
  type InputOptions,
  InvalidArgumentError,
  type Rows,
  toMatrix,
} from '@ai/core';
import type { FitOptions, Label, Labels } from '../estimator.js';
import { encodeLabels } from './labels.js';
import { readWeights, takeRows } from './samples.js';

/**
 * Weights of classes, multiplied with those of samples: pairs of label and weight > 0, classes left out have 1; or `balanced`, by
 * which class c has N / (C N_c).
 */
export type ClassWeights = 'balanced' | readonly (readonly [Label, number])[];

/** Checked training data of a classifier, samples of weight 0 left out. */
export interface ClassificationData {
  /** N x D. */
  readonly x: DenseMatrix;
  /** N indices into `classes`. */
  readonly codes: Int32Array;
  readonly classes: readonly Label[];
  /** N weights > 0, or undefined if all are 1. */
  readonly weights: Float64Array | undefined;
}

/**
 * Reads what a classifier's `fit` is given. A class all of whose samples have weight 0 does not exist.
 * @throws InvalidArgumentError for bad data, weights or class weights
 */
export function readClassification(
  x: Rows,
  y: Labels,
  options: FitOptions,
  owner: string,
  classWeights?: ClassWeights,
  input?: InputOptions,
): ClassificationData {
  const matrix = toMatrix(x, 'X', owner, input);
  const { classes, codes } = encodeLabels(y, 'y', owner);
  checkSameLength(matrix.rows, codes.length, ['X', 'y'], owner);
  const weights = readWeights(options.sampleWeights, owner, matrix.rows);
  const data = weights?.includes(0)
    ? onlyWeighted({ x: matrix, codes, classes, weights }, weights)
    : { x: matrix, codes, classes, weights };
  return classWeights === undefined ? data : { ...data, weights: withClassWeights(data, classWeights, owner) };
}

function onlyWeighted(data: ClassificationData, weights: Float64Array): ClassificationData {
  const kept = Int32Array.from(weights.keys()).filter((i) => weights[i] > 0);
  const labels = Array.from(kept, (i) => data.classes[data.codes[i]]);
  return { x: takeRows(data.x, kept), ...encodeLabels(labels, 'y', ''), weights: weights.filter((w) => w > 0) };
}

function withClassWeights(data: ClassificationData, classWeights: ClassWeights, owner: string): Float64Array {
  const perClass = new Float64Array(data.classes.length).fill(1);
  const weightOf = (i: number): number => (data.weights ? data.weights[i] : 1);
  if (classWeights === 'balanced') {
    const totals = new Float64Array(perClass.length);
    data.codes.forEach((code, i) => {
      totals[code] += weightOf(i);
    });
    const all = totals.reduce((a, b) => a + b, 0);
    totals.forEach((total, code) => {
      perClass[code] = all / (perClass.length * total);
    });
  } else {
    if (!Array.isArray(classWeights)) {
      throw new InvalidArgumentError('classWeights', owner, "be 'balanced' or pairs of label and weight", classWeights);
    }
    for (const [label, weight] of classWeights) {
      if (!(Number.isFinite(weight) && weight > 0)) {
        const got = new Got(`${weight} for ${JSON.stringify(label)}`);
        throw new InvalidArgumentError('classWeights', owner, 'hold finite weights > 0', got);
      }
      const code = data.classes.indexOf(label);
      if (code < 0) {
        const got = new Got(JSON.stringify(label));
        throw new InvalidArgumentError('classWeights', owner, "name classes that are in 'y'", got);
      }
      perClass[code] = weight;
    }
  }
  return Float64Array.from(data.codes, (code, i) => perClass[code] * weightOf(i));
}

/** @throws InvalidArgumentError if there is only one class */
export function checkTwoClasses(classes: readonly Label[], owner: string): void {
  if (classes.length >= 2) return;
  const got = new Got(`only ${JSON.stringify(classes[0])}`);
  throw new InvalidArgumentError('y', owner, 'have samples of at least 2 classes', got);
}
