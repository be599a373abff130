import { type QueryOptions, ranked } from './rankings.js';

/** Options of metrics of the first k ranks. */
export interface AtKOptions extends QueryOptions {
  /** How many ranks count. @default 10; 1 for rankAccuracy */
  readonly k?: number;
}

export const hitsWithin = (relevance: Float64Array, scores: Float64Array, k: number): number =>
  ranked(relevance, scores)
    .subarray(0, k)
    .reduce((count, gain) => count + Number(gain > 0), 0);
