import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { checkRarestClass, type Fold, foldsFrom, requireLabels, type SplitTargets, type Splitter } from './splitter.js';

const OWNER = 'StratifiedGroupKFold';

/** Options of {@link StratifiedGroupKFold}. */
export interface StratifiedGroupKFoldOptions {
  /** Folds, at most the number of groups. @default 5 */
  readonly splits?: number;
}

/**
 * Folds that keep the samples of a group together and have the shares of the classes as alike as that allows: groups whose classes
 * are most uneven first, each to the fold by which the shares spread least.
 *
 * @example
 * ```ts
 * import { StratifiedGroupKFold } from '@ai/classic-ml';
 *
 * const y = ['a', 'a', 'b', 'a', 'a', 'b'];
 * const folds = new StratifiedGroupKFold({ splits: 2 }).split(6, { y, groups: [1, 1, 2, 3, 3, 4] });
 * folds.map(({ testIndices }) => testIndices.length); // [3, 3]: an 'a' twice and a 'b' in each
 * ```
 */
export class StratifiedGroupKFold implements Splitter {
  constructor(readonly options: StratifiedGroupKFoldOptions = {}) {}

  /** @throws InvalidArgumentError for splits < 2, > the number of groups or > the samples of every class, or missing labels or groups */
  split(numSamples: number, targets: SplitTargets = {}): Fold[] {
    const { splits = 5 } = this.options;
    checkInteger(splits, 'splits', OWNER, { min: 2 });
    const { classes, codes } = requireLabels(targets.y, 'y', OWNER, numSamples);
    const groups = requireLabels(targets.groups, 'groups', OWNER, numSamples);
    if (splits > groups.classes.length) {
      const expected = `be at most the number of groups (${groups.classes.length})`;
      throw new InvalidArgumentError('splits', OWNER, expected, new Got(`${splits}`));
    }
    const totals = new Int32Array(classes.length);
    const perGroup = groups.classes.map(() => new Float64Array(classes.length));
    codes.forEach((code, i) => {
      totals[code]++;
      perGroup[groups.codes[i]][code]++;
    });
    checkRarestClass(totals, splits, OWNER);
    const spread = perGroup.map(standardDeviation);
    const order = perGroup.map((_, group) => group).sort((a, b) => spread[b] - spread[a]);
    const perFold = Array.from({ length: splits }, () => new Float64Array(classes.length));
    const foldOf = new Int32Array(perGroup.length);
    for (const group of order) {
      const fold = bestFold(perFold, perGroup[group], totals);
      perGroup[group].forEach((count, c) => {
        perFold[fold][c] += count;
      });
      foldOf[group] = fold;
    }
    return foldsFrom(
      groups.codes.map((code) => foldOf[code]),
      splits,
    );
  }
}

/** The fold with which the shares of the classes spread least over the folds; of equal ones the smaller. */
function bestFold(perFold: readonly Float64Array[], group: Float64Array, totals: Int32Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let fewest = Number.POSITIVE_INFINITY;
  for (let fold = 0; fold < perFold.length; fold++) {
    let evaluation = 0;
    for (let c = 0; c < totals.length; c++) {
      const shares = perFold.map((counts, other) => (counts[c] + (other === fold ? group[c] : 0)) / totals[c]);
      evaluation += standardDeviation(Float64Array.from(shares)) / totals.length;
    }
    const size = perFold[fold].reduce((a, b) => a + b, 0);
    const isTie = Math.abs(evaluation - least) <= 1e-8 + 1e-5 * least;
    if (evaluation < least || (isTie && size < fewest)) {
      best = fold;
      least = evaluation;
      fewest = size;
    }
  }
  return best;
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
