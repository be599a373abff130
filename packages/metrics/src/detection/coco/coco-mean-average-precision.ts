import { defineMetric } from '../../define-metric.js';
import { type CocoEvaluationOptions, defineCoco } from './define-coco.js';

/**
 * COCO's mean average precision: the number `ap` of {@link cocoEvaluation}, in [0, 1].
 *
 * Data: `targets` and `detections`, flat lists over any number of images, in the form of COCO's files. -1 without targets.
 *
 * Reference: Lin et al., "Microsoft COCO" (2014); equal to pycocotools.
 *
 * @throws InvalidArgumentError for records without what is compared, numbers that are not finite, or bad options
 * @throws InvalidDataError for run lengths that do not fill their mask
 * @example
 * ```ts
 * import { cocoMeanAveragePrecision } from '@ai/metrics';
 *
 * const targets = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40] }];
 * const detections = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40], score: 0.9 }];
 * cocoMeanAveragePrecision(targets, detections); // 1
 * ```
 */
export const cocoMeanAveragePrecision = /* @__PURE__ */ defineMetric(
  { name: 'cocoMeanAveragePrecision', higherIsBetter: true, inputs: ['targets', 'detections'] },
  (options: CocoEvaluationOptions = {}) => defineCoco('cocoMeanAveragePrecision', options, ({ ap }) => ap),
);
