import type { Figure } from '../../experiment.js';
import { classColor, quietInk } from '../../figures/palette.js';
import { text } from '../../text.js';

export function truth(x: number): number {
  return Math.sin(3 * x) + 0.3 * x;
}

export function curveFigure(
  places: readonly number[],
  fitted: readonly number[],
  train: { x: readonly number[]; y: readonly number[] },
  step: number,
): Figure {
  const x = { field: 'x', type: 'quantitative', title: 'x', scale: { domain: [-2, 2], nice: false } };
  const y = { field: 'y', type: 'quantitative', title: 'y', scale: { domain: [-2.5, 2.5], nice: false } };
  const line = (values: readonly number[], color: string, width: number, strokeDash: readonly number[]) => ({
    data: { values: places.map((place, i) => ({ x: place, y: values[i] })) },
    mark: { type: 'line', color, strokeWidth: width, strokeDash, clip: true, aria: false },
    encoding: { x, y },
  });
  return {
    kind: 'plot',
    name: 'curve',
    title: text('The network and the points it saw', '网络与它看到的点'),
    caption: text(`Step ${step}. Dashed: the curve without noise.`, `第 ${step} 步。虚线：无噪声的曲线。`),
    spec: {
      width: 420,
      height: 320,
      layer: [
        line(places.map(truth), quietInk, 1.4, [5, 4]),
        line(fitted, classColor(0), 2.4, [1, 0]),
        {
          data: { values: train.x.map((place, i) => ({ x: place, y: train.y[i] })) },
          mark: { type: 'point', filled: true, size: 60, color: classColor(1), clip: true },
          encoding: {
            x,
            y,
            tooltip: [
              { field: 'x', format: '.3~f' },
              { field: 'y', format: '.3~f' },
            ],
          },
        },
      ],
    },
  };
}
