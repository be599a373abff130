import { Lasso } from '@ai/classic-ml';
import { NO_ENGINE, table, values } from '../classic-data.mjs';

export default {
  name: 'lasso',
  title: 'lasso, 50000 x 100, alpha 0.01, float64',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'lasso_sklearn.py' },
  prepare() {
    const x = table(50_000, 100);
    const y = values(x);
    return () => new Lasso({ alpha: 0.01 }).fit(x, y);
  },
  check: (model) => model.coefficients[0],
};
