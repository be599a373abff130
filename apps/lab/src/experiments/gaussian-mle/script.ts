import { tableScript } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  return `import { Normal } from '@ai/prob-info';
${table ? columnScript(options, table) : drawScript(options, seed)}

const { distribution, standardErrors } = Normal.fit(samples);
console.log('mean', distribution.mean, '±', standardErrors.mean);
console.log('deviation', distribution.standardDeviation, '±', standardErrors.standardDeviation);
console.log('log likelihood', distribution.logPdf(samples).reduce((sum, value) => sum + value, 0));
`;
}

function columnScript({ data, column }: Options, table: Table): string {
  const name = table.numericColumn(column);
  return `${tableScript(data, [name])}
const samples = table.float64(${JSON.stringify(name)}).slice(0, 300);`;
}

function drawScript({ count, mean, deviation, source }: Options, seed: number): string {
  return `import { Random } from '@ai/core';

const random = new Random(${seed});
const samples = Float64Array.from({ length: ${count} }, () => ${{ normal: `random.normal(${mean}, ${deviation})`, uniform: `${mean} + ${deviation} * Math.sqrt(12) * (random.uniform() - 0.5)`, skewed: `${mean} + ${deviation} * (-Math.log1p(-random.uniform()) - 1)` }[source]});`;
}
