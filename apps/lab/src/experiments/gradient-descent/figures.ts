import { SURFACE_RANGE } from '../../data/surfaces.js';
import type { PlotSpec } from '../../experiment.js';
import { text } from '../../text.js';

export interface Place {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

export function pathPlot(path: readonly Place[]): PlotSpec {
  const axis = {
    type: 'quantitative',
    scale: { domain: [-SURFACE_RANGE, SURFACE_RANGE], nice: false, zero: false },
    axis: { grid: false },
  };
  const x = { field: 'x', title: 'x', ...axis };
  const y = { field: 'y', title: 'y', ...axis };
  const inside = path.filter((p) => Math.abs(p.x) < 30 && Math.abs(p.y) < 30);
  return {
    width: 400,
    height: 400,
    data: { values: inside },
    layer: [
      {
        mark: { type: 'line', color: '#fff', strokeWidth: 1.6, clip: true, aria: false },
        encoding: { x, y, order: { field: 'step' } },
      },
      {
        mark: { type: 'point', filled: true, size: 28, color: '#fff', stroke: '#00224e', strokeWidth: 0.8, clip: true },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'step', title: text('step', '步') },
            { field: 'x', format: '.4~g' },
            { field: 'y', format: '.4~g' },
            { field: 'loss', title: 'f', format: '.4~g' },
          ],
        },
      },
      {
        transform: [{ filter: `datum.step === ${inside.at(-1)?.step ?? 0}` }],
        mark: {
          type: 'point',
          filled: true,
          size: 120,
          color: '#d9750b',
          stroke: '#fff',
          strokeWidth: 1.5,
          clip: true,
        },
        encoding: { x, y },
      },
    ],
  };
}
