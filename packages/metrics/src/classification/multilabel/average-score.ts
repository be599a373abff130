import { type BinaryScores, splitByClass } from '../../input/binary-scores.js';
import type { LabelScores } from '../../input/class-scores.js';
import { joinTables } from '../../input/table.js';
import { meanOf } from '../class-counts.js';
import type { MultilabelAverage } from './multilabel-counts.js';

/** Options of {@link multilabelRocAuc} and {@link multilabelAveragePrecision}. */
export interface MultilabelScoreOptions {
  /**
   * 'macro': the mean over labels; 'weighted': their mean weighted by positives; 'micro': all decisions together; 'samples': the mean
   * over samples; 'none': one value per label.
   * @default 'macro'
   */
  readonly average?: MultilabelAverage;
}

export function averageScore(
  parts: readonly LabelScores[],
  average: MultilabelAverage,
  owner: string,
  score: (parts: readonly BinaryScores[]) => number,
): number | Float64Array {
  const labels = joinTables(
    parts.map((part) => part.labels),
    'labels',
    owner,
  );
  const scores = joinTables(
    parts.map((part) => part.scores),
    'scores',
    owner,
  );
  const { rows, columns } = labels;
  if (rows === 0) return average === 'none' ? new Float64Array(0) : Number.NaN;
  const binary = Uint8Array.from(labels.data);
  if (average === 'micro') return score([splitByClass(binary, scores.data)]);
  const values: number[] = [];
  const weights: number[] = [];
  const groups = average === 'samples' ? rows : columns;
  for (let g = 0; g < groups; g++) {
    const split =
      average === 'samples'
        ? splitByClass(binary.subarray(g * columns, (g + 1) * columns), scores.data, 1, g * columns)
        : splitByClass(
            Uint8Array.from({ length: rows }, (_, i) => binary[i * columns + g]),
            scores.data,
            columns,
            g,
          );
    values.push(score([split]));
    weights.push(split.positives.length);
  }
  if (average === 'none') return Float64Array.from(values);
  return values.some(Number.isNaN) ? Number.NaN : meanOf(values, average === 'weighted' ? weights : undefined);
}

export const AVERAGES = ['micro', 'macro', 'weighted', 'samples', 'none'] as const;
