import { RandomForestClassifier } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'random-forest',
  title: 'random forest, 20000 x 20, 100 trees',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'random_forest_sklearn.py' },
  prepare() {
    const x = table(20_000, 20);
    const y = labels(x, 3);
    return () => new RandomForestClassifier().fit(x, y);
  },
};
