import { Normal } from '@ai/prob-info';
import { CELLS, cells, fitQ, REACH } from './cells.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options): string {
  const { humps, distance, base, fit } = options;
  const offset = humps === 'two' ? distance / 2 : 0;
  const hump = (mean: number, x: number) => new Normal({ mean, standardDeviation: 0.8 }).pdf(x);
  const { mean, deviation } = fitQ(
    cells((x) => (hump(-offset, x) + hump(offset, x)) / 2),
    options,
  );
  const about = { none: '', forward: ' // the least D(P||Q)', reverse: ' // the least D(Q||P)' }[fit];
  return `import { crossEntropy, entropy, jensenShannonDivergence, klDivergence, Normal } from '@ai/prob-info';

// both distributions as probabilities of ${CELLS} cells from -${REACH} to ${REACH}
const cells = (density) => {
  const values = Array.from({ length: ${CELLS} }, (_, i) => density(-${REACH} + ((i + 0.5) / ${CELLS}) * ${2 * REACH}));
  const sum = values.reduce((a, b) => a + b);
  return values.map((value) => value / sum);
};
const normal = (mean, standardDeviation) => (x) => new Normal({ mean, standardDeviation }).pdf(x);
const [left, right] = [normal(${-offset}, 0.8), normal(${offset}, 0.8)];
const p = cells((x) => (left(x) + right(x)) / 2);
const q = cells(normal(${mean}, ${deviation}));${about}

const unit = { base: ${base === 'bits' ? 2 : 'Math.E'} };
console.log('H(P)', entropy(p, unit));
console.log('H(P, Q)', crossEntropy(p, q, unit));
console.log('D(P||Q)', klDivergence(p, q, unit), 'D(Q||P)', klDivergence(q, p, unit));
console.log('JS', jensenShannonDivergence([p, q], unit));
`;
}
