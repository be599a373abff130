import { Random } from '@ai/core';
import { Normal } from '@ai/prob-info';
import { z } from 'zod';
import { defineExperiment, figure, frame, progress, scalars } from '../experiment.js';
import { classColor, paper } from '../figures/palette.js';
import { heatPicture } from '../figures/pixels.js';
import { fixedAxes, linePlot } from '../figures/plots.js';
import { choice, integer, number } from '../options.js';
import { text } from '../text.js';

const GRID = 120;
/** Log likelihoods this far under the peak are drawn as the floor. */
const DEPTH = 12;

export const gaussianMle = defineExperiment({
  id: 'gaussian-mle',
  chapter: 'probability',
  title: text('Fitting a Gaussian by maximum likelihood', '用最大似然拟合高斯分布'),
  summary: text(
    'The likelihood of mean and spread as a landscape, its peak growing sharp as samples come in.',
    '均值与离散程度的似然是一片地形，样本越多，山峰越尖。',
  ),
  explanation: text(
    `Every pair of mean $\\mu$ and deviation $\\sigma$ gives the samples a likelihood. The landscape shows its logarithm; the peak, the maximum likelihood estimate, is the sample's own mean and deviation.

Samples arrive one by one: the peak wanders less and less and the ridge around it tightens like $1/\\sqrt{n}$. With few samples the estimate of $\\sigma$ is too small on average, by the factor $\\sqrt{(n-1)/n}$ in the variance, because it measures from the sample's mean and not from the true one.

The last choice draws from another distribution: the fit is still the best Gaussian, and says nothing about whether a Gaussian was right.`,
    `每一对均值 $\\mu$ 与标准差 $\\sigma$ 都给样本一个似然。地形图是它的对数；山顶即最大似然估计，就是样本自身的均值和标准差。

样本逐个到来：山顶越来越稳定，周围的山脊按 $1/\\sqrt{n}$ 收紧。样本少时 $\\sigma$ 的估计平均偏小（方差差一个因子 $(n-1)/n$），因为它以样本均值而非真实均值为基准。

最后一个选项从别的分布抽样：拟合仍是最好的高斯分布，但并不说明高斯分布是否合适。`,
  ),
  formula:
    '\\log L(\\mu, \\sigma) = -\\frac{n}{2} \\log (2 \\pi \\sigma^2) - \\frac{1}{2 \\sigma^2} \\sum_{i=1}^{n} (x_i - \\mu)^2, \\qquad \\hat\\mu = \\bar x, \\quad \\hat\\sigma^2 = \\frac{1}{n} \\sum_i (x_i - \\bar x)^2',
  uses: [{ name: 'Normal', package: '@ai/prob-info', source: 'packages/prob-info/src/distributions/normal.ts' }],
  instant: true,
  charts: [
    {
      title: text('Estimates as samples arrive', '样本到来时的估计'),
      x: text('samples', '样本数'),
      series: { mean: text('mean', '均值'), deviation: text('deviation', '标准差') },
    },
  ],
  options: z.object({
    count: integer({ label: text('Samples n', '样本数 n'), min: 2, max: 300, default: 40 }),
    mean: number({ label: text('True mean μ', '真实均值 μ'), min: -3, max: 3, default: 0.5, step: 0.1 }),
    deviation: number({ label: text('True deviation σ', '真实标准差 σ'), min: 0.3, max: 3, default: 1.2, step: 0.1 }),
    source: choice({
      label: text('Samples come from', '样本来自'),
      choices: {
        normal: text('the Gaussian', '高斯分布'),
        uniform: text('a uniform of the same moments', '同矩的均匀分布'),
        skewed: text('an exponential of the same moments', '同矩的指数分布'),
      },
      default: 'normal',
    }),
  }),
  async *run({ options, seed }) {
    const { count, mean, deviation } = options;
    const samples = drawSamples(options, new Random(seed));
    const meanRange: [number, number] = [mean - 2 * deviation, mean + 2 * deviation];
    const deviationRange: [number, number] = [0.35 * deviation, 2.2 * deviation];
    const path: { x: number; y: number; n: number }[] = [];
    const moments = { sum: 0, squares: 0 };
    let fitted = new Normal({ mean, standardDeviation: deviation });
    for (let n = 1; n <= count; n++) {
      moments.sum += samples[n - 1];
      moments.squares += samples[n - 1] ** 2;
      if (n < 2) continue;
      fitted = Normal.fit(samples.subarray(0, n)).distribution;
      yield scalars(n, { mean: fitted.mean, deviation: fitted.standardDeviation });
      path.push({ x: fitted.mean, y: fitted.standardDeviation, n });
      yield figure({
        kind: 'plot',
        name: 'surface',
        title: text('Log likelihood of mean and deviation', '均值与标准差的对数似然'),
        caption: text(
          `${n} samples. Orange: the estimate. Ring: the truth.`,
          `${n} 个样本。橙色：估计值。圆环：真实值。`,
        ),
        background: surface(n, moments, fitted, meanRange, deviationRange),
        spec: surfacePlot(path, { mean, deviation }, meanRange, deviationRange),
      });
      yield progress(n / count);
      yield frame;
    }
    const wide: [number, number] = [mean - 4 * deviation, mean + 4 * deviation];
    const truth = new Normal({ mean, standardDeviation: deviation });
    const curve = Array.from({ length: 161 }, (_, i) => wide[0] + ((wide[1] - wide[0]) * i) / 160).flatMap((x) => [
      { x, y: fitted.pdf(x), series: 'fitted' },
      { x, y: truth.pdf(x), series: 'truth' },
    ]);
    const densities = linePlot(
      curve,
      { fitted: text('fitted', '拟合'), truth: text('true mean and deviation', '真实均值与标准差') },
      { x: text('x', 'x'), y: text('density', '密度'), width: 400, height: 240 },
    );
    const ticks = {
      data: { values: Array.from(samples, (x) => ({ x })) },
      mark: { type: 'tick', color: classColor(7), thickness: 1.2, size: 12, yOffset: 112, clip: true, aria: false },
      encoding: { x: { field: 'x', type: 'quantitative', scale: { domain: wide } } },
    };
    yield figure({
      kind: 'plot',
      name: 'densities',
      title: text('The fitted curve over the samples', '样本上的拟合曲线'),
      spec: { ...densities, layer: [...(densities['layer'] as object[]), ticks] },
    });
    return {
      mainFigure: 'surface',
      values: {
        mean: { label: text('Estimated mean', '估计均值'), value: fitted.mean },
        deviation: { label: text('Estimated deviation', '估计标准差'), value: fitted.standardDeviation },
        unbiased: {
          label: text('Deviation, divisor n − 1', '标准差（除以 n − 1）'),
          value: fitted.standardDeviation * Math.sqrt(count / (count - 1)),
        },
        standardError: {
          label: text('Standard error of the mean', '均值的标准误'),
          value: fitted.standardDeviation / Math.sqrt(count),
        },
        logLikelihood: {
          label: text('Log likelihood', '对数似然'),
          value: samples.reduce((sum, x) => sum + fitted.logPdf(x), 0),
        },
      },
    };
  },
  script: ({ count, mean, deviation, source }, seed) => `import { Random } from '@ai/core';
import { Normal } from '@ai/prob-info';

const random = new Random(${seed});
const samples = Float64Array.from({ length: ${count} }, () => ${{ normal: `random.normal(${mean}, ${deviation})`, uniform: `${mean} + ${deviation} * Math.sqrt(12) * (random.uniform() - 0.5)`, skewed: `${mean} + ${deviation} * (-Math.log1p(-random.uniform()) - 1)` }[source]});

const { distribution, standardErrors } = Normal.fit(samples);
console.log('mean', distribution.mean, '±', standardErrors.mean);
console.log('deviation', distribution.standardDeviation, '±', standardErrors.standardDeviation);
console.log('log likelihood', distribution.logPdf(samples).reduce((sum, value) => sum + value, 0));
`,
});

