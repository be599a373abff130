import { defineMetric, sums } from '../define-metric.js';
import { editDistance } from './edit-distance.js';
import { splitWords, type Texts, toSegments } from './segments.js';

/** A definition that is the edits of all segments over the parts of their references. */
function errorRate(owner: string, split: (text: string) => readonly string[]) {
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

/**
 * Word error rate: the edits that turn the predictions into the references, in words, over the words of the references.
 *
 * Data: `references` (N strings), `predictions` (N). May exceed 1. NaN without words on either side, infinite if only the predictions
 * have some.
 *
 * @throws InvalidArgumentError for different lengths, or anything but strings
 * @example
 * ```ts
 * import { wordErrorRate } from '@ai/metrics';
 *
 * wordErrorRate(['the cat sat'], ['the hat sat down']); // 2/3
 * ```
 */
export const wordErrorRate = /* @__PURE__ */ defineMetric(
  { name: 'wordErrorRate', higherIsBetter: false, inputs: ['references', 'predictions'] },
  () => errorRate('wordErrorRate', splitWords),
);

/**
 * Character error rate: the edits that turn the predictions into the references, in characters (code points, white space included), over
 * the characters of the references.
 *
 * Data: `references` (N strings), `predictions` (N). May exceed 1. NaN without characters on either side, infinite if only the
 * predictions have some.
 *
 * @throws InvalidArgumentError for different lengths, or anything but strings
 * @example
 * ```ts
 * import { characterErrorRate } from '@ai/metrics';
 *
 * characterErrorRate(['abcd'], ['abed']); // 0.25
 * ```
 */
export const characterErrorRate = /* @__PURE__ */ defineMetric(
  { name: 'characterErrorRate', higherIsBetter: false, inputs: ['references', 'predictions'] },
  () => errorRate('characterErrorRate', (text) => Array.from(text)),
);
