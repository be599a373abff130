import type { Table } from '../../data/table.js';
import { ownData } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const { k, weights, metric } = options;
  const own = ownData(options, table);
  return `import { crossValidate, KNeighborsClassifier, StratifiedKFold } from '@ai/classic-ml';
${own ? own.code : irisScript(options)}

const learner = new KNeighborsClassifier({ k: ${k}, weights: '${weights}', metric: '${metric}' });
console.log('accuracy on the points shown', learner.fit(points, labels).score(points, labels));
const folds = new StratifiedKFold({ splits: 5, shuffle: true, seed: ${seed} });
const { testScores } = crossValidate(learner, points, labels, { folds });
console.log('cross-validated', testScores.reduce((sum, score) => sum + score, 0) / testScores.length);
`;
}

function irisScript({ horizontal, vertical }: Options): string {
  return `import { readFileSync } from 'node:fs';

const rows = readFileSync('apps/lab/data/iris.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(','));
const points = rows.map((row) => [Number(row[${horizontal}]), Number(row[${vertical}])]);
const labels = rows.map((row) => row[4]);`;
}
