import { type Column, checkSameLength, type DenseMatrix, Got, InvalidArgumentError, toVector } from '@ai/core';
import type { Labels } from '../estimator.js';
import { encodeLabels } from '../input/labels.js';
import { columnMeans } from '../statistics/column-moments.js';

/** Ways to judge features one by one. */
export const FEATURE_SCORES = ['fClassification', 'fRegression', 'chiSquared'] as const;
export type FeatureScoreName = (typeof FEATURE_SCORES)[number];

/**
 * A score of each feature, larger is better: the F statistic of a one-way analysis of variance between classes, the F statistic of the
 * correlation with the target, or the chi-squared statistic of counts against classes.
 *
 * @returns D scores; NaN for a constant feature
 */
export function featureScores(name: FeatureScoreName, x: DenseMatrix, y: Labels | Column, owner: string): Float64Array {
  if (name === 'fRegression') {
    const values = toVector(y as Column, 'y', owner);
    checkSameLength(x.rows, values.length, ['X', 'y'], owner);
    return correlationScores(x, values);
  }
  const { codes, classes } = encodeLabels(y as Labels, 'y', owner);
  checkSameLength(x.rows, codes.length, ['X', 'y'], owner);
  if (classes.length < 2) throw new InvalidArgumentError('y', owner, 'have at least 2 classes', new Got('1'));
  return name === 'chiSquared'
    ? chiSquaredScores(x, codes, classes.length, owner)
    : varianceScores(x, codes, classes.length);
}

function correlationScores(x: DenseMatrix, y: Float64Array): Float64Array {
  const { data, rows, columns } = x;
  const means = columnMeans(x);
  const meanY = y.reduce((a, b) => a + b, 0) / rows;
  const products = new Float64Array(columns);
  const squares = new Float64Array(columns);
  let squareY = 0;
  for (let i = 0; i < rows; i++) {
    const dy = y[i] - meanY;
    squareY += dy * dy;
    for (let j = 0; j < columns; j++) {
      const dx = data[i * columns + j] - means[j];
      products[j] += dx * dy;
      squares[j] += dx * dx;
    }
  }
  return products.map((product, j) => {
    const explained = (product * product) / (squares[j] * squareY);
    return (explained / (1 - explained)) * (rows - 2);
  });
}

function varianceScores(x: DenseMatrix, codes: Int32Array, numClasses: number): Float64Array {
  const { data, rows, columns } = x;
  const means = columnMeans(x);
  const counts = new Float64Array(numClasses);
  const sums = new Float64Array(numClasses * columns); // of differences to the mean of all
  codes.forEach((code, i) => {
    counts[code]++;
    for (let j = 0; j < columns; j++) sums[code * columns + j] += data[i * columns + j] - means[j];
  });
  const within = new Float64Array(columns);
  codes.forEach((code, i) => {
    for (let j = 0; j < columns; j++) {
      within[j] += (data[i * columns + j] - means[j] - sums[code * columns + j] / counts[code]) ** 2;
    }
  });
  return within.map((square, j) => {
    let between = 0;
    for (let c = 0; c < numClasses; c++) between += sums[c * columns + j] ** 2 / counts[c];
    return between / (numClasses - 1) / (square / (rows - numClasses));
  });
}

function chiSquaredScores(x: DenseMatrix, codes: Int32Array, numClasses: number, owner: string): Float64Array {
  const { data, rows, columns } = x;
  const negative = data.findIndex((value) => value < 0);
  if (negative >= 0) {
    const place = `row ${Math.floor(negative / columns)}, column ${negative % columns}`;
    throw new InvalidArgumentError('X', owner, 'hold counts >= 0', new Got(`${data[negative]} at ${place}`));
  }
  const shares = new Float64Array(numClasses);
  const observed = new Float64Array(numClasses * columns);
  const totals = new Float64Array(columns);
  codes.forEach((code, i) => {
    shares[code] += 1 / rows;
    for (let j = 0; j < columns; j++) {
      observed[code * columns + j] += data[i * columns + j];
      totals[j] += data[i * columns + j];
    }
  });
  return totals.map((total, j) => {
    let sum = 0;
    for (let c = 0; c < numClasses; c++) {
      const expected = shares[c] * total;
      sum += (observed[c * columns + j] - expected) ** 2 / expected;
    }
    return sum;
  });
}
