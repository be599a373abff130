import type { Rate } from './class-counts.js';

export const precisionRate: Rate = (hits, predicted) => [hits, predicted];

export const recallRate: Rate = (hits, _predicted, actual) => [hits, actual];

export const specificityRate: Rate = (hits, predicted, actual, samples) => [
  samples - predicted - actual + hits,
  samples - actual,
];

export const jaccardRate: Rate = (hits, predicted, actual) => [hits, predicted + actual - hits];

export const fRate =
  (beta: number): Rate =>
  (hits, predicted, actual) => [(1 + beta * beta) * hits, beta * beta * actual + predicted];
