import { crossEntropy, entropy, jensenShannonDivergence, klDivergence, Normal } from '@ai/prob-info';
import { z } from 'zod';
import { defineExperiment, figure, progress } from '../experiment.js';
import { classColor } from '../figures/palette.js';
import { linePlot } from '../figures/plots.js';
import { choice, number } from '../options.js';
import { text } from '../text.js';

const CELLS = 400;
const REACH = 8;

type Fit = 'none' | 'forward' | 'reverse';

export const divergence = defineExperiment({
  id: 'divergence',
  chapter: 'information',
  title: text('How far apart are two distributions?', '两个分布相距多远？'),
  summary: text(
    'Entropy, cross entropy, KL both ways and Jensen-Shannon, as two curves are moved about.',
    '移动两条曲线，看熵、交叉熵、两个方向的 KL 散度与 JS 散度。',
  ),
  explanation: text(
    `Code the draws of $P$ with a code made for $Q$: the mean length is the cross entropy $H(P, Q)$. The best code, made for $P$ itself, needs $H(P)$. What is wasted is the Kullback-Leibler divergence $D(P \\Vert Q) = H(P, Q) - H(P) \\ge 0$.

It is not symmetric. $D(P \\Vert Q)$ is large where $P$ has mass and $Q$ has none; a $Q$ fitted this way covers both humps. $D(Q \\Vert P)$ is large where $Q$ has mass and $P$ has none; a $Q$ fitted this way settles on one hump. Choose two humps and fit both ways.

Jensen-Shannon measures both from their mixture: symmetric, and never above $\\log 2$.`,
    `用为 $Q$ 设计的编码来编码 $P$ 的样本：平均长度即交叉熵 $H(P, Q)$。为 $P$ 自身设计的最佳编码需要 $H(P)$。浪费的部分就是 KL 散度 $D(P \\Vert Q) = H(P, Q) - H(P) \\ge 0$。

它不对称。$P$ 有质量而 $Q$ 没有之处使 $D(P \\Vert Q)$ 变大；这样拟合的 $Q$ 会覆盖两个峰。$Q$ 有质量而 $P$ 没有之处使 $D(Q \\Vert P)$ 变大；这样拟合的 $Q$ 会落在一个峰上。选择双峰并试试两种拟合。

JS 散度从两者的混合出发度量：对称，且不超过 $\\log 2$。`,
  ),
  formula:
    'D(P \\Vert Q) = \\sum_x p(x) \\log \\frac{p(x)}{q(x)}, \\qquad \\mathrm{JS}(P, Q) = \\tfrac12 D\\!\\left(P \\,\\Big\\Vert\\, \\tfrac{P + Q}{2}\\right) + \\tfrac12 D\\!\\left(Q \\,\\Big\\Vert\\, \\tfrac{P + Q}{2}\\right)',
  uses: [
    { name: 'klDivergence', package: '@ai/prob-info', source: 'packages/prob-info/src/information/divergence.ts' },
    { name: 'crossEntropy', package: '@ai/prob-info', source: 'packages/prob-info/src/information/entropy.ts' },
    { name: 'Normal', package: '@ai/prob-info', source: 'packages/prob-info/src/distributions/normal.ts' },
  ],
  instant: true,
  options: z.object({
    humps: choice({
      label: text('P has', 'P 有'),
      choices: { one: text('one hump', '一个峰'), two: text('two humps', '两个峰') },
      default: 'two',
    }),
    distance: number({ label: text('Distance of P’s humps', 'P 两峰的距离'), min: 0, max: 8, default: 4, step: 0.1 }),
    meanQ: number({ label: text('Mean of Q', 'Q 的均值'), min: -4, max: 4, default: 1, step: 0.05 }),
    deviationQ: number({ label: text('Deviation of Q', 'Q 的标准差'), min: 0.3, max: 4, default: 1.5, step: 0.05 }),
    fit: choice({
      label: text('Fit Q', '拟合 Q'),
      choices: {
        none: text('no: as set above', '不拟合：按上面设置'),
        forward: text('least D(P‖Q)', '使 D(P‖Q) 最小'),
        reverse: text('least D(Q‖P)', '使 D(Q‖P) 最小'),
      },
      default: 'none',
    }),
    base: choice({
      label: text('Unit', '单位'),
      choices: { nats: text('nats', '奈特'), bits: text('bits', '比特') },
      default: 'bits',
    }),
  }),
  async *run({ options }) {
    const offset = options.humps === 'two' ? options.distance / 2 : 0;
    const p = cells(
      (x) =>
        0.5 * new Normal({ mean: -offset, standardDeviation: 0.8 }).pdf(x) +
        0.5 * new Normal({ mean: offset, standardDeviation: 0.8 }).pdf(x),
    );
    const { mean, deviation } = fitQ(p, options);
    const q = cellsOf(mean, deviation);
    yield progress(0.5);
    const unit = { base: options.base === 'bits' ? 2 : Math.E };
    const names = { p: text('P', 'P'), q: text('Q', 'Q') };
    const width = (2 * REACH) / CELLS;
    const curves = p.flatMap((value, i) => [
      { x: place(i), y: value / width, series: 'p' },
      { x: place(i), y: q[i] / width, series: 'q' },
    ]);
    const densities = linePlot(curves.filter(shown), names, {
      x: text('x', 'x'),
      y: text('density', '密度'),
      width: 420,
      height: 280,
    });
    const areas = [0, 1].map((i) => ({
      data: { values: curves.filter((point) => shown(point) && point.series === (i === 0 ? 'p' : 'q')) },
      mark: { type: 'area', color: classColor(i), opacity: 0.15, aria: false },
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    }));
    yield figure({
      kind: 'plot',
      name: 'densities',
      title: text('The two distributions', '两个分布'),
      spec: { ...densities, layer: [...areas, ...(densities['layer'] as object[])] },
    });
    const term = (a: number, b: number) => (a > 0 ? (a * Math.log(a / b)) / width / Math.log(unit.base) : 0);
    const integrands = p.flatMap((value, i) => [
      { x: place(i), y: term(value, q[i]), series: 'forward' },
      { x: place(i), y: term(q[i], value), series: 'reverse' },
    ]);
    yield figure({
      kind: 'plot',
      name: 'integrands',
      title: text('Where the divergence comes from', '散度来自何处'),
      caption: text(
        'The area under each curve, negative parts taken away, is the divergence.',
        '每条曲线下的面积（减去负的部分）就是散度。',
      ),
      spec: linePlot(
        integrands.filter((point) => shown(point) && Number.isFinite(point.y)),
        { forward: text('p log(p/q)', 'p log(p/q)'), reverse: text('q log(q/p)', 'q log(q/p)') },
        { x: text('x', 'x'), y: text('share of the divergence', '对散度的贡献'), width: 420, height: 220 },
      ),
    });
    return {
      mainFigure: 'densities',
      values: {
        entropyP: { label: text('H(P) over 400 cells', '400 个单元格上的 H(P)'), value: entropy(p, unit) },
        crossEntropy: { label: text('H(P, Q)', 'H(P, Q)'), value: crossEntropy(p, q, unit) },
        forward: { label: text('D(P‖Q)', 'D(P‖Q)'), value: klDivergence(p, q, unit) },
        reverse: { label: text('D(Q‖P)', 'D(Q‖P)'), value: klDivergence(q, p, unit) },
        jensenShannon: { label: text('Jensen-Shannon', 'JS 散度'), value: jensenShannonDivergence([p, q], unit) },
        meanQ: { label: text('Mean of Q', 'Q 的均值'), value: mean },
        deviationQ: { label: text('Deviation of Q', 'Q 的标准差'), value: deviation },
      },
    };
  },
  script: ({
    humps,
    distance,
    meanQ,
    deviationQ,
    base,
  }) => `import { crossEntropy, entropy, jensenShannonDivergence, klDivergence, Normal } from '@ai/prob-info';

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
`,
});

