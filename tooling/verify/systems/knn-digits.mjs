import { KNeighborsClassifier } from '@ai/classic-ml';
import { accuracy, readTable, splitThird } from '../data.mjs';

export default {
  name: 'knn-digits',
  title: 'accuracy of k nearest neighbours (k = 3) on a held-out third of the 8x8 digits',
  bar: 0.98,
  higherIsBetter: true,
  async run({ log }) {
    const { train, test } = splitThird(await readTable('digits.csv'), 1);
    log(`${train.x.length} digits to learn from, ${test.x.length} held out`);
    const model = new KNeighborsClassifier({ k: 3 }).fit(train.x, train.y);
    return accuracy(test.y, model.predict(test.x));
  },
};
