import { classColor, quietInk } from '../../figures/palette.js';
import { type Text, text } from '../../text.js';

export interface PathStep {
  readonly alpha: number;
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

export function determination(
  step: PathStep,
  x: { data: Float64Array; rows: number; columns: number },
  y: readonly number[],
): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < x.rows; i++) {
    let predicted = step.intercept;
    for (let j = 0; j < x.columns; j++) predicted += step.coefficients[j] * x.data[i * x.columns + j];
    residual += (y[i] - predicted) ** 2;
    total += (y[i] - mean) ** 2;
  }
  return 1 - residual / total;
}

const NAMED = 6;

export function pathPlot(
  path: readonly PathStep[],
  features: readonly string[],
  strongest: readonly string[],
  labels: Readonly<Record<string, Text>>,
  marker: object,
) {
  const values = path.flatMap(({ alpha, coefficients }) =>
    features.map((feature, j) => ({ x: alpha, y: coefficients[j], feature, name: labels[feature] })),
  );
  const color = {
    field: 'feature',
    scale: { domain: strongest, range: strongest.map((_, i) => (i < NAMED ? classColor(i) : quietInk)) },
    legend: null,
  };
  const x = {
    field: 'x',
    type: 'quantitative',
    title: text('strength of the penalty α', '惩罚强度 α'),
    scale: { type: 'log', nice: false, domain: [path[0].alpha, path.at(-1)!.alpha] },
  };
  const y = { field: 'y', type: 'quantitative', title: text('coefficient', '系数') };
  const ends = strongest.slice(0, NAMED).map((feature) => ({
    x: path[0].alpha,
    y: path[0].coefficients[features.indexOf(feature)],
    feature,
    name: labels[feature],
  }));
  return {
    width: 430,
    height: 340,
    data: { values },
    layer: [
      {
        mark: { type: 'line', aria: false },
        encoding: {
          x,
          y,
          color,
          detail: { field: 'feature' },
          strokeWidth: {
            condition: { test: { field: 'feature', oneOf: strongest.slice(0, NAMED) }, value: 2.2 },
            value: 1.1,
          },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 0 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'name', title: text('feature', '特征') },
            { field: 'x', title: 'α', format: '.3~g' },
            { field: 'y', title: text('coefficient', '系数'), format: '.4~f' },
          ],
        },
      },
      {
        data: { values: ends },
        mark: { type: 'text', align: 'left', dx: 5, dy: -7, fontSize: 11, aria: false },
        encoding: { x, y, text: { field: 'name' }, color },
      },
      marker,
    ],
  };
}
