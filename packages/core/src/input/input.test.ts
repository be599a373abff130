import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  checkInteger,
  checkNumber,
  checkOneOf,
  checkSameLength,
  describeValue,
  InvalidArgumentError,
  tf,
  toMatrix,
  toVector,
} from '../index.js';

describe('toMatrix', () => {
  it.each([
    [
      'nested arrays',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['typed rows', [Float64Array.of(1, 2, 3), Int32Array.of(4, 5, 6)]],
    [
      'an ml-matrix Matrix',
      new Matrix([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ],
    [
      'a tensor',
      tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ],
    ['a dense matrix', { data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 2, columns: 3 }],
  ])('takes %s', (_, values) => {
    expect(toMatrix(values as never, 'X', 'fit')).toMatchObject({
      rows: 2,
      columns: 3,
      data: Float64Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it('leaves frozen input alone', () => {
    const rows = Object.freeze([Object.freeze([1, 2])]);
    expect(toMatrix(rows, 'X', 'fit').data).toEqual(Float64Array.of(1, 2));
  });

  it.each([
    [
      [
        [1, 2],
        [3, Number.NaN],
      ],
      "'X' of fit must hold finite numbers, got NaN at row 1, column 1.",
    ],
    [[[1, Number.POSITIVE_INFINITY]], "'X' of fit must hold finite numbers, got Infinity at row 0, column 1."],
    [[], "'X' of fit must have at least 1 row, got 0."],
    [[[]], "'X' of fit must have at least 1 column, got 0."],
    [[1, 2], "'X' of fit must be two-dimensional (rows of numbers), got a 1-D array."],
    [[[[1]]], "'X' of fit must be two-dimensional (rows of numbers), got a 3-D array."],
    [[[1, 2], [3]], "'X' of fit must have 2 numbers in every row, got 1 in row 1."],
    [[['a']], "'X' of fit must hold numbers, got 'a' at row 0, column 0."],
    [[[1], 2], "'X' of fit must have an array for every row, got row 1: number."],
    ['table', "'X' of fit must be two-dimensional (rows of numbers), got 'table'."],
    [null, "'X' of fit must be two-dimensional (rows of numbers), got null."],
    [tf.zeros([2, 2, 2]), "'X' of fit must be two-dimensional (rows of numbers), got a 3-D tensor."],
    [{ data: new Float64Array(3), rows: 2, columns: 2 }, "'X' of fit must hold rows x columns = 4 numbers, got 3."],
  ])('refuses case %#', (values, message) => {
    expect(() => toMatrix(values as never, 'X', 'fit')).toThrow(InvalidArgumentError);
    expect(() => toMatrix(values as never, 'X', 'fit')).toThrow(message);
  });

  it('lets NaN through where asked, but no infinity', () => {
    expect(toMatrix([[Number.NaN]], 'X', 'fit', { allowNaN: true }).data[0]).toBeNaN();
    expect(() => toMatrix([[Number.NEGATIVE_INFINITY]], 'X', 'fit', { allowNaN: true })).toThrow('-Infinity at row 0');
  });
});

describe('toVector', () => {
  it('takes arrays, typed arrays and tensors', () => {
    for (const values of [[1, 2], Float32Array.of(1, 2), tf.tensor1d([1, 2])])
      expect(toVector(values, 'y', 'fit')).toEqual(Float64Array.of(1, 2));
  });

  it.each([
    [[1, Number.NaN], "'y' of fit must hold finite numbers, got NaN at index 1."],
    [[[1]], "'y' of fit must be one-dimensional, got a 2-D array."],
    [['1'], "'y' of fit must hold numbers, got '1' at index 0."],
    [[], "'y' of fit must have at least 1 number, got 0."],
    [tf.zeros([1, 1]), "'y' of fit must be one-dimensional, got a 2-D tensor."],
    [5, "'y' of fit must be an array of numbers, got 5."],
  ])('refuses case %#', (values, message) => {
    expect(() => toVector(values as never, 'y', 'fit')).toThrow(message);
  });
});

describe('checks', () => {
  it('pass what fits and name what does not', () => {
    expect(checkInteger(3, 'k', 'f', { min: 1 })).toBe(3);
    expect(() => checkInteger(2.5, 'k', 'f', { min: 1, max: 5 })).toThrow(
      "'k' of f must be an integer >= 1 and <= 5, got 2.5.",
    );
    expect(checkNumber(0.5, 'p', 'f', { above: 0, below: 1 })).toBe(0.5);
    expect(() => checkNumber(1, 'p', 'f', { above: 0, below: 1 })).toThrow(
      "'p' of f must be a finite number > 0 and < 1, got 1.",
    );
    expect(() => checkNumber('1', 'p', 'f')).toThrow("'p' of f must be a finite number, got '1'.");
    expect(checkOneOf('a', 'mode', 'f', ['a', 'b'])).toBe('a');
    expect(() => checkOneOf('c', 'mode', 'f', ['a', 'b'])).toThrow("'mode' of f must be one of 'a', 'b', got 'c'.");
    expect(() => checkSameLength(3, 2, ['X', 'y'], 'fit')).toThrow(
      "'y' of fit must have as many samples as 'X' (3), got 2.",
    );
  });
});

describe('describeValue', () => {
  it.each([
    [[1, 'a', null], "[1, 'a', null]"],
    [new Float32Array(3), 'Float32Array(3)'],
    [{ a: 1 }, 'an object with keys a'],
    [new Map(), 'Map'],
    [-0, '-0'],
    [10n, '10n'],
    ['x'.repeat(99), 'a string of 99 characters'],
    [tf.zeros([2, 3]), 'a float32 tensor of shape [2,3]'],
    [undefined, 'undefined'],
  ])('of case %#', (value, words) => {
    expect(describeValue(value)).toBe(words);
  });
});
