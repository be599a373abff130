import type { Figure } from '../../experiment.js';
import { classColor } from '../../figures/palette.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';

/** Cross-validated accuracy of k neighbours and its standard error over the folds. */
export interface Score {
  readonly k: number;
  readonly mean: number;
  readonly error: number;
}

export function scoresFigure(scores: readonly Score[], chosen: number, best: number): Figure {
  const plot = linePlot(
    scores.map(({ k, mean }) => ({ x: k, y: mean, series: 'cv' })),
    { cv: text('cross-validated accuracy', '交叉验证准确率') },
    { x: text('neighbours k', '邻居数 k'), y: text('accuracy', '准确率'), width: 380, height: 220 },
  );
  const x = { field: 'x', type: 'quantitative' };
  const band = {
    data: { values: scores.map(({ k, mean, error }) => ({ x: k, low: mean - error, high: mean + error })) },
    mark: { type: 'area', color: classColor(0), opacity: 0.16, aria: false },
    encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
  };
  const rule = (place: number, color: string, strokeDash?: number[]) => ({
    data: { values: [{ x: place }] },
    mark: { type: 'rule', color, strokeWidth: 1.5, strokeDash },
    encoding: { x },
  });
  return {
    kind: 'plot',
    name: 'cross-validation',
    title: text('Cross-validation chooses k', '用交叉验证选择 k'),
    caption: text(
      'Dashed: the k of the picture; click to choose another. Orange: the best k. The band is one standard error over the folds.',
      '虚线：图中的 k，点击可另选。橙色：最好的 k。色带为各折的一个标准误。',
    ),
    pick: { x: 'k' },
    spec: {
      ...plot,
      layer: [band, ...(plot['layer'] as object[]), rule(chosen, classColor(7), [4, 4]), rule(best, classColor(1))],
    },
  };
}
