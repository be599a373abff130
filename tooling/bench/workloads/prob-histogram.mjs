import { histogram } from '@ai/prob-info';
import { spread } from '../data.mjs';

const N = 10_000_000;

export default {
  name: 'prob-histogram',
  title: `histogram of ${N} numbers in 100 bins, float64`,
  python: { numpy: 'prob_histogram_numpy.py' },
  prepare() {
    const x = Float64Array.from(spread(N, 1));
    return () => histogram(x, { bins: 100 }).counts;
  },
  check: (counts) => counts.reduce((sum, count, i) => sum + count * ((i % 7) + 1), 0),
};
