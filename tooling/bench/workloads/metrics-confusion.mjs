import { confusionMatrix } from '@ai/metrics';
import { spread } from '../data.mjs';

const [N, CLASSES] = [10_000_000, 10];

export default {
  name: 'metrics-confusion',
  title: `confusion matrix of ${N} labels, ${CLASSES} classes`,
  skip: { js: 'it uses no engine', wasm: 'it uses no engine', 'tfjs-node': 'it uses no engine' },
  python: { 'scikit-learn': 'metrics_confusion_sklearn.py' },
  prepare() {
    const labels = Int32Array.from(spread(N, 1), (value) => Math.floor((value + 0.5) * CLASSES));
    const predictions = Int32Array.from(spread(N, 2), (value) => Math.floor((value + 0.5) * CLASSES));
    return () => confusionMatrix(labels, predictions);
  },
  check: ({ matrix }) => matrix.reduce((sum, row, i) => sum + row[i], 0),
};
