import { RandomForestClassifier } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'random-forest-500',
  title: 'random forest, 500 x 20, 10 trees that look at all features (small: ml.js takes quadratic time)',
  skip: NO_ENGINE,
  node: { 'ml.js': 'random-forest-500-mljs.mjs' },
  prepare() {
    const x = table(500, 20);
    const y = labels(x, 3);
    return () => new RandomForestClassifier({ numTrees: 10, maxFeatures: 'all' }).fit(x, y);
  },
};
