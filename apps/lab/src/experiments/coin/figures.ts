import type { Beta } from '@ai/prob-info';
import { classColor, quietInk } from '../../figures/palette.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';

const POINTS = 201;

export function beliefPlot(prior: Beta, posterior: Beta, likelihood: Beta, truth: number) {
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
