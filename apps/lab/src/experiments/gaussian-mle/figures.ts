import type { Normal } from '@ai/prob-info';
import { paper } from '../../figures/palette.js';
import { heatPicture } from '../../figures/pixels.js';
import { fixedAxes } from '../../figures/plots.js';
import { text } from '../../text.js';

export const GRID = 120;

/** Log likelihoods this far under the peak are drawn as the floor. */
const DEPTH = 12;

/** The log likelihood over the rectangle, from the sums alone. */
export function surface(
  n: number,
  { sum, squares }: { sum: number; squares: number },
  best: Normal,
  [left, right]: [number, number],
  [bottom, top]: [number, number],
) {
  const logLikelihood = (mean: number, deviation: number) =>
    -n * Math.log(deviation) - (squares - 2 * mean * sum + n * mean * mean) / (2 * deviation ** 2);
  const peak = logLikelihood(best.mean, best.standardDeviation);
  const values = Float64Array.from({ length: GRID * GRID }, (_, i) => {
    const mean = left + (((i % GRID) + 0.5) / GRID) * (right - left);
    const deviation = top - ((Math.floor(i / GRID) + 0.5) / GRID) * (top - bottom);
    return Math.max(-DEPTH, logLikelihood(mean, deviation) - peak);
  });
  return heatPicture(values, GRID, { min: -DEPTH, max: 0 });
}

export function surfacePlot(
  path: readonly { x: number; y: number; n: number }[],
  truth: { mean: number; deviation: number } | undefined,
  meanRange: [number, number],
  deviationRange: [number, number],
) {
  const { x, y } = fixedAxes(
    { title: text('mean μ', '均值 μ'), domain: meanRange },
    { title: text('deviation σ', '标准差 σ'), domain: deviationRange },
  );
  return {
    width: 420,
    height: 360,
    data: { values: path },
    layer: [
      {
        mark: { type: 'line', color: '#ffffff', strokeWidth: 1, opacity: 0.7, clip: true, aria: false },
        encoding: { x, y, order: { field: 'n' } },
      },
      {
        data: { values: truth ? [{ x: truth.mean, y: truth.deviation }] : [] },
        mark: { type: 'point', filled: false, size: 160, stroke: '#ffffff', strokeWidth: 2.5, opacity: 1 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'x', title: text('true mean', '真实均值') },
            { field: 'y', title: text('true deviation', '真实标准差') },
          ],
        },
      },
      {
        data: { values: path.slice(-1) },
        mark: {
          type: 'point',
          filled: true,
          size: 130,
          color: '#d9750b',
          stroke: paper,
          strokeWidth: 1.5,
          opacity: 1,
          clip: true,
        },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'n', title: text('samples', '样本数') },
            { field: 'x', title: text('mean', '均值'), format: '.4~g' },
            { field: 'y', title: text('deviation', '标准差'), format: '.4~g' },
          ],
        },
      },
    ],
  };
}
