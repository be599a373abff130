import { Random } from '@ai/core';
import { defineExperiment, figure, frame, progress } from '../../experiment.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { build, type Name } from './data.js';
import { NAMES, options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const CURVATURES = [1, 0.03];

const RUNS = 20;

/** Mean loss over several descents of a narrow bowl whose gradients are noisy, as those of small batches are. */
function descend(rateAt: (step: number) => number, steps: number, noise: number, seed: number): number[] {
  const losses = new Array<number>(steps + 1).fill(0);
  for (let run = 0; run < RUNS; run++) {
    const random = new Random(seed + run);
    const place = [1, 10];
    for (let step = 0; step <= steps; step++) {
      losses[step] += CURVATURES.reduce((sum, c, i) => sum + 0.5 * c * place[i] ** 2, 0) / RUNS;
      for (const [i, c] of CURVATURES.entries()) place[i] -= rateAt(step) * (c * place[i] + noise * random.normal());
    }
  }
  return losses.map((loss) => Math.min(loss, 1e6));
}

export const schedules = defineExperiment({
  id: 'schedules',
  chapter: 'networks',
  ...words,
  uses: [{ name: 'cosineDecay', package: '@ai/nn', source: 'packages/nn/src/optim/schedules.ts' }],
  instant: true,
  options,
  script,
  async *run({ options, seed }) {
    const { peak, steps, noise } = options;
    const all = (Object.keys(NAMES) as Name[]).map((name) => ({
      name,
      factor: build({ ...options, schedule: name }).factor,
    }));
    const chosen = all.find(({ name }) => name === options.schedule)!;
    const rates = Array.from({ length: steps + 1 }, (_, step) => ({
      x: step,
      y: peak * chosen.factor(step),
      series: 'rate',
    }));
    yield figure({
      kind: 'plot',
      name: 'rate',
      title: text('The rate over the steps', '学习率随步数的变化'),
      spec: linePlot(
        rates,
        { rate: NAMES[options.schedule] },
        { x: text('step', '步'), y: text('learning rate', '学习率'), width: 420, height: 240 },
      ),
    });
    yield progress(0.3);
    yield frame;
    const constant = descend(() => peak, steps, noise, seed);
    const small = descend(() => peak * options.final, steps, noise, seed);
    const own = descend((step) => peak * chosen.factor(step), steps, noise, seed);
    const race = own.flatMap((loss, step) => [
      { x: step, y: loss, series: 'own' },
      { x: step, y: constant[step], series: 'large' },
      { x: step, y: small[step], series: 'small' },
    ]);
    yield figure({
      kind: 'plot',
      name: 'race',
      title: text('Mean loss of twenty noisy descents', '二十次带噪声下降的平均损失'),
      spec: linePlot(
        race.filter(({ y }) => y > 0),
        {
          own: NAMES[options.schedule],
          large: text('peak rate throughout', '一直用峰值'),
          small: text('final rate throughout', '一直用最终值'),
        },
        { x: text('step', '步'), y: text('loss', '损失'), yLog: true, width: 420, height: 280 },
      ),
    });
    const rows = all.map(({ name, factor }) => {
      const losses = descend((step) => peak * factor(step), steps, noise, seed);
      return [NAMES[name], factor(steps - 1) * peak, losses.at(-1)!] as const;
    });
    yield figure({
      kind: 'table',
      name: 'all',
      title: text('All schedules with these settings', '所有调度在此设置下'),
      columns: [
        { name: 'schedule', label: text('schedule', '调度') },
        { name: 'finalRate', label: text('last rate', '最后的学习率'), digits: 3 },
        { name: 'finalLoss', label: text('final loss', '最终损失'), digits: 3 },
      ],
      rows: rows.map((row) => [...row]),
    });
    return {
      mainFigure: 'race',
      values: {
        finalLoss: { label: text('Final loss', '最终损失'), value: own.at(-1)! },
        constantLoss: { label: text('At the peak rate throughout', '一直用峰值'), value: constant.at(-1)! },
        smallLoss: { label: text('At the final rate throughout', '一直用最终值'), value: small.at(-1)! },
        best: {
          label: text('Best schedule here', '此处最好的调度'),
          value: rows.reduce((a, b) => (b[2] < a[2] ? b : a))[0],
        },
      },
    };
  },
});
