import { Matrix } from 'ml-matrix';
import MultivariateLinearRegression from 'ml-regression-multivariate-linear';
import { rowArrays, table, values } from '../classic-data.mjs';

export default {
  package: 'ml-regression-multivariate-linear',
  prepare() {
    const numbers = table(50_000, 100);
    const x = new Matrix(rowArrays(numbers));
    const y = Matrix.columnVector(values(numbers));
    return () => new MultivariateLinearRegression(x, y, { statistics: false });
  },
  check: (model) => model.weights[0][0],
};
