import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ prior, sensitivity, falsePositives, result, tests }: Options): string {
  const likelihoods =
    result === 'positive'
      ? `[${sensitivity}, ${falsePositives}]`
      : `[${Number((1 - sensitivity).toPrecision(10))}, ${Number((1 - falsePositives).toPrecision(10))}]`;
  return `import { bayesRule } from '@ai/prob-info';

// the probability of a ${result} test for the ill and for the healthy
const logLikelihoods = ${likelihoods}.map(Math.log);
let belief = [${prior}, ${Number((1 - prior).toPrecision(12))}];
for (let test = 1; test <= ${tests}; test++) {
  const { posterior, logEvidence } = bayesRule(belief, logLikelihoods);
  console.log('after test', test, 'ill', posterior[0], 'evidence', Math.exp(logEvidence));
  belief = posterior;
}
`;
}
