import { LinearRegression } from '@ai/classic-ml';
import { NO_ENGINE, table, values } from '../classic-data.mjs';

export default {
  name: 'linear-regression',
  title: 'linear regression, 50000 x 100, float64',
  skip: NO_ENGINE,
  node: { 'ml.js': 'linear-regression-mljs.mjs' },
  python: { 'scikit-learn': 'linear_regression_sklearn.py' },
  prepare() {
    const x = table(50_000, 100);
    const y = values(x);
    return () => new LinearRegression().fit(x, y);
  },
  check: (model) => model.coefficients[0],
};
