import { Matrix } from 'ml-matrix';
import { GaussianNB } from 'ml-naivebayes';
import { labels, rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-naivebayes',
  prepare() {
    const numbers = table(50_000, 100);
    const x = new Matrix(rowArrays(numbers));
    const y = Array.from(labels(numbers, 10));
    return () => {
      const model = new GaussianNB();
      model.train(x, y);
      return model;
    };
  },
  check: (model) => model.means[0][0],
};
