import { surfaces } from '../../data/surfaces.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options): string {
  return `import { tf } from '@ai/core';

const f = (x, y) => ${surfaces[options.surface].code};
const gradient = tf.grads(f);

let [x, y] = [${options.startX}, ${options.startY}];
let [vx, vy] = [0, 0];
for (let step = 0; step < ${options.steps}; step++) {
  const [dx, dy] = tf.tidy(() => gradient([tf.scalar(x), tf.scalar(y)]).map((d) => d.dataSync()[0]));
  vx = ${options.momentum} * vx + dx;
  vy = ${options.momentum} * vy + dy;
  x -= ${options.learningRate} * vx;
  y -= ${options.learningRate} * vy;
}
console.log({ x, y, height: f(tf.scalar(x), tf.scalar(y)).dataSync()[0] });
`;
}
