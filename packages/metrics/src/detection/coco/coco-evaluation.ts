import { defineMetric } from '../../define-metric.js';
import { type CocoEvaluationOptions, defineCoco } from './define-coco.js';

/**
 * COCO's evaluation of detections: average precision at 101 recalls and average recall, over ten overlap thresholds, size ranges and
 * limits of detections per image; for boxes, masks or keypoints.
 *
 * Data: `targets` and `detections`, flat lists over any number of images, in the form of COCO's files. Objects of one image may come
 * in different batches. Detections of crowd regions and of objects outside of a size range are ignored. A mean over nothing is -1.
 *
 * Reference: Lin et al., "Microsoft COCO" (2014); equal to pycocotools.
 *
 * @throws InvalidArgumentError for records without what is compared, numbers that are not finite, or bad options
 * @throws InvalidDataError for run lengths that do not fill their mask
 * @example
 * ```ts
 * import { cocoEvaluation } from '@ai/metrics';
 *
 * const targets = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40] }];
 * const detections = [{ image_id: 1, category_id: 3, bbox: [12, 11, 40, 40], score: 0.9 }];
 * const { ap, ap50 } = cocoEvaluation(targets, detections); // ap50 = 1, ap = 0.8: right up to an overlap of 0.85
 * ```
 */
export const cocoEvaluation = /* @__PURE__ */ defineMetric(
  { name: 'cocoEvaluation', higherIsBetter: undefined, inputs: ['targets', 'detections'] },
  (options: CocoEvaluationOptions = {}) => defineCoco('cocoEvaluation', options, (evaluation) => evaluation),
);
