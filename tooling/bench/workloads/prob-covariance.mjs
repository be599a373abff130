import { covarianceMatrix } from '@ai/prob-info';
import { spread } from '../data.mjs';

const [N, D] = [1_000_000, 10];

export default {
  name: 'prob-covariance',
  title: `covariance matrix of ${N} x ${D}, float64`,
  python: { numpy: 'prob_covariance_numpy.py' },
  prepare() {
    const table = { data: Float64Array.from(spread(N * D, 1)), rows: N, columns: D };
    return () => covarianceMatrix(table).covariance.data;
  },
  check: (covariance) => covariance[0],
};
