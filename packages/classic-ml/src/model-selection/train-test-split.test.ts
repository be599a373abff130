import { InvalidArgumentError } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainTestSplit } from './train-test-split.js';

const rows = (n: number) => Array.from({ length: n }, (_, i) => [i]);

describe('trainTestSplit', () => {
  it('partitions the samples, keeping x and y together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.nat(),
        (n, testSize, seed) => {
          const y = Float64Array.from({ length: n }, (_, i) => i / 2);
          const split = trainTestSplit(rows(n), y, { testSize, seed });
          expect(split.xTest.rows).toBe(Math.ceil(testSize * n));
          expect([...split.trainIndices, ...split.testIndices].sort((a, b) => a - b)).toEqual([...y.keys()]);
          expect(split.yTrain).toEqual(Array.from(split.xTrain.data, (value) => value / 2));
          expect(split.yTest).toEqual(Array.from(split.xTest.data, (value) => value / 2));
        },
      ),
    );
  });

  it('keeps the shares of classes', () => {
    const y = [...Array(60).fill('a'), ...Array(30).fill('b'), ...Array(10).fill('c')];
    const { yTest } = trainTestSplit(rows(100), y, { testSize: 0.2, stratify: true, seed: 3 });
    expect(['a', 'b', 'c'].map((label) => yTest.filter((other) => other === label).length)).toEqual([12, 6, 2]);
  });

  it('gives the same split for the same seed, another for another', () => {
    const split = (seed: number) => [...trainTestSplit(rows(50), rows(50).flat(), { seed }).testIndices];
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  it('takes the last samples without shuffling', () => {
    expect(trainTestSplit(rows(5), rows(5).flat(), { shuffle: false, testSize: 2 }).yTest).toEqual([3, 4]);
  });

  it.each([
    [{ testSize: 4 }, "'testSize' of trainTestSplit must leave at least one sample to train on, got 4 of 4."],
    [{ testSize: 0 }, "'testSize' of trainTestSplit must be a share in (0, 1) or an integer >= 1, got 0."],
    [{ testSize: 1.5 }, 'share in (0, 1)'],
    [{ shuffle: false, seed: 1 }, "'seed' of trainTestSplit must be left out without shuffle"],
    [{ shuffle: false, stratify: true }, "'stratify' of trainTestSplit must be false without shuffle"],
    [{ stratify: true, testSize: 1 }, 'leave at least one sample for each of the 2 classes'],
  ])('refuses %o', (options, message) => {
    expect(() => trainTestSplit(rows(4), [0, 0, 1, 1], options)).toThrow(message);
  });

  it('refuses a class of one sample to stratify, and lengths that differ', () => {
    expect(() => trainTestSplit(rows(3), ['a', 'a', 'b'], { stratify: true })).toThrow('got 1 of "b"');
    expect(() => trainTestSplit(rows(3), [1, 2])).toThrow(InvalidArgumentError);
  });
});
