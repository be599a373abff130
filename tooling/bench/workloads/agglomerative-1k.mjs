import { AgglomerativeClustering } from '@ai/classic-ml';
import { table } from '../classic-data.mjs';

export default {
  name: 'agglomerative-1k',
  title: "hierarchical clustering, 1000 x 10, Ward's linkage, all merges (small: ml.js takes cubic time)",
  node: { 'ml.js': 'agglomerative-1k-mljs.mjs' },
  prepare() {
    const x = table(1_000, 10);
    return () => new AgglomerativeClustering({ numClusters: 1, linkage: 'ward' }).fit(x);
  },
  check: (model) => model.distances.at(-1),
};
