import { agnes } from 'ml-hclust';
import { rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-hclust',
  prepare() {
    const x = rowArrays(table(1_000, 10));
    return () => agnes(x, { method: 'ward2' }); // on distances, as ours; its 'ward' wants squares
  },
  check: (root) => root.height,
};