function drawSamples(
  { count, mean, deviation, source }: { count: number; mean: number; deviation: number; source: string },
  random: Random,
): Float64Array {
  return Float64Array.from({ length: count }, () => {
    if (source === 'uniform') return mean + deviation * Math.sqrt(12) * (random.uniform() - 0.5);
    if (source === 'skewed') return mean + deviation * (-Math.log1p(-random.uniform()) - 1);
    return random.normal(mean, deviation);
  });
}

/** The log likelihood over the rectangle, from the sums alone. */
function surface(
  n: number,
  { sum, squares }: { sum: number; squares: number },
  best: Normal,
  [left, right]: [number, number],
  [bottom, top]: [number, number],
) {
  const logLikelihood = (mean: number, deviation: number) =>
    -n * Math.log(deviation) - (squares - 2 * mean * sum + n * mean * mean) / (2 * deviation ** 2);
  const peak = logLikelihood(best.mean, best.standardDeviation);
  const values = Float64Array.from({ length: GRID * GRID }, (_, i) => {
    const mean = left + (((i % GRID) + 0.5) / GRID) * (right - left);
    const deviation = top - ((Math.floor(i / GRID) + 0.5) / GRID) * (top - bottom);
    return Math.max(-DEPTH, logLikelihood(mean, deviation) - peak);
  });
  return heatPicture(values, GRID, { min: -DEPTH, max: 0 });
}

function surfacePlot(
  path: readonly { x: number; y: number; n: number }[],
  truth: { mean: number; deviation: number },
  meanRange: [number, number],
  deviationRange: [number, number],
) {
  const { x, y } = fixedAxes(
    { title: text('mean μ', '均值 μ'), domain: meanRange },
    { title: text('deviation σ', '标准差 σ'), domain: deviationRange },
  );
  return {
    width: 420,
    height: 360,
    data: { values: path },
    layer: [
      {
        mark: { type: 'line', color: '#ffffff', strokeWidth: 1, opacity: 0.7, clip: true, aria: false },
        encoding: { x, y, order: { field: 'n' } },
      },
      {
        data: { values: [{ x: truth.mean, y: truth.deviation }] },
        mark: { type: 'point', filled: false, size: 160, stroke: '#ffffff', strokeWidth: 2.5, opacity: 1 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'x', title: text('true mean', '真实均值') },
            { field: 'y', title: text('true deviation', '真实标准差') },
          ],
        },
      },
      {
        data: { values: path.slice(-1) },
        mark: {
          type: 'point',
          filled: true,
          size: 130,
          color: '#d9750b',
          stroke: paper,
          strokeWidth: 1.5,
          opacity: 1,
          clip: true,
        },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'n', title: text('samples', '样本数') },
            { field: 'x', title: text('mean', '均值'), format: '.4~g' },
            { field: 'y', title: text('deviation', '标准差'), format: '.4~g' },
          ],
        },
      },
    ],
  };
}
