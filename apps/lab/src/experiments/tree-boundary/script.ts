import { planeClassesScript, TEST_SHARE } from '../../data/plane-classes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const { model, maxDepth, numTrees, learningRate } = options;
  const [name, settings] = {
    tree: ['DecisionTreeClassifier', `maxDepth: ${maxDepth}`],
    forest: ['RandomForestClassifier', `numTrees: ${numTrees}, maxDepth: ${maxDepth}`],
    boosting: [
      'GradientBoostingClassifier',
      `numRounds: ${numTrees}, maxDepth: ${maxDepth}, learningRate: ${learningRate}, minSamplesLeaf: 5`,
    ],
  }[model];
  return `import { ${name}, trainTestSplit } from '@ai/classic-ml';
import { Random } from '@ai/core';

${planeClassesScript(options, seed, table)}

const split = trainTestSplit(points, labels, { testSize: ${TEST_SHARE}, stratify: true, seed: ${seed} });
const model = new ${name}({ ${settings}, seed: ${seed} }).fit(split.xTrain, split.yTrain);
console.log('accuracy on training points', model.score(split.xTrain, split.yTrain));
console.log('accuracy on held-out points', model.score(split.xTest, split.yTest));
`;
}
