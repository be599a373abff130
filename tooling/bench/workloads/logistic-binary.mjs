import { LogisticRegression } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'logistic-binary',
  title: 'logistic regression, 50000 x 100, 2 classes, L-BFGS, float64',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'logistic_binary_sklearn.py' },
  prepare() {
    const x = table(50_000, 100);
    const y = labels(x, 2);
    return () => new LogisticRegression({ solver: 'lbfgs' }).fit(x, y);
  },
  check: (model) => model.coefficients.data[0],
};
