import { DecisionTreeClassifier } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'decision-tree-1k',
  title: 'one decision tree, 1000 x 20, 3 classes, grown until leaves are pure (small: ml.js takes quadratic time)',
  skip: NO_ENGINE,
  node: { 'ml.js': 'decision-tree-1k-mljs.mjs' },
  prepare() {
    const x = table(1_000, 20);
    const y = labels(x, 3);
    return () => ({ x, model: new DecisionTreeClassifier().fit(x, y) });
  },
  check: ({ x, model }) => model.predict(x).reduce((sum, label, i) => sum + label * ((i % 7) + 1), 0),
};
