import { tableScript } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const { penalty, alpha, testShare } = options;
  return `import { ${penalty === 'ridge' ? 'Ridge' : 'ElasticNet'}, StandardScaler, trainTestSplit } from '@ai/classic-ml';

${table ? ownScript(options, table) : wineScript(options)}
const features = names.filter((_, j) => j !== column);
const split = trainTestSplit(rows.map((row) => row.filter((_, j) => j !== column)), rows.map((_, i) => i), {
  testSize: ${testShare},
  seed: ${seed},
});
const target = (indices) => indices.map((i) => rows[i][column]);

const scaler = new StandardScaler().fit(split.xTrain);
const model = ${
    penalty === 'ridge'
      ? `new Ridge({ alpha: ${alpha} * split.yTrain.length })`
      : `new ElasticNet({ alpha: ${alpha}, l1Ratio: ${penalty === 'lasso' ? 1 : 0.5} })`
  }.fit(scaler.transform(split.xTrain), target(split.yTrain));
console.table(Object.fromEntries(features.map((name, j) => [name, model.coefficients[j]])));
console.log('R2 on held-out rows', model.score(scaler.transform(split.xTest), target(split.yTest)));
`;
}

function wineScript({ target }: Options): string {
  return `import { readFileSync } from 'node:fs';

const [header, ...lines] = readFileSync('apps/lab/data/wine.csv', 'utf8').trim().split(/\\r?\\n/);
const names = header.split(',').slice(0, -1); // the last column is the cultivar
const rows = lines.map((line) => line.split(',').slice(0, -1).map(Number));
const column = names.indexOf('${target}');`;
}

function ownScript({ data, targetColumn }: Options, table: Table): string {
  return `${tableScript(data, table.numericColumns)}
const names = table.names;
const columns = names.map((name) => table.float64(name));
const rows = Array.from(columns[0], (_, i) => columns.map((values) => values[i]));
const column = names.indexOf(${JSON.stringify(table.numericColumn(targetColumn, -1))});`;
}
