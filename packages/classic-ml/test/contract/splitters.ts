import { InvalidArgumentError } from '@ai/core';
import { expect } from 'vitest';
import * as ml from '../../src/index.js';

/** One of each exported splitter. */
export const SPLITTERS: readonly ml.Splitter[] = [
  new ml.KFold({ splits: 3, shuffle: true }),
  new ml.StratifiedKFold({ splits: 3, shuffle: true }),
  new ml.GroupKFold({ splits: 3 }),
  new ml.StratifiedGroupKFold({ splits: 3 }),
  new ml.ShuffleSplit({ splits: 3 }),
  new ml.RepeatedKFold({ splits: 3, repeats: 2 }),
  new ml.LeaveOneOut(),
  new ml.TimeSeriesSplit({ splits: 3 }),
];

const N = 30;
const y = Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 'a' : 'b'));
const groups = Array.from({ length: N }, (_, i) => Math.floor(i / 4));

/** What every splitter keeps to. */
export function splitterChecks(splitter: ml.Splitter): { title: string; run: () => void }[] {
  return [
    {
      title: 'trains and tests on different samples, each once',
      run: () => {
        for (const { trainIndices, testIndices } of splitter.split(N, { y, groups })) {
          const all = [...trainIndices, ...testIndices];
          expect(new Set(all).size).toBe(all.length);
          expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...all)).toBeLessThan(N);
          expect(trainIndices.length).toBeGreaterThan(0);
          expect(testIndices.length).toBeGreaterThan(0);
        }
      },
    },
    {
      title: 'gives the same folds twice',
      run: () => expect(splitter.split(N, { y, groups })).toEqual(splitter.split(N, { y, groups })),
    },
    {
      title: 'refuses too few samples',
      run: () => expect(() => splitter.split(1, { y: ['a'], groups: [1] })).toThrow(InvalidArgumentError),
    },
  ];
}
