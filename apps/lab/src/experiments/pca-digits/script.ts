import { tableScript } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ numComponents, data, classes }: Options, _seed: number, table?: Table): string {
  if (table) {
    const names = table.numericColumns.filter((name) => name !== classes);
    return `import { Pca, StandardScaler } from '@ai/classic-ml';
${tableScript(data, names)}
const columns = table.names.map((name) => table.float64(name));
const rows = Array.from(columns[0], (_, i) => columns.map((values) => values[i]));
const x = new StandardScaler().fit(rows).transform(rows);
const model = new Pca({ numComponents: ${Math.min(numComponents, names.length)} }).fit(x);
console.log('variance kept', model.explainedVarianceRatio.reduce((sum, share) => sum + share, 0));
console.log('components', model.components);
`;
  }
  return `import { readFileSync } from 'node:fs';
import { Pca } from '@ai/classic-ml';

const x = readFileSync('apps/lab/data/digits.csv', 'utf8').trim().split(/\\r?\\n/).slice(1)
  .map((line) => line.split(',').slice(0, 64).map(Number));

const model = new Pca({ numComponents: ${numComponents} }).fit(x);
console.log('variance kept', model.explainedVarianceRatio.reduce((sum, share) => sum + share, 0));

const [digit] = x;
const rebuilt = model.inverseTransform(model.transform([digit])).data;
for (let row = 0; row < 8; row++) {
  const show = (values) => Array.from(values.slice(8 * row, 8 * row + 8), (v) => ' .:-=+*#@'[Math.round(Math.min(16, Math.max(0, v)) / 2)]).join('');
  console.log(show(digit), ' ', show(rebuilt));
}
`;
}
