import { checkNumber } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { defineOpenSet, type OpenSetOptions } from './define-open-set.js';

/** Options of {@link identificationAtFar}. */
export interface IdentificationAtFarOptions extends OpenSetOptions {
  /** The largest rate of alarms by unknown probes. @default 0.01 */
  readonly falseAlarmRate?: number;
}

/**
 * DIR at FAR: the largest identification rate of {@link openSetIdentification} at a threshold where at most the given rate of unknown
 * probes raises an alarm.
 *
 * Data: `relevance` (N probes x G gallery items; above 0 is a match; a probe without a match is unknown), `scores` (N x G). NaN without
 * known or without unknown probes.
 *
 * Reference: Phillips, Grother and Micheals, "Evaluation methods in face recognition" (2011).
 *
 * @throws InvalidArgumentError for different shapes, NaN, negative relevance, a rate outside of [0, 1], or rank < 1
 * @example
 * ```ts
 * import { identificationAtFar } from '@ai/metrics';
 *
 * identificationAtFar([[1, 0], [0, 0]], [[0.9, 0.2], [0.4, 0.3]]); // 1
 * ```
 */
export const identificationAtFar = /* @__PURE__ */ defineMetric(
  { name: 'identificationAtFar', higherIsBetter: true, inputs: ['relevance', 'scores'] },
  ({ falseAlarmRate = 0.01, ...options }: IdentificationAtFarOptions = {}) => {
    checkNumber(falseAlarmRate, 'falseAlarmRate', 'identificationAtFar', { min: 0, max: 1 });
    return defineOpenSet('identificationAtFar', options, (curve) => {
      let best = 0;
      for (let t = 0; t < curve.thresholds.length; t++) {
        const [alarms, found] = [curve.falseAlarmRate[t], curve.identificationRate[t]];
        if (Number.isNaN(alarms) || Number.isNaN(found)) return Number.NaN;
        if (alarms <= falseAlarmRate) best = found;
      }
      return curve.thresholds.length === 0 ? Number.NaN : best;
    });
  },
);
