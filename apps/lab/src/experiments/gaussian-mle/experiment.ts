import { InvalidDataError } from '@ai/core';
import { Normal } from '@ai/prob-info';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { classColor } from '../../figures/palette.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { samplesOf } from './data.js';
import { surface, surfacePlot } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const gaussianMle = defineExperiment({
  id: 'gaussian-mle',
  chapter: 'probability',
  ...words,
  uses: [{ name: 'Normal', package: '@ai/prob-info', source: 'packages/prob-info/src/distributions/normal.ts' }],
  instant: true,
  charts: [
    {
      title: text('Estimates as samples arrive', '样本到来时的估计'),
      x: text('samples', '样本数'),
      series: { mean: text('mean', '均值'), deviation: text('deviation', '标准差') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const samples = samplesOf(options, seed, table);
    const count = samples.length;
    if (count < 2) throw new InvalidDataError(`${table!.source}: at least two rows are needed.`);
    const whole = Normal.fit(samples).distribution;
    const known = table === undefined; // of a table of samples nobody knows the truth
    const mean = known ? options.mean : whole.mean;
    const deviation = known ? options.deviation : whole.standardDeviation;
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
          `${n} samples. Orange: the estimate.${known ? ' Ring: the truth.' : ''}`,
          `${n} 个样本。橙色：估计值。${known ? '圆环：真实值。' : ''}`,
        ),
        background: surface(n, moments, fitted, meanRange, deviationRange),
        spec: surfacePlot(path, known ? { mean, deviation } : undefined, meanRange, deviationRange),
      });
      yield progress(n / count);
      yield frame;
    }
    const wide: [number, number] = [mean - 4 * deviation, mean + 4 * deviation];
    const truth = new Normal({ mean, standardDeviation: deviation });
    const curve = Array.from({ length: 161 }, (_, i) => wide[0] + ((wide[1] - wide[0]) * i) / 160).flatMap((x) => [
      { x, y: fitted.pdf(x), series: 'fitted' },
      ...(known ? [{ x, y: truth.pdf(x), series: 'truth' }] : []),
    ]);
    const densities = linePlot(
      curve,
      {
        fitted: text('fitted', '拟合'),
        ...(known && { truth: text('true mean and deviation', '真实均值与标准差') }),
      },
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
});
