import { checkSameLength, type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { holdsStrings, type Labels, toLabels } from './labels.js';
import { checkSameShape, toTable } from './table.js';

/** Class numbers (N, each below K) and scores (N x K). */
export interface ClassScores {
  readonly labels: Int32Array;
  readonly scores: DenseMatrix;
}

/** 0/1 indicators (N samples x L labels) and scores or predicted indicators of the same shape. */
export interface LabelScores {
  readonly labels: DenseMatrix;
  readonly scores: DenseMatrix;
}

/** Checks class numbers against a table of scores. @throws InvalidArgumentError for a label that is no column of the scores */
export function toClassScores(labels: Labels, scores: Rows, owner: string, argument = 'scores'): ClassScores {
  const column = toLabels(labels, 'labels', owner);
  const table = toTable(scores, argument, owner);
  checkSameLength(column.length, table.rows, ['labels', argument], owner);
  for (let i = 0; i < column.length; i++) {
    const label = column[i] as number;
    if (holdsStrings(column) || label < 0 || label >= table.columns) {
      const got = new Got(`${JSON.stringify(label)} at index ${i}`);
      throw new InvalidArgumentError('labels', owner, `hold class numbers below ${table.columns}`, got);
    }
  }
  return { labels: Int32Array.from(column as ArrayLike<number>), scores: table };
}

/** Checks that every number is a probability. */
export function checkProbabilities(values: Float64Array, argument: string, owner: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= 0 && values[i] <= 1)) {
      throw new InvalidArgumentError(argument, owner, 'hold probabilities in [0, 1]', new Got(`${values[i]} at ${i}`));
    }
  }
}

// Rows of float32 probabilities sum to 1 within about 1e-6; anything beyond this is not a distribution.
const SUM_TOLERANCE = 1e-4;

/** Checks that every row is a distribution: probabilities that sum to 1. */
export function checkDistributions({ data, rows, columns }: DenseMatrix, argument: string, owner: string): void {
  checkProbabilities(data, argument, owner);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += data[i * columns + k];
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new InvalidArgumentError(argument, owner, 'have rows that sum to 1', new Got(`${sum} in row ${i}`));
    }
  }
}

/** A table of 0 and 1 only. */
export function toIndicators(values: Rows, argument: string, owner: string): DenseMatrix {
  const table = toTable(values, argument, owner);
  const bad = table.data.findIndex((value) => value !== 0 && value !== 1);
  if (bad >= 0) {
    const place = `row ${Math.floor(bad / table.columns)}, column ${bad % table.columns}`;
    throw new InvalidArgumentError(argument, owner, 'hold 0 and 1 only', new Got(`${table.data[bad]} at ${place}`));
  }
  return table;
}

/** Checks indicators against a table of scores of the same shape. */
export function toLabelScores(labels: Rows, scores: Rows, owner: string): LabelScores {
  const indicators = toIndicators(labels, 'labels', owner);
  const table = toTable(scores, 'scores', owner);
  checkSameShape(indicators, table, ['labels', 'scores'], owner);
  return { labels: indicators, scores: table };
}
