import { checkSameLength, InvalidArgumentError, isTensor, type Rows } from '@ai/core';
import { holdsStrings, type LabelColumn, type Labels, toLabels } from './labels.js';
import { toTable } from './table.js';

/** Predicted labels, or scores (N samples x K classes, K >= 2) of which the largest stands for its column's number. */
export type Predictions = Labels | Rows;

/**
 * Checks true labels and predictions together. Scores become the number of their largest column, the first one on a tie.
 *
 * @throws InvalidArgumentError for different lengths, or whole numbers on one side and strings on the other
 */
export function toLabelPair(labels: Labels, predictions: Predictions, owner: string): [LabelColumn, LabelColumn] {
  const actual = toLabels(labels, 'labels', owner);
  const predicted = holdsScores(predictions)
    ? largestColumn(predictions, owner)
    : toLabels(predictions as Labels, 'predictions', owner);
  checkSameLength(actual.length, predicted.length, ['labels', 'predictions'], owner);
  if (actual.length > 0 && holdsStrings(actual) !== holdsStrings(predicted)) {
    const kind = holdsStrings(actual) ? 'strings' : 'whole numbers';
    throw new InvalidArgumentError('predictions', owner, `hold ${kind} as 'labels' does`, predicted[0]);
  }
  return [actual, predicted];
}

function holdsScores(predictions: Predictions): predictions is Rows {
  if (isTensor(predictions)) return predictions.shape.length === 2;
  if (Array.isArray(predictions)) return typeof predictions[0] === 'object';
  return typeof predictions === 'object' && predictions !== null && 'columns' in predictions;
}

function largestColumn(scores: Rows, owner: string): Int32Array {
  const { data, rows, columns } = toTable(scores, 'predictions', owner);
  if (rows > 0 && columns < 2) {
    throw new InvalidArgumentError('predictions', owner, 'have a column for each of at least 2 classes', columns);
  }
  const largest = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[start + k] > data[start + best]) best = k;
    largest[i] = best;
  }
  return largest;
}
