import { type SurfaceName, surfaces } from '../../data/surfaces.js';
import { MAKER_CODE, NAMES } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options): string {
  return `import { tf } from '@ai/core';
import { Adagrad, Adam, RmsProp, Sgd } from '@ai/nn';

const f = (x, y) => ${surfaces[options.surface as SurfaceName].code};
const makers = {
${NAMES.map((name) => `  ${name}: (parameters) => ${MAKER_CODE[name](options)},`).join('\n')}
};

for (const [name, make] of Object.entries(makers)) {
  const x = tf.variable(tf.scalar(${options.startX}));
  const y = tf.variable(tf.scalar(${options.startY}));
  const optimizer = make(new Map([['x', x], ['y', y]]));
  for (let step = 0; step < ${options.steps}; step++) {
    const { value, grads } = tf.variableGrads(() => f(x, y), [x, y]);
    optimizer.step(grads);
    tf.dispose([value, grads]);
  }
  console.log(name, f(x, y).dataSync()[0]);
}
`;
}
