import { KNeighborsClassifier } from '@ai/classic-ml';
import { spread } from '../data.mjs';

const [N, D, QUERIES, K, CLASSES] = [60_000, 64, 2_000, 5, 10];

/** n rows of D float64 numbers, as the rows of one buffer. */
function rows(n, seed) {
  const values = Float64Array.from(spread(n * D, seed));
  return Array.from({ length: n }, (_, i) => values.subarray(i * D, (i + 1) * D));
}

export default {
  name: 'knn',
  title: `k nearest neighbours, ${N} points of ${D} features, ${QUERIES} queries, k = ${K}, brute force, float64`,
  python: { 'scikit-learn': 'knn_sklearn.py' },
  prepare() {
    const y = Array.from({ length: N }, (_, i) => i % CLASSES);
    const model = new KNeighborsClassifier({ k: K }).fit(rows(N, 1), y);
    const queries = rows(QUERIES, 2);
    return () => model.predict(queries);
  },
  check: (labels) => Array.from(labels).reduce((sum, label, i) => sum + label * ((i % 7) + 1), 0),
};
