import type { Chart, PlotSpec } from '../experiment.js';
import { classColor } from '../figures/palette.js';
import type { Recorder } from '../runner/recorder.js';

/** The curves of a run as a still plot, for reports: lines over min/max bands. `undefined` where nothing was recorded. */
export function chartPlot(chart: Chart, recorder: Recorder): PlotSpec | undefined {
  const names = Object.keys(chart.series).filter((name) => recorder.series.has(name));
  if (names.length === 0) return undefined;
  const layers = names.flatMap((name) => {
    const color = classColor(Object.keys(chart.series).indexOf(name));
    const values = recorder.series
      .get(name)!
      .toArray()
      .filter(({ mean }) => Number.isFinite(mean));
    const x = { field: 'step', type: 'quantitative', title: chart.x };
    const scale = chart.logarithmic ? { type: 'log' } : { zero: false };
    const y = (field: string) => ({ field, type: 'quantitative', title: null, scale });
    return [
      {
        data: { values },
        mark: { type: 'area', opacity: 0.18, color },
        encoding: { x, y: y('min'), y2: { field: 'max' } },
      },
      {
        data: { values },
        transform: [{ calculate: `'${name}'`, as: 'series' }],
        mark: { type: 'line', color },
        encoding: { x, y: y('mean') },
      },
    ];
  });
  return { width: 460, height: 220, layer: layers };
}
