import { ExtraTreesClassifier } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'extra-trees',
  title: 'extremely randomised trees, 20000 x 20, 20 trees',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'extra_trees_sklearn.py' },
  prepare() {
    const x = table(20_000, 20);
    const y = labels(x, 3);
    return () => new ExtraTreesClassifier({ numTrees: 20 }).fit(x, y);
  },
};
