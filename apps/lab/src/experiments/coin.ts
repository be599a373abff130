import { Random } from '@ai/core';
import { Beta } from '@ai/prob-info';
import { z } from 'zod';
import { defineExperiment, figure, frame, progress, scalars } from '../experiment.js';
import { classColor, quietInk } from '../figures/palette.js';
import { linePlot } from '../figures/plots.js';
import { integer, number } from '../options.js';
import { text } from '../text.js';

const POINTS = 201;

export const coin = defineExperiment({
  id: 'coin',
  chapter: 'probability',
  title: text('The coin: prior, evidence, posterior', '抛硬币：先验、证据、后验'),
  summary: text(
    'Belief about a coin, updated flip by flip with Bayes’ rule.',
    '关于一枚硬币的信念，随着每次抛掷用贝叶斯公式更新。',
  ),
  explanation: text(
    `What do we believe about the chance $\\theta$ of heads? Before any flip it is the prior, a Beta distribution; $a$ and $b$ act like heads and tails seen beforehand. Each flip multiplies the belief by its likelihood, $\\theta$ for heads, $1 - \\theta$ for tails, and what comes out is again a Beta.

Flip by flip or all at once gives the same posterior: the order does not matter. A stubborn prior ($a = b = 50$) takes hundreds of flips to be moved, an open one ($a = b = 1$) follows the first few.

The evidence is the probability the prior gave to what was seen. It compares priors: one that bet on the right coin has more of it.`,
    `对正面朝上的概率 $\\theta$ 我们相信什么？抛掷之前是先验，即 Beta 分布；$a$ 与 $b$ 相当于事先见过的正面与反面次数。每次抛掷把信念乘上似然：正面为 $\\theta$，反面为 $1 - \\theta$，结果仍是 Beta 分布。

逐次更新或一次更新得到同样的后验：顺序无关。固执的先验（$a = b = 50$）要几百次才会改变，开放的先验（$a = b = 1$）很快跟随数据。

证据是先验给予所见结果的概率。它可以比较先验：押对硬币的先验证据更大。`,
  ),
  formula:
    'p(\\theta \\mid h, t) = \\frac{\\theta^{h} (1 - \\theta)^{t} \\; \\mathrm{Beta}(\\theta; a, b)}{p(h, t)} = \\mathrm{Beta}(\\theta; a + h, b + t), \\qquad p(h, t) = \\frac{B(a + h, b + t)}{B(a, b)}',
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
  options: z.object({
    bias: number({
      label: text('The coin’s true chance of heads', '硬币正面的真实概率'),
      min: 0,
      max: 1,
      default: 0.7,
      step: 0.01,
    }),
    flips: integer({ label: text('Flips', '抛掷次数'), min: 0, max: 300, default: 60 }),
    a: number({ label: text('Prior heads a', '先验正面 a'), min: 0.5, max: 100, default: 2, logarithmic: true }),
    b: number({ label: text('Prior tails b', '先验反面 b'), min: 0.5, max: 100, default: 2, logarithmic: true }),
  }),
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
        name: 'belief',
        title: text('Prior, likelihood and posterior', '先验、似然与后验'),
        caption: text(
          `${heads} heads, ${flip - heads} tails. Dashed: the true chance. The likelihood is scaled to area 1.`,
          `${heads} 次正面，${flip - heads} 次反面。虚线：真实概率。似然已归一化。`,
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
        low: { label: text('95% from', '95% 下限'), value: low },
        high: { label: text('to', '上限'), value: high },
        logEvidence: { label: text('Log evidence', '对数证据'), value: logEvidence },
        fairOdds: {
          label: text('Bayes factor against a fair coin', '相对公平硬币的贝叶斯因子'),
          value: Math.exp(logEvidence - options.flips * Math.log(0.5)),
        },
      },
    };
  },
  script: ({ bias, flips, a, b }, seed) => `import { Random } from '@ai/core';
import { Beta } from '@ai/prob-info';

const random = new Random(${seed});
let [alpha, beta] = [${a}, ${b}];
for (let flip = 0; flip < ${flips}; flip++) {
  if (random.bernoulli(${bias})) alpha++;
  else beta++;
}
const posterior = new Beta({ alpha, beta });
console.log('posterior mean', posterior.mean, '95%', posterior.interval(0.95));
`,
});

function beliefPlot(prior: Beta, posterior: Beta, likelihood: Beta, truth: number) {
  const values = Array.from({ length: POINTS }, (_, i) => (i + 0.5) / POINTS).flatMap((x) => [
    { x, y: prior.pdf(x), series: 'prior' },
    { x, y: likelihood.pdf(x), series: 'likelihood' },
    { x, y: posterior.pdf(x), series: 'posterior' },
  ]);
  const plot = linePlot(
    values,
    { posterior: text('posterior', '后验'), prior: text('prior', '先验'), likelihood: text('likelihood', '似然') },
    { x: text('chance of heads θ', '正面概率 θ'), y: text('density', '密度'), width: 420, height: 300 },
  );
  const area = {
    data: { values: values.filter((value) => value.series === 'posterior') },
    mark: { type: 'area', color: classColor(0), opacity: 0.15, aria: false },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  };
  const rule = {
    data: { values: [{ x: truth }] },
    mark: { type: 'rule', color: quietInk, strokeDash: [5, 4], strokeWidth: 1.5 },
    encoding: { x: { field: 'x', type: 'quantitative' } },
  };
  return { ...plot, layer: [area, ...(plot['layer'] as object[]), rule] };
}
