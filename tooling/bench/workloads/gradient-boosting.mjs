import { GradientBoostingRegressor } from '@ai/classic-ml';
import { NO_ENGINE, table, values } from '../classic-data.mjs';

export default {
  name: 'gradient-boosting',
  title: 'gradient boosting over histograms, 50000 x 20, 100 rounds',
  skip: NO_ENGINE,
  python: { 'scikit-learn': 'gradient_boosting_sklearn.py' },
  prepare() {
    const x = table(50_000, 20);
    const y = values(x);
    return () => new GradientBoostingRegressor().fit(x, y);
  },
  check: (model) => model.start[0],
};
