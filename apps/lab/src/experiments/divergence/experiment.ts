import { crossEntropy, entropy, jensenShannonDivergence, klDivergence, Normal } from '@ai/prob-info';
import { defineExperiment, figure, progress } from '../../experiment.js';
import { classColor } from '../../figures/palette.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { CELLS, cells, cellsOf, fitQ, place, REACH, shown } from './cells.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const divergence = defineExperiment({
  id: 'divergence',
  chapter: 'information',
  ...words,
  uses: [
    { name: 'klDivergence', package: '@ai/prob-info', source: 'packages/prob-info/src/information/divergence.ts' },
    { name: 'crossEntropy', package: '@ai/prob-info', source: 'packages/prob-info/src/information/entropy.ts' },
    { name: 'Normal', package: '@ai/prob-info', source: 'packages/prob-info/src/distributions/normal.ts' },
  ],
  instant: true,
  options,
  script,
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
      pick: { x: 'meanQ' },
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
});
