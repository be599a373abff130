import { CELLS, REACH } from './cells.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ humps, distance, meanQ, deviationQ, base }: Options): string {
  return `import { crossEntropy, entropy, jensenShannonDivergence, klDivergence, Normal } from '@ai/prob-info';

// both distributions as probabilities of ${CELLS} cells from -${REACH} to ${REACH}
const cells = (density) => {
  const values = Array.from({ length: ${CELLS} }, (_, i) => density(-${REACH} + ((i + 0.5) / ${CELLS}) * ${2 * REACH}));
  const sum = values.reduce((a, b) => a + b);
  return values.map((value) => value / sum);
};
const normal = (mean, standardDeviation) => (x) => new Normal({ mean, standardDeviation }).pdf(x);
const [left, right] = [normal(${humps === 'two' ? -distance / 2 : 0}, 0.8), normal(${humps === 'two' ? distance / 2 : 0}, 0.8)];
const p = cells((x) => (left(x) + right(x)) / 2);
const q = cells(normal(${meanQ}, ${deviationQ}));

const unit = { base: ${base === 'bits' ? 2 : 'Math.E'} };
console.log('H(P)', entropy(p, unit));
console.log('H(P, Q)', crossEntropy(p, q, unit));
console.log('D(P||Q)', klDivergence(p, q, unit), 'D(Q||P)', klDivergence(q, p, unit));
console.log('JS', jensenShannonDivergence([p, q], unit));
`;
}
