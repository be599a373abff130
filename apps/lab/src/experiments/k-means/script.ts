import { CLOUDS } from '../../data/clouds.js';
import { shapeScript } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import { ownData } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const { numClusters, init, numStarts } = options;
  const own = ownData(options, table);
  return `import { KMeans } from '@ai/classic-ml';
${own ? '' : "import { Random } from '@ai/core';\n"}
${own ? own.code : shapeScript(CLOUDS[options.shape], seed)}

const model = new KMeans({
  numClusters: ${numClusters},
  init: '${init}',
  numStarts: ${numStarts},
  seed: ${seed},
  keepSteps: true,
}).fit(points);
for (const [i, { inertia }] of model.steps.entries()) console.log('step', i, 'inertia', inertia);
console.log('centers', model.centers.data, 'inertia', model.inertia);
`;
}
