import { defineMetric } from '../define-metric.js';
import { defineOpenSet, type OpenSetOptions } from './define-open-set.js';

/**
 * Open-set identification: how many known probes are found in a gallery, against how often unknown ones raise an alarm, at every
 * threshold.
 *
 * Data: `relevance` (N probes x G gallery items; above 0 is a match; a probe without a match is unknown), `scores` (N x G). An equal
 * score of another item ranks before the match. Rates over no probes are NaN.
 *
 * Reference: Phillips, Grother and Micheals, "Evaluation methods in face recognition" (2011): detection and identification rate.
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, or rank < 1
 * @example
 * ```ts
 * import { openSetIdentification } from '@ai/metrics';
 *
 * const curve = openSetIdentification([[1, 0], [0, 0]], [[0.9, 0.2], [0.4, 0.3]]);
 * // thresholds [0.9, 0.4], identificationRate [1, 1], falseAlarmRate [0, 1]
 * ```
 */
export const openSetIdentification = /* @__PURE__ */ defineMetric(
  { name: 'openSetIdentification', higherIsBetter: undefined, inputs: ['relevance', 'scores'] },
  (options: OpenSetOptions = {}) => defineOpenSet('openSetIdentification', options, (curve) => curve),
);
