import type { Table } from '../../data/table.js';
import { CODE, ownData } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const own = ownData(options, table);
  const rows =
    own !== undefined
      ? own.code.replace('const points', 'const rows')
      : `import { Random } from '@ai/core';

const random = new Random(${seed});
const [rho, noise] = [${options.rho}, ${options.noise}];
const rows = Array.from({ length: ${options.count} }, () => {
  const x = random.normal();
  return ${CODE[options.shape]};
});${options.outlier > 0 ? `\nrows.push([${options.outlier}, ${-options.outlier}]);` : ''}`;
  return `import { correlation, covarianceMatrix, kendall, mutualInformationKsg, spearman } from '@ai/prob-info';
${rows}
const [x, y] = [rows.map((row) => row[0]), rows.map((row) => row[1])];

console.log('covariance', covarianceMatrix(rows).covariance.data);
console.log('Pearson', correlation(x, y), 'Spearman', spearman(x, y), 'Kendall', kendall(x, y));
console.log('mutual information', mutualInformationKsg(x, y, { neighbors: 3 }), 'nats');
`;
}
