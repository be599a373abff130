import { KNeighborsClassifier } from '@ai/classic-ml';
import { table } from '../classic-data.mjs';

export default {
  name: 'knn-20',
  title:
    '5 nearest neighbours, 60000 points of 64 features, 20 queries (not the 2000 of `knn`: ml.js takes 0.1 s for each)',
  node: { 'ml.js': 'knn-20-mljs.mjs' },
  prepare() {
    const x = table(60_000, 64, 1);
    const y = Int32Array.from({ length: x.rows }, (_, i) => i % 2); // of two classes, 5 votes have a majority
    const model = new KNeighborsClassifier({ k: 5 }).fit(x, y);
    const queries = table(20, 64, 2);
    return () => model.predict(queries);
  },
  check: (labels) => Array.from(labels).reduce((sum, label, i) => sum + label * ((i % 7) + 1), 0),
};
