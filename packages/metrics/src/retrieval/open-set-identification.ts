import { checkInteger, checkNumber, type Rows } from '@ai/core';
import { thresholdCounts } from '../classification/threshold-counts.js';
import { collected, defineMetric, type MetricDefinition } from '../define-metric.js';
import { queries } from './rankings.js';

/** Options of {@link openSetIdentification}. */
export interface OpenSetOptions {
  /** A known probe is identified if its match is among the first `rank`. @default 1 */
  readonly rank?: number;
}

/** What {@link openSetIdentification} gives. T thresholds. */
export interface OpenSetCurve {
  /** T fractions of the unknown probes that raise an alarm: some gallery score reaches the threshold. Ascending. */
  readonly falseAlarmRate: Float64Array;
  /** T fractions of the known probes whose match is ranked high enough and reaches the threshold. */
  readonly identificationRate: Float64Array;
  /** T thresholds, descending. */
  readonly thresholds: Float64Array;
}

/** The scores by which probes are detected. */
interface Probes {
  /** Best score of each unknown probe. */
  readonly unknown: Float64Array;
  /** Score of the match of each known probe that is ranked high enough. */
  readonly identified: Float64Array;
  /** Number of known probes. */
  readonly known: number;
}

type Data = [relevance: Rows, scores: Rows];

function defineOpenSet<Result>(
  owner: string,
  { rank = 1 }: OpenSetOptions,
  finish: (curve: OpenSetCurve) => Result,
): MetricDefinition<readonly Probes[], Data, Result> {
  checkInteger(rank, 'rank', owner, { min: 1 });
  return collected(
    (relevance: Rows, scores: Rows): Probes => {
      const [unknown, identified]: [number[], number[]] = [[], []];
      let known = 0;
      for (const [relevant, scored] of queries(relevance, scores, owner)) {
        let [match, other] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (let g = 0; g < scored.length; g++) {
          if (relevant[g] > 0) match = Math.max(match, scored[g]);
          else other = Math.max(other, scored[g]);
        }
        if (match === Number.NEGATIVE_INFINITY) {
          unknown.push(other);
          continue;
        }
        known++;
        const ahead = scored.reduce((count, score, g) => count + Number(!(relevant[g] > 0) && score >= match), 0);
        if (ahead < rank) identified.push(match);
      }
      return { unknown: Float64Array.from(unknown), identified: Float64Array.from(identified), known };
    },
    (parts) => {
      const known = parts.reduce((sum, part) => sum + part.known, 0);
      const counts = thresholdCounts(
        parts.map(({ unknown, identified }) => ({ positives: identified, negatives: unknown })),
      );
      return finish({
        falseAlarmRate: counts.falsePositives.map((alarms) => alarms / counts.negatives),
        identificationRate: counts.truePositives.map((hits) => hits / known),
        thresholds: counts.thresholds,
      });
    },
  );
}

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
