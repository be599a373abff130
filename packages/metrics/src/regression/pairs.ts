import type { Column, Rows } from '@ai/core';
import { type MetricDefinition, sums } from '../define-metric.js';
import { checkSameShape, toOutputs } from '../input/table.js';

/** Numbers to predict: N samples of one output (a column) or of D outputs (a table). */
export type Outputs = Column | Rows;

/** Targets and predictions, row by row, of the same shape. */
export interface OutputPair {
  readonly targets: Float64Array;
  readonly predictions: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Checks targets and predictions together. @throws InvalidArgumentError for different shapes, NaN or infinity */
export function toOutputPair(targets: Outputs, predictions: Outputs, owner: string): OutputPair {
  const first = toOutputs(targets, 'targets', owner);
  const second = toOutputs(predictions, 'predictions', owner);
  checkSameShape(first, second, ['targets', 'predictions'], owner);
  return { targets: first.data, predictions: second.data, rows: first.rows, columns: first.columns };
}

/**
 * A definition that is the mean of a loss over all samples and outputs, mapped at the end.
 *
 * @param loss of a target and its prediction
 */
export function meanLoss(
  owner: string,
  loss: (target: number, prediction: number) => number,
  finish: (mean: number) => number = (mean) => mean,
): MetricDefinition<Float64Array, [targets: Outputs, predictions: Outputs], number> {
  return sums(
    2,
    (targets: Outputs, predictions: Outputs) => {
      const pair = toOutputPair(targets, predictions, owner);
      let sum = 0;
      for (let i = 0; i < pair.targets.length; i++) sum += loss(pair.targets[i], pair.predictions[i]);
      return [pair.targets.length, sum];
    },
    ([count, sum]) => finish(sum / count),
  );
}
