import { KMeans } from '@ai/classic-ml';
import { setLogger } from '@ai/core';
import { table } from '../classic-data.mjs';

export default {
  name: 'k-means-10k',
  title: 'k-means, 10000 x 64, 64 clusters, 20 iterations of Lloyd, float64 (a tenth of `k-means`)',
  node: { 'ml.js': 'k-means-10k-mljs.mjs' },
  prepare() {
    const x = table(10_000, 64);
    const init = { data: x.data.slice(0, 64 * 64), rows: 64, columns: 64 };
    const estimator = new KMeans({ numClusters: 64, init, maxIterations: 20, tolerance: 0 });
    setLogger({ warn() {} }); // 20 iterations are not meant to converge
    return () => estimator.fit(x);
  },
  check: (model) => model.inertia,
};
