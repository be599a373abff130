import { checkInteger, type Rows } from '@ai/core';
import { thresholdCounts } from '../classification/threshold-counts.js';
import { collected, type MetricDefinition } from '../define-metric.js';
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
export interface Probes {
  /** Best score of each unknown probe. */
  readonly unknown: Float64Array;
  /** Score of the match of each known probe that is ranked high enough. */
  readonly identified: Float64Array;
  /** Number of known probes. */
  readonly known: number;
}

type Data = [relevance: Rows, scores: Rows];

export function defineOpenSet<Result>(
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
