import { bayesRule } from '@ai/prob-info';
import { defineExperiment, figure, progress } from '../../experiment.js';
import { text } from '../../text.js';
import { beliefFigure, countPeople, peopleFigure } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const bayes = defineExperiment({
  id: 'bayes-rule',
  chapter: 'probability',
  ...words,
  uses: [{ name: 'bayesRule', package: '@ai/prob-info', source: 'packages/prob-info/src/bayes/bayes-rule.ts' }],
  instant: true,
  options,
  script,
  async *run({ options }) {
    const { prior, sensitivity, falsePositives, result, tests } = options;
    const positive = [sensitivity, falsePositives];
    const logLikelihoods = positive.map((p) => Math.log(result === 'positive' ? p : 1 - p));
    yield figure(peopleFigure(options));
    const beliefs = [prior];
    let evidence = 1;
    for (let test = 1; test <= tests; test++) {
      const belief = beliefs[test - 1];
      const { posterior, logEvidence } = bayesRule([belief, 1 - belief], logLikelihoods);
      if (test === 1) evidence = Math.exp(logEvidence);
      beliefs.push(posterior[0]);
      yield progress(test / tests);
    }
    yield figure(beliefFigure(beliefs));
    const people = countPeople(options);
    return {
      mainFigure: 'people',
      values: {
        posterior: { label: text('Ill, given one result', '一次结果后的患病概率'), value: beliefs[1] },
        last: { label: text('Ill, given all results', '全部结果后的患病概率'), value: beliefs[tests] },
        evidence: { label: text('Probability of such a result', '出现该结果的概率'), value: evidence },
        alarmed: { label: text('Healthy, alarmed for nothing', '虚惊的健康者'), value: people.alarmed },
        ratio: {
          label: text('Likelihood ratio', '似然比'),
          value: Math.exp(logLikelihoods[0] - logLikelihoods[1]),
        },
      },
    };
  },
});
