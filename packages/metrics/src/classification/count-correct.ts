import type { Labels } from '../input/labels.js';
import { type Predictions, toLabelPair } from '../input/predicted.js';

/** [samples, samples predicted right] */
export function countCorrect(labels: Labels, predictions: Predictions, owner: string): [number, number] {
  const [actual, predicted] = toLabelPair(labels, predictions, owner);
  let correct = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === predicted[i]) correct++;
  return [actual.length, correct];
}
