import { defineMetric } from '../define-metric.js';
import { defineVoc, type VocEvaluationOptions } from './define-voc.js';

/**
 * The evaluation of Pascal VOC: average precision of each category at one overlap threshold, and its mean. Detections are taken from
 * the highest score down; each is compared with the target that it overlaps most, and is wrong if that one was already found.
 *
 * Data: `targets` and `detections`, flat lists over any number of images. Categories without targets do not count. NaN without
 * targets.
 *
 * Reference: Everingham et al., "The Pascal visual object classes (VOC) challenge" (2010), and the development kits.
 *
 * @throws InvalidArgumentError for records without an image, a category, a box or a score, or bad options
 * @example
 * ```ts
 * import { vocEvaluation } from '@ai/metrics';
 *
 * const targets = [{ image: 'a', category: 'dog', box: [10, 10, 49, 49] }];
 * const detections = [{ image: 'a', category: 'dog', box: [12, 11, 51, 50], score: 0.9 }];
 * const { map, categories } = vocEvaluation(targets, detections, { year: 2007 }); // map = 1
 * ```
 */
export const vocEvaluation = /* @__PURE__ */ defineMetric(
  { name: 'vocEvaluation', higherIsBetter: undefined, inputs: ['targets', 'detections'] },
  (options: VocEvaluationOptions = {}) => defineVoc('vocEvaluation', options, (evaluation) => evaluation),
);
