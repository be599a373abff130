import { DecisionTreeClassifier } from 'ml-cart';
import { Matrix } from 'ml-matrix';
import { labels, rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-cart',
  prepare() {
    const numbers = table(1_000, 20);
    const x = new Matrix(rowArrays(numbers));
    const y = Array.from(labels(numbers, 3));
    return () => {
      const model = new DecisionTreeClassifier({ minNumSamples: 1, gainThreshold: 0 });
      model.train(x, y);
      return { x, model };
    };
  },
  check: ({ x, model }) => model.predict(x).reduce((sum, label, i) => sum + label * ((i % 7) + 1), 0),
};
