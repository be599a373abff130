import { Matrix } from 'ml-matrix';
import { RandomForestClassifier } from 'ml-random-forest';
import { labels, rowArrays, table } from '../classic-data.mjs';

// It draws features once for each tree, not for each node: only with all of them do both do the same work.
const OPTIONS = { nEstimators: 10, maxFeatures: 1, replacement: false, noOOB: true };
const TREE = { minNumSamples: 1, gainThreshold: 0 };

export default {
  package: 'ml-random-forest',
  prepare() {
    const numbers = table(500, 20);
    const x = new Matrix(rowArrays(numbers));
    const y = Array.from(labels(numbers, 3));
    return () => {
      const model = new RandomForestClassifier({ ...OPTIONS, treeOptions: TREE });
      model.train(x, y);
      return model;
    };
  },
};
