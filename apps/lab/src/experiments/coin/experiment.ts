import { Random } from '@ai/core';
import { Beta } from '@ai/prob-info';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { text } from '../../text.js';
import { beliefPlot } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const coin = defineExperiment({
  id: 'coin',
  chapter: 'probability',
  ...words,
  uses: [{ name: 'Beta', package: '@ai/prob-info', source: 'packages/prob-info/src/distributions/beta.ts' }],
  frameDelay: 80,
  instant: true,
  charts: [
    {
      title: text('Belief over the flips', '信念随抛掷的变化'),
      x: text('flips', '抛掷次数'),
      series: { mean: text('posterior mean', '后验均值'), low: text('2.5%', '2.5%'), high: text('97.5%', '97.5%') },
    },
  ],
  options,
  script,
  async *run({ options, seed }) {
    const random = new Random(seed);
    let { a, b } = options;
    let logEvidence = 0;
    let heads = 0;
    const prior = new Beta({ alpha: a, beta: b });
    let posterior = prior;
    for (let flip = 0; flip <= options.flips; flip++) {
      if (flip > 0) {
        const isHeads = random.bernoulli(options.bias);
        logEvidence += Math.log((isHeads ? a : b) / (a + b)); // what the belief so far gave this flip
        if (isHeads) a++;
        else b++;
        heads += Number(isHeads);
        posterior = new Beta({ alpha: a, beta: b });
      }
      const [low, high] = posterior.interval(0.95);
      yield scalars(flip, { mean: posterior.mean, low, high });
      yield figure({
        kind: 'plot',
        pick: { x: 'bias' },
        name: 'belief',
        title: text('Prior, likelihood and posterior', '先验、似然与后验'),
        caption: text(
          `${heads} heads, ${flip - heads} tails. Dashed: the true chance; click to set it. The likelihood is scaled to area 1.`,
          `${heads} 次正面，${flip - heads} 次反面。虚线：真实概率，点击可设定。似然已归一化。`,
        ),
        spec: beliefPlot(prior, posterior, new Beta({ alpha: heads + 1, beta: flip - heads + 1 }), options.bias),
      });
      yield progress(options.flips === 0 ? 1 : flip / options.flips);
      yield frame;
    }
    const [low, high] = posterior.interval(0.95);
    return {
      mainFigure: 'belief',
      values: {
        heads: { label: text('Heads', '正面'), value: heads },
        tails: { label: text('Tails', '反面'), value: options.flips - heads },
        mean: { label: text('Posterior mean', '后验均值'), value: posterior.mean },
        low: { label: text('95% sure: above', '95% 下限'), value: low },
        high: { label: text('and below', '95% 上限'), value: high },
        logEvidence: { label: text('Log evidence', '对数证据'), value: logEvidence },
        fairOdds: {
          label: text('Bayes factor against a fair coin', '相对公平硬币的贝叶斯因子'),
          value: Math.exp(logEvidence - options.flips * Math.log(0.5)),
        },
      },
    };
  },
});
