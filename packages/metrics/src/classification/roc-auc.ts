import { type Column, checkNumber, checkOneOf, InvalidArgumentError, type Rows } from '@ai/core';
import { collected, defineMetric, definePerClass } from '../define-metric.js';
import { type PositiveOption, splitByClass, toBinaryScores } from '../input/binary-scores.js';
import { type ClassScores, toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { joinTables } from '../input/table.js';
import { rocFromCounts } from './roc-curve.js';
import { areaUnderRoc, thresholdCounts } from './threshold-counts.js';

/** Options of {@link rocAuc}. */
export interface RocAucOptions extends PositiveOption {
  /**
   * Only the part of the curve up to this false positive rate counts, rescaled so that guessing gives 0.5 and perfection 1
   * (McClish, 1989).
   * @default 1, the whole curve
   */
  readonly maxFalsePositiveRate?: number;
}

/**
 * The area under the ROC curve: the chance that a positive sample scores higher than a negative one, ties counting half.
 *
 * Data: `labels` (N), `scores` (N, larger means more positive). NaN if there is only one class.
 *
 * Reference: Hanley and McNeil, "The meaning and use of the area under a ROC curve" (1982).
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { rocAuc } from '@ai/metrics';
 *
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 * ```
 */
export const rocAuc = /* @__PURE__ */ defineMetric(
  { name: 'rocAuc', higherIsBetter: true, inputs: ['labels', 'scores'] },
  (options: RocAucOptions = {}) => {
    const limit = options.maxFalsePositiveRate ?? 1;
    checkNumber(limit, 'maxFalsePositiveRate', 'rocAuc', { above: 0, max: 1 });
    return collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'rocAuc'),
      (parts) => {
        if (limit === 1) return areaUnderRoc(parts);
        const { falsePositiveRate, truePositiveRate } = rocFromCounts(thresholdCounts(parts), false);
        return partialArea(falsePositiveRate, truePositiveRate, limit);
      },
    );
  },
);

function partialArea(x: Float64Array, y: Float64Array, limit: number): number {
  let area = 0;
  for (let i = 1; i < x.length && x[i - 1] < limit; i++) {
    const end = Math.min(x[i], limit);
    const height = end === x[i] ? y[i] : y[i - 1] + ((y[i] - y[i - 1]) * (end - x[i - 1])) / (x[i] - x[i - 1]);
    area += ((end - x[i - 1]) * (height + y[i - 1])) / 2;
  }
  if (!(x[x.length - 1] === 1 && y[y.length - 1] === 1)) return Number.NaN;
  const least = limit ** 2 / 2;
  return 0.5 * (1 + (area - least) / (limit - least));
}

/** Options of {@link multiclassRocAuc}. */
export interface MulticlassRocAucOptions {
  /** Each class against all others, or each pair of classes among their own samples. @default 'oneVsRest' */
  readonly strategy?: 'oneVsRest' | 'oneVsOne';
  /** The plain mean, or weighted by the samples of the class or pair; 'none': one value per class against the rest. @default 'macro' */
  readonly average?: 'macro' | 'weighted' | 'none';
}

/**
 * The area under the ROC curve of K classes, averaged over classes or over pairs of classes.
 *
 * Data: `labels` (N class numbers, 0..K-1), `scores` (N x K). NaN if a class has no samples or all of them.
 *
 * References: Provost and Domingos (2000) for one against the rest; Hand and Till, "A simple generalisation of the area under the
 * ROC curve" (2001) for pairs.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, a label that is no column of the scores
 * @example
 * ```ts
 * import { multiclassRocAuc } from '@ai/metrics';
 *
 * const scores = [[0.8, 0.1, 0.1], [0.2, 0.3, 0.5], [0.1, 0.2, 0.7]];
 * multiclassRocAuc([0, 1, 2], scores, { strategy: 'oneVsOne' }); // 1: each pair is in order
 * ```
 */
export const multiclassRocAuc = /* @__PURE__ */ definePerClass(
  { name: 'multiclassRocAuc', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ strategy = 'oneVsRest', average = 'macro' }: MulticlassRocAucOptions) => {
    checkOneOf(strategy, 'strategy', 'multiclassRocAuc', ['oneVsRest', 'oneVsOne']);
    checkOneOf(average, 'average', 'multiclassRocAuc', ['macro', 'weighted', 'none']);
    if (average === 'none' && strategy === 'oneVsOne') {
      throw new InvalidArgumentError('average', 'multiclassRocAuc', `be 'macro' or 'weighted' for pairs`, average);
    }
    return collected(
      (labels: Labels, scores: Rows) => toClassScores(labels, scores, 'multiclassRocAuc'),
      (parts): number | Float64Array => {
        const whole = joinClassScores(parts, 'multiclassRocAuc');
        const [areas, samples] = strategy === 'oneVsRest' ? areasAgainstRest(whole) : areasOfPairs(whole);
        if (average === 'none') return Float64Array.from(areas);
        const weights = average === 'weighted' ? samples : areas.map(() => 1);
        const total = weights.reduce((a, b) => a + b, 0);
        return areas.reduce((sum, area, i) => sum + area * weights[i], 0) / total;
      },
    );
  },
);

/** All batches as one. */
export function joinClassScores(parts: readonly ClassScores[], owner: string): ClassScores {
  const scores = joinTables(
    parts.map((part) => part.scores),
    'scores',
    owner,
  );
  const labels = new Int32Array(scores.rows);
  let offset = 0;
  for (const part of parts) {
    labels.set(part.labels, offset);
    offset += part.labels.length;
  }
  return { labels, scores };
}

function areasAgainstRest({ labels, scores }: ClassScores): [number[], number[]] {
  const areas: number[] = [];
  const samples: number[] = [];
  for (let k = 0; k < scores.columns; k++) {
    const split = splitByClass(
      Uint8Array.from(labels, (label) => Number(label === k)),
      scores.data,
      scores.columns,
      k,
    );
    areas.push(areaUnderRoc([split]));
    samples.push(split.positives.length);
  }
  return [areas, samples];
}

function areasOfPairs({ labels, scores }: ClassScores): [number[], number[]] {
  const { data, columns } = scores;
  const members = Array.from({ length: columns }, (): number[] => []);
  labels.forEach((label, i) => {
    members[label].push(i);
  });
  /** The scores for class `column` of the samples of class `k`. */
  const read = (k: number, column: number): Float64Array =>
    Float64Array.from(members[k], (i) => data[i * columns + column]);
  const areas: number[] = [];
  const samples: number[] = [];
  for (let a = 0; a < columns; a++) {
    for (let b = a + 1; b < columns; b++) {
      const areaA = areaUnderRoc([{ positives: read(a, a), negatives: read(b, a) }]);
      const areaB = areaUnderRoc([{ positives: read(b, b), negatives: read(a, b) }]);
      areas.push((areaA + areaB) / 2);
      samples.push(members[a].length + members[b].length);
    }
  }
  return [areas, samples];
}
