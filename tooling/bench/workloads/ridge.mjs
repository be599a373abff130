import { Ridge } from '@ai/classic-ml';
import { NO_ENGINE, table, values } from '../classic-data.mjs';

export default {
  name: 'ridge',
  title: 'ridge regression, 50000 x 100, float64',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'ridge_sklearn.py' },
  prepare() {
    const x = table(50_000, 100);
    const y = values(x);
    return () => new Ridge().fit(x, y);
  },
  check: (model) => model.coefficients[0],
};
