import type { Column } from '@ai/core';
import { toColumn } from '../input/table.js';

/** [count, sum] of log-probabilities. */
export function sumLogProbabilities(logProbabilities: Column, owner: string): [number, number] {
  const values = toColumn(logProbabilities, 'logProbabilities', owner);
  return [values.length, values.reduce((a, b) => a + b, 0)];
}
