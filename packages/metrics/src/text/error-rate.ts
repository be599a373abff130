import { sums } from '../define-metric.js';
import { editDistance } from './edit-distance.js';
import { type Texts, toSegments } from './segments.js';

/** A definition that is the edits of all segments over the parts of their references. */
export function errorRate(owner: string, split: (text: string) => readonly string[]) {
  return sums(
    2,
    (references: Texts, predictions: Texts) => {
      let [length, edits] = [0, 0];
      for (const [[reference], prediction] of toSegments(references, predictions, owner)) {
        const wanted = split(reference);
        length += wanted.length;
        edits += editDistance(wanted, split(prediction));
      }
      return [length, edits];
    },
    ([length, edits]) => edits / length,
  );
}
