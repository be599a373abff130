import { checkOneOf, InvalidArgumentError, type Rows } from '@ai/core';
import { collected, definePerClass } from '../define-metric.js';
import { splitByClass } from '../input/binary-scores.js';
import { type ClassScores, toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { joinClassScores } from './join-class-scores.js';
import { areaUnderRoc } from './threshold-counts.js';

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
