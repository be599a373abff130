import { defineMetric } from '../define-metric.js';
import { defineVoc, type VocEvaluationOptions } from './define-voc.js';

/**
 * The mean average precision of Pascal VOC: the number `map` of {@link vocEvaluation}.
 *
 * Data: `targets` and `detections`, flat lists over any number of images. NaN without targets.
 *
 * Reference: Everingham et al., "The Pascal visual object classes (VOC) challenge" (2010), and the development kits.
 *
 * @throws InvalidArgumentError for records without an image, a category, a box or a score, or bad options
 * @example
 * ```ts
 * import { vocMeanAveragePrecision } from '@ai/metrics';
 *
 * const targets = [{ image: 'a', category: 'dog', box: [10, 10, 49, 49] }];
 * vocMeanAveragePrecision(targets, [{ image: 'a', category: 'dog', box: [12, 11, 51, 50], score: 0.9 }]); // 1
 * ```
 */
export const vocMeanAveragePrecision = /* @__PURE__ */ defineMetric(
  { name: 'vocMeanAveragePrecision', higherIsBetter: true, inputs: ['targets', 'detections'] },
  (options: VocEvaluationOptions = {}) => defineVoc('vocMeanAveragePrecision', options, ({ map }) => map),
);
