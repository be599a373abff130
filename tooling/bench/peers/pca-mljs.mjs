import { Matrix } from 'ml-matrix';
import { PCA } from 'ml-pca';
import { rowArrays, table } from '../classic-data.mjs';

export default {
  package: 'ml-pca',
  prepare() {
    const x = new Matrix(rowArrays(table(50_000, 100)));
    return () => new PCA(x, { method: 'covarianceMatrix' }); // the fastest of its methods for a tall table
  },
  check: (model) => model.getEigenvalues()[0],
};
