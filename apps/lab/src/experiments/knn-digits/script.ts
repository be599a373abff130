import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ k, weights, metric, testShare }: Options, seed: number): string {
  return `import { readFileSync } from 'node:fs';
import { KNeighborsClassifier, trainTestSplit } from '@ai/classic-ml';
import { accuracy, confusionMatrix } from '@ai/metrics';

// 1797 digits of 8x8 pixels (0..16), the digit last
const rows = readFileSync('apps/lab/data/digits.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(',').map(Number));
const x = rows.map((row) => row.slice(0, 64));
const y = rows.map((row) => row[64]);

const { xTrain, xTest, yTrain, yTest } = trainTestSplit(x, y, { testSize: ${testShare}, stratify: true, seed: ${seed} });
const model = new KNeighborsClassifier({ k: ${k}, weights: '${weights}', metric: '${metric}' }).fit(xTrain, yTrain);
const predicted = model.predict(xTest);

console.log('accuracy', accuracy(yTest, predicted));
console.table(confusionMatrix(yTest, predicted).matrix);
`;
}
