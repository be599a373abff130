import { CLOUDS } from '../../data/clouds.js';
import { shapeScript } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import { ownData } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const { numComponents, covariance, start } = options;
  const own = ownData(options, table);
  const isRandom = start === 'random';
  return `import { GaussianMixture } from '@ai/classic-ml';
${own && !isRandom ? '' : "import { Random } from '@ai/core';\n"}
${own ? own.code : shapeScript(CLOUDS[options.shape], seed)}
${isRandom ? `\nconst initialMeans = Array.from(new Random(${seed}).permutation(points.length).slice(0, ${numComponents}), (i) => points[i]);` : ''}
const model = new GaussianMixture({
  numComponents: ${numComponents},
  covariance: '${covariance}',
  ${isRandom ? 'initialMeans' : `seed: ${seed}`},
  tolerance: 1e-6,
  maxIterations: 300,
}).fit(points);
console.log('weights', model.weights, 'means', model.means.data);
const logs = model.logLikelihoods(points);
console.log('log likelihood of a point', logs.reduce((sum, value) => sum + value, 0) / logs.length);
`;
}
