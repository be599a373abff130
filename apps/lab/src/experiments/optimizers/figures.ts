import { SURFACE_RANGE } from '../../data/surfaces.js';
import { classColors, paper } from '../../figures/palette.js';
import { fixedAxes, legendLabels } from '../../figures/plots.js';
import { text } from '../../text.js';
import { NAMES, RACERS, type Racer } from './data.js';

export interface Place {
  readonly series: Racer;
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

export function racePlot(places: readonly Place[], step: number) {
  const domain: [number, number] = [-SURFACE_RANGE, SURFACE_RANGE];
  const { x, y } = fixedAxes({ title: 'x', domain }, { title: 'y', domain });
  const color = {
    field: 'series',
    scale: { domain: NAMES, range: classColors.slice(0, NAMES.length) },
    legend: {
      title: null,
      orient: 'top',
      columns: 3,
      symbolType: 'circle',
      labelExpr: legendLabels(RACERS, 'datum.value'),
    },
  };
  return {
    width: 400,
    height: 400,
    data: { values: places.filter((place) => Math.abs(place.x) < 30 && Math.abs(place.y) < 30) },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2, clip: true, aria: false },
        encoding: { x, y, order: { field: 'step' }, color },
      },
      {
        transform: [{ filter: `datum.step === ${step}` }],
        mark: { type: 'point', filled: true, size: 110, opacity: 1, stroke: paper, strokeWidth: 1.5, clip: true },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'series', title: text('optimizer', '优化器') },
            { field: 'x', format: '.3~g' },
            { field: 'y', format: '.3~g' },
            { field: 'loss', title: 'f', format: '.3~g' },
          ],
        },
      },
    ],
  };
}
