import { Random } from '@ai/core';
import { cosineDecay, exponentialDecay, linearDecay, oneCycle, type Schedule, stepDecay, warmUp } from '@ai/nn';
import { z } from 'zod';
import { defineExperiment, figure, frame, progress } from '../experiment.js';
import { linePlot } from '../figures/plots.js';
import { choice, integer, number } from '../options.js';
import { type Text, text } from '../text.js';

type Name = 'constant' | 'step' | 'exponential' | 'linear' | 'cosine' | 'oneCycle';

interface Settings {
  readonly schedule: Name;
  readonly steps: number;
  readonly warmUpSteps: number;
  readonly final: number;
}

const NAMES: Readonly<Record<Name, Text>> = {
  constant: text('constant', '恒定'),
  step: text('steps', '阶梯'),
  exponential: text('exponential', '指数'),
  linear: text('linear', '线性'),
  cosine: text('cosine', '余弦'),
  oneCycle: text('one cycle', '单周期'),
};

/** The schedule and the code that makes it. */
function build({ schedule, steps, warmUpSteps, final }: Settings): { factor: Schedule; code: string } {
  const rest = Math.max(1, steps - warmUpSteps);
  const every = Math.max(1, Math.round(rest / 4));
  const drop = Number(final ** (1 / 3)).toPrecision(3);
  const shrink = Number((final ** (1 / rest)).toPrecision(6));
  const after: Readonly<Record<Name, { factor: Schedule; code: string }>> = {
    constant: { factor: () => 1, code: '() => 1' },
    step: { factor: stepDecay(every, Number(drop)), code: `stepDecay(${every}, ${drop})` },
    exponential: { factor: exponentialDecay(shrink), code: `exponentialDecay(${shrink})` },
    linear: { factor: linearDecay(rest, final), code: `linearDecay(${rest}, ${final})` },
    cosine: { factor: cosineDecay(rest, final), code: `cosineDecay(${rest}, ${final})` },
    oneCycle: { factor: oneCycle(Math.max(2, rest)), code: `oneCycle(${Math.max(2, rest)})` },
  };
  const { factor, code } = after[schedule];
  if (warmUpSteps === 0) return { factor, code };
  return { factor: warmUp(warmUpSteps, factor), code: `warmUp(${warmUpSteps}, ${code})` };
}

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
  title: text('Learning-rate schedules', '学习率调度'),
  summary: text(
    'Why the rate should be large first and small later, on a noisy slope.',
    '在带噪声的坡上，为什么学习率应先大后小。',
  ),
  explanation: text(
    `Gradients of small batches are right on average and noisy each time. A large rate moves fast along the valley, but the noise keeps it at a distance from the bottom that grows with the rate. A small rate would get close and never arrives.

A schedule has both: far steps first, fine ones last. Warm-up begins gently, for networks whose first gradients are wild. One cycle rises and falls once and ends at almost nothing.

Set the noise to zero and the constant rate wins; raise it and the schedules do.`,
    `小批量的梯度平均是对的，但每次都有噪声。大学习率沿谷底走得快，但噪声使它与谷底保持一段随学习率增大的距离。小学习率能靠得近，却永远走不到。

调度兼得两者：先大步，后细步。预热从小开始，适合初始梯度剧烈的网络。单周期先升后降，最后几乎为零。

把噪声设为零，恒定学习率获胜；增大噪声，则调度获胜。`,
  ),
  formula:
    '\\theta_{t+1} = \\theta_t - \\eta\\, s(t) \\left(\\nabla f(\\theta_t) + \\varepsilon_t\\right), \\qquad s_{\\cos}(t) = s_T + \\tfrac{1 - s_T}{2} \\left(1 + \\cos \\tfrac{\\pi t}{T}\\right)',
  uses: [{ name: 'cosineDecay', package: '@ai/nn', source: 'packages/nn/src/optim/schedules.ts' }],
  instant: true,
  options: z.object({
    schedule: choice({ label: text('Schedule', '调度'), choices: NAMES, default: 'cosine' }),
    peak: number({ label: text('Peak rate η', '峰值学习率 η'), min: 0.01, max: 2.5, default: 0.8, logarithmic: true }),
    final: number({ label: text('Final factor', '最终因子'), min: 0.001, max: 1, default: 0.01, logarithmic: true }),
    warmUpSteps: integer({ label: text('Warm-up steps', '预热步数'), min: 0, max: 100, default: 10 }),
    steps: integer({ label: text('Steps', '步数'), min: 20, max: 500, default: 200 }),
    noise: number({ label: text('Noise of the gradient', '梯度噪声'), min: 0, max: 1, default: 0.2, step: 0.01 }),
  }),
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
  script: (options, seed) => `import { Random } from '@ai/core';
import { cosineDecay, exponentialDecay, linearDecay, oneCycle, stepDecay, warmUp } from '@ai/nn';

const schedule = ${build(options).code};
const random = new Random(${seed});
const curvatures = [1, 0.03]; // a narrow bowl, its gradients noisy
const place = [1, 10];
for (let step = 0; step <= ${options.steps}; step++) {
  if (step % 20 === 0) console.log(step, 'rate', ${options.peak} * schedule(step), 'loss', curvatures.reduce((sum, c, i) => sum + 0.5 * c * place[i] ** 2, 0));
  for (const [i, c] of curvatures.entries()) place[i] -= ${options.peak} * schedule(step) * (c * place[i] + ${options.noise} * random.normal());
}
`,
});
