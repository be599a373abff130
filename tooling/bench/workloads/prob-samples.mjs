import { Random } from '@ai/core';
import { Normal } from '@ai/prob-info';

const N = 1_000_000;

export default {
  name: 'prob-samples',
  title: `${N} normal draws, float64`,
  python: { scipy: 'prob_samples_scipy.py' },
  prepare() {
    const random = new Random(1);
    const normal = new Normal({ mean: 3, standardDeviation: 0.1 });
    return () => normal.sample(random, N);
  },
  check: (draws) => draws.reduce((sum, v) => sum + v, 0) / N, // the streams differ, the mean agrees
};