function place(i: number): number {
  return -REACH + ((i + 0.5) / CELLS) * 2 * REACH;
}

function shown({ x }: { x: number }): boolean {
  return Math.abs(x) <= 6;
}

function cells(density: (x: number) => number): number[] {
  const values = Array.from({ length: CELLS }, (_, i) => Math.max(density(place(i)), 1e-300));
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

function cellsOf(mean: number, deviation: number): number[] {
  const normal = new Normal({ mean, standardDeviation: deviation });
  return cells((x) => normal.pdf(x));
}

/** The best Gaussian: by moments for D(P‖Q), by search over mean and deviation for D(Q‖P), which has no closed form. */
function fitQ(
  p: readonly number[],
  { fit, meanQ, deviationQ }: { fit: Fit; meanQ: number; deviationQ: number },
): { mean: number; deviation: number } {
  if (fit === 'none') return { mean: meanQ, deviation: deviationQ };
  if (fit === 'forward') {
    const mean = p.reduce((sum, value, i) => sum + value * place(i), 0);
    return { mean, deviation: Math.sqrt(p.reduce((sum, value, i) => sum + value * (place(i) - mean) ** 2, 0)) };
  }
  let best = { mean: meanQ, deviation: deviationQ };
  const loss = ({ mean, deviation }: typeof best) => klDivergence(cellsOf(mean, deviation), p);
  let least = loss(best);
  // from where Q stands downhill, so that the side it starts on decides which hump it takes
  for (let stride = 0.5; stride > 1e-4; ) {
    const moves = [
      [stride, 0],
      [-stride, 0],
      [0, stride],
      [0, -stride],
    ].map(([dm, ds]) => ({ mean: best.mean + dm, deviation: Math.max(0.1, best.deviation + ds) }));
    const losses = moves.map(loss);
    const lowest = losses.indexOf(Math.min(...losses));
    if (losses[lowest] < least) {
      best = moves[lowest];
      least = losses[lowest];
    } else stride /= 2;
  }
  return best;
}
