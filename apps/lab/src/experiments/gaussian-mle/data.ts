import { Random } from '@ai/core';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

const MOST_SAMPLES = 300;

/** A column of the visitor's table, or as many draws as asked for. */
export function samplesOf(options: Options, seed: number, table: Table | undefined): Float64Array {
  if (!table) return drawSamples(options, new Random(seed));
  return Float64Array.from(table.numbers(table.numericColumn(options.column))).slice(0, MOST_SAMPLES);
}

function drawSamples(
  { count, mean, deviation, source }: { count: number; mean: number; deviation: number; source: string },
  random: Random,
): Float64Array {
  return Float64Array.from({ length: count }, () => {
    if (source === 'uniform') return mean + deviation * Math.sqrt(12) * (random.uniform() - 0.5);
    if (source === 'skewed') return mean + deviation * (-Math.log1p(-random.uniform()) - 1);
    return random.normal(mean, deviation);
  });
}
