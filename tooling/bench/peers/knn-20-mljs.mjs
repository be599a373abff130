import Knn from 'ml-knn';
import { rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-knn',
  prepare() {
    const x = rowArrays(table(60_000, 64, 1));
    const y = x.map((_, i) => i % 2);
    const model = new Knn(x, y, { k: 5 });
    const queries = rowArrays(table(20, 64, 2));
    return () => model.predict(queries);
  },
  check: (labels) => labels.reduce((sum, label, i) => sum + label * ((i % 7) + 1), 0),
};
