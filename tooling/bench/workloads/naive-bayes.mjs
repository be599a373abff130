import { GaussianNaiveBayes } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'naive-bayes',
  title: 'naive Bayes with normal distributions, 50000 x 100, 10 classes, fitted, float64',
  skip: NO_ENGINE,
  node: { 'ml.js': 'naive-bayes-mljs.mjs' },
  prepare() {
    const x = table(50_000, 100);
    const y = labels(x, 10);
    return () => new GaussianNaiveBayes().fit(x, y);
  },
  check: (model) => model.means.data[0],
};
