import { rocAuc } from '@ai/metrics';
import { spread } from '../data.mjs';

const N = 10_000_000;

export default {
  name: 'metrics-auc',
  title: `area under the ROC curve of ${N} scores, float32`,
  skip: { js: 'it uses no engine', wasm: 'it uses no engine', 'tfjs-node': 'it uses no engine' },
  python: { 'scikit-learn': 'metrics_auc_sklearn.py' },
  prepare() {
    const scores = spread(N, 1);
    const labels = Uint8Array.from(spread(N, 2), (value, i) => Number(value + scores[i] > 0));
    return () => rocAuc(labels, scores);
  },
  check: (area) => area,
};
