import { Pca } from '@ai/classic-ml';
import { NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'pca',
  title: 'principal components, 50000 x 100, 10 components, float64',
  skip: NO_ENGINE,
  node: { 'ml.js': 'pca-mljs.mjs' },
  python: { 'scikit-learn': 'pca_sklearn.py' },
  prepare() {
    const x = table(50_000, 100);
    return () => new Pca({ numComponents: 10 }).fit(x);
  },
  check: (model) => model.explainedVariance[0],
};
