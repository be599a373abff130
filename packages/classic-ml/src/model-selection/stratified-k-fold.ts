import { checkInteger, Got, InvalidArgumentError, Random } from '@ai/core';
import {
  checkRarestClass,
  checkShuffleOptions,
  type Fold,
  foldsFrom,
  requireLabels,
  type ShuffleOptions,
  type SplitTargets,
  type Splitter,
} from './splitter.js';

/**
 * Folds in which the classes have nearly the shares of the whole: each fold's size per class differs by at most 1 from another's.
 *
 * @example
 * ```ts
 * import { StratifiedKFold } from '@ai/classic-ml';
 *
 * const folds = new StratifiedKFold({ splits: 2 }).split(4, { y: ['a', 'a', 'b', 'b'] });
 * folds[0].testIndices; // [0, 2]
 * ```
 */
export class StratifiedKFold implements Splitter {
  constructor(readonly options: ShuffleOptions = {}) {}

  /**
   * A class with fewer samples than folds is warned of.
   * @throws InvalidArgumentError for splits < 2, > N or > the samples of every class, a seed without shuffle, or missing `y`
   */
  split(numSamples: number, targets: SplitTargets = {}): Fold[] {
    const owner = 'StratifiedKFold';
    const { splits, shuffle, seed } = checkShuffleOptions(this.options, numSamples, owner);
    const { classes, codes } = requireLabels(targets.y, 'y', owner, numSamples);
    const counts = new Int32Array(classes.length);
    for (const code of codes) counts[code]++;
    checkRarestClass(counts, splits, owner);
    // dealing out the samples sorted by class (in order of first appearance) fixes how many of each class a fold gets
    const appearance = [...new Set(codes)];
    const rank = new Int32Array(classes.length);
    appearance.forEach((code, position) => {
      rank[code] = position;
    });
    const quotas = Array.from({ length: splits }, () => new Int32Array(classes.length));
    let position = 0;
    for (const code of appearance) for (let i = 0; i < counts[code]; i++) quotas[position++ % splits][code]++;
    const random = new Random(seed);
    const foldsOf = classes.map((_, code) => {
      const folds = Int32Array.from(quotas.flatMap((quota, fold) => new Array<number>(quota[code]).fill(fold)));
      return shuffle ? random.shuffle(folds) : folds;
    });
    const used = new Int32Array(classes.length);
    return foldsFrom(
      codes.map((code) => foldsOf[code][used[code]++]),
      splits,
    );
  }
}

/** Options of {@link GroupKFold}. */
export interface GroupKFoldOptions {
  /** Folds, at most the number of groups. @default 5 */
  readonly splits?: number;
}

/**
 * Folds that keep the samples of a group together: groups by descending size, each to the smallest fold so far.
 *
 * @example
 * ```ts
 * import { GroupKFold } from '@ai/classic-ml';
 *
 * const folds = new GroupKFold({ splits: 2 }).split(4, { groups: ['a', 'b', 'a', 'b'] });
 * folds[0].testIndices; // [1, 3]: of groups of equal size the last comes first
 * ```
 */
export class GroupKFold implements Splitter {
  constructor(readonly options: GroupKFoldOptions = {}) {}

  /** @throws InvalidArgumentError for splits < 2 or > the number of groups, or missing groups */
  split(numSamples: number, targets: SplitTargets = {}): Fold[] {
    const owner = 'GroupKFold';
    const { splits = 5 } = this.options;
    checkInteger(splits, 'splits', owner, { min: 2 });
    const { classes, codes } = requireLabels(targets.groups, 'groups', owner, numSamples);
    if (splits > classes.length) {
      const expected = `be at most the number of groups (${classes.length})`;
      throw new InvalidArgumentError('splits', owner, expected, new Got(`${splits}`));
    }
    const sizes = new Int32Array(classes.length);
    for (const code of codes) sizes[code]++;
    const order = classes.map((_, code) => code).sort((a, b) => sizes[b] - sizes[a] || b - a);
    const totals = new Int32Array(splits);
    const foldOf = new Int32Array(classes.length);
    for (const group of order) {
      const fold = totals.indexOf(totals.reduce((a, b) => Math.min(a, b), numSamples));
      totals[fold] += sizes[group];
      foldOf[group] = fold;
    }
    return foldsFrom(
      codes.map((code) => foldOf[code]),
      splits,
    );
  }
}
