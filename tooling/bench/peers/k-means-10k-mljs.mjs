import { kmeans } from 'ml-kmeans';
import { rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-kmeans',
  prepare() {
    const x = rowArrays(table(10_000, 64));
    const start = x.slice(0, 64);
    return () => ({ x, model: kmeans(x, 64, { initialization: start, maxIterations: 20, tolerance: 0 }) });
  },
  // its labels belong to the centers before the last update; ours to the final ones
  check({ x, model }) {
    const errors = model.nearest(x).map((label, i) => squaredDistance(x[i], model.centroids[label]));
    return errors.reduce((sum, error) => sum + error, 0);
  },
};

const squaredDistance = (a, b) => a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
