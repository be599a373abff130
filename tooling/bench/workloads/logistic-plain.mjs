import { LogisticRegression } from '@ai/classic-ml';
import { labels, NO_ENGINE, table } from '../classic-data.mjs';

export default {
  name: 'logistic-plain',
  title: 'logistic regression without penalty and intercept, 50000 x 100, 2 classes, float64',
  skip: NO_ENGINE,
  node: { 'ml.js': 'logistic-plain-mljs.mjs' },
  prepare() {
    const x = table(50_000, 100);
    const y = labels(x, 2);
    return () => new LogisticRegression({ solver: 'lbfgs', penalty: 'none', fitIntercept: false }).fit(x, y);
  },
  check: (model) => model.coefficients.data[0],
};
