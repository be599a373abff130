import { Normal } from '@ai/prob-info';
import { spread } from '../data.mjs';

const N = 1_000_000;

export default {
  name: 'prob-log-density',
  title: `normal log-densities of ${N} numbers, float64`,
  python: { scipy: 'prob_log_density_scipy.py' },
  prepare() {
    const x = Float64Array.from(spread(N, 1));
    const normal = new Normal({ mean: 0.1, standardDeviation: 0.7 });
    return () => normal.logPdf(x);
  },
  check: (logs) => logs.reduce((sum, v) => sum + v, 0) / N,
};
