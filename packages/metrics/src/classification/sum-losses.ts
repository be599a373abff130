import { type Column, checkSameLength, type Rows } from '@ai/core';
import { type PositiveOption, toBinary } from '../input/binary-scores.js';
import { checkDistributions, checkProbabilities, toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { isTable, toColumn } from '../input/table.js';

/**
 * Adds up a loss per sample over binary or multiclass probabilities; gives [samples, sum of losses].
 *
 * @param binary the loss of a sample from its label (0 or 1) and the probability of the positive class
 * @param multiclass the loss of a sample from its class and the row of probabilities that starts at `start`
 */
export function sumLosses(
  [labels, probabilities]: [Labels, Column | Rows],
  { positive }: PositiveOption,
  owner: string,
  binary: (label: number, probability: number) => number,
  multiclass: (label: number, data: Float64Array, start: number, classes: number) => number,
): [number, number] {
  let sum = 0;
  if (isTable(probabilities)) {
    const { labels: classes, scores } = toClassScores(labels, probabilities, owner, 'probabilities');
    checkDistributions(scores, 'probabilities', owner);
    for (let i = 0; i < scores.rows; i++)
      sum += multiclass(classes[i], scores.data, i * scores.columns, scores.columns);
    return [scores.rows, sum];
  }
  const truth = toBinary(labels, positive, owner);
  const values = toColumn(probabilities as Column, 'probabilities', owner);
  checkSameLength(truth.length, values.length, ['labels', 'probabilities'], owner);
  checkProbabilities(values, 'probabilities', owner);
  for (let i = 0; i < values.length; i++) sum += binary(truth[i], values[i]);
  return [values.length, sum];
}
