import type { Figure, PlotSpec } from '../experiment.js';
import { type Text, text } from '../text.js';
import { classColor, ink } from './palette.js';

const TRUE_CLASS = text('true', '真实');
const PREDICTED = text('predicted', '预测');
const COUNT = text('count', '数量');

/** A confusion matrix as a figure: right ones in blue on the diagonal, confusions in orange, as strong as they are frequent. */
export function confusionFigure(confusion: {
  classes: readonly unknown[];
  matrix: readonly (readonly number[])[];
}): Figure {
  const names = confusion.classes.map(String);
  const cells = confusion.matrix.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0) || 1;
    // a lone confusion among many right ones must still be seen
    return row.map((count, j) => ({
      actual: names[i],
      predicted: names[j],
      count,
      right: i === j,
      shade: Math.sqrt(count / total),
    }));
  });
  const side = Math.max(24, Math.min(60, 380 / names.length));
  return {
    kind: 'plot',
    name: 'confusion-matrix',
    title: text('Confusion matrix', '混淆矩阵'),
    caption: text('Rows are the true classes, columns the predicted ones.', '行为真实类别，列为预测类别。'),
    spec: {
      width: side * names.length,
      height: side * names.length,
      data: { values: cells },
      encoding: {
        x: {
          field: 'predicted',
          title: PREDICTED,
          sort: names,
          axis: { labelAngle: 0, orient: 'top', domain: false, ticks: false },
        },
        y: { field: 'actual', title: TRUE_CLASS, sort: names, axis: { domain: false, ticks: false } },
      },
      layer: [
        {
          mark: { type: 'rect', cornerRadius: 2, strokeWidth: 0 },
          encoding: {
            color: {
              field: 'right',
              scale: { domain: [true, false], range: [classColor(0), classColor(1)] },
              legend: null,
            },
            opacity: {
              field: 'shade',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0.04, 1] },
              legend: null,
            },
            tooltip: [
              { field: 'actual', title: TRUE_CLASS },
              { field: 'predicted', title: PREDICTED },
              { field: 'count', title: COUNT },
            ],
          },
        },
        {
          transform: [{ filter: 'datum.count > 0' }],
          mark: { type: 'text', fontSize: 11, aria: false },
          encoding: {
            text: { field: 'count' },
            color: { condition: { test: 'datum.shade > 0.6', value: 'var(--card, #ffffff)' }, value: ink },
          },
        },
      ],
    },
  };
}

/** Axes over fixed ranges without rounding, as a picture under the plot needs them. */
export function fixedAxes(
  x: { title: Text | string; domain: [number, number] },
  y: { title: Text | string; domain: [number, number] },
) {
  const axis = (of: { title: Text | string; domain: [number, number] }, field: string) => ({
    field,
    type: 'quantitative',
    title: of.title,
    scale: { domain: of.domain, nice: false, zero: false },
    axis: { grid: false },
  });
  return { x: axis(x, 'x'), y: axis(y, 'y') };
}

/** Lines of several named series against one x. `names` gives order, colours and legend. */
export function linePlot(
  values: readonly { readonly x: number; readonly y: number; readonly series: string }[],
  names: Readonly<Record<string, Text>>,
  {
    x,
    y,
    xLog = false,
    yLog = false,
    width = 460,
    height = 260,
  }: { x: Text; y: Text; xLog?: boolean; yLog?: boolean; width?: number; height?: number },
): PlotSpec {
  const ids = Object.keys(names);
  return {
    width,
    height,
    data: { values },
    layer: [
      {
        mark: { type: 'line', clip: true, aria: false },
        encoding: {
          x: {
            field: 'x',
            type: 'quantitative',
            title: x,
            scale: { type: xLog ? 'log' : 'linear', nice: false, zero: false },
          },
          y: { field: 'y', type: 'quantitative', title: y, scale: { type: yLog ? 'log' : 'linear', zero: false } },
          color: {
            field: 'series',
            scale: { domain: ids, range: ids.map((_, i) => classColor(i)) },
            legend:
              ids.length > 1 ? { title: null, orient: 'top', labelExpr: legendLabels(names, 'datum.value') } : null,
          },
        },
      },
      {
        // invisible points over the lines: what the pointer finds
        mark: { type: 'point', filled: true, size: 60, opacity: 0 },
        encoding: {
          x: { field: 'x', type: 'quantitative' },
          y: { field: 'y', type: 'quantitative' },
          tooltip: [
            { field: 'x', title: x, format: '.4~g' },
            { field: 'y', title: y, format: '.4~g' },
            { field: 'series', title: text('line', '线') },
          ],
        },
      },
    ],
  };
}

/** A Vega expression that turns series ids into their labels; the labels stay {@link Text}s until the plot is drawn. */
export function legendLabels(names: Readonly<Record<string, Text>>, value: string): Text {
  const expression = (language: 'en' | 'zh') => {
    const table = Object.fromEntries(Object.entries(names).map(([id, label]) => [id, label[language]]));
    return `(${JSON.stringify(table)})[${value}]`;
  };
  return text(expression('en'), expression('zh'));
}
