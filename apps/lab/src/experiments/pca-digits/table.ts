import { Pca, StandardScaler } from '@ai/classic-ml';
import { InvalidDataError } from '@ai/core';
import type { Table } from '../../data/table.js';
import { type ExperimentEvent, type ExperimentResult, figure, progress } from '../../experiment.js';
import { boundsOf, planeFigure } from '../../figures/plane.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { arrowLayers } from './figures.js';
import type { Options } from './options.js';

/** The classes that colour the map: the column chosen, else the last that holds words. */
function classesOf({ classes }: Options, table: Table): ReturnType<Table['classes']> | undefined {
  const numeric = new Set(table.numericColumns);
  const name = classes || table.columns.findLast((column) => !numeric.has(column));
  return name === undefined ? undefined : table.classes(name);
}

/** The components of the visitor's table, each column brought to mean 0 and variance 1. */
export async function* tableRun(options: Options, table: Table): AsyncGenerator<ExperimentEvent, ExperimentResult> {
  const names = table.numericColumns.filter((name) => name !== options.classes);
  if (names.length < 2 || table.length < 3) {
    throw new InvalidDataError(`${table.source}: at least two columns of numbers and three rows are needed.`);
  }
  const rows = table.rows(names);
  const model = new Pca({ whiten: options.whiten }).fit(new StandardScaler().fit(rows).transform(rows));
  const { columns, data } = model.transform(new StandardScaler().fit(rows).transform(rows));
  const [across, upwards] = [options.across, options.upwards].map((component) => Math.min(component, columns) - 1);
  const points = rows.map((_, i): [number, number] => [data[i * columns + across], data[i * columns + upwards]]);
  const colour = classesOf(options, table);
  const classes = colour?.classes ?? ['1'];
  yield progress(0.5);
  const loadings = names.map((name, j) => ({
    name,
    x: model.components.data[across * names.length + j],
    y: model.components.data[upwards * names.length + j],
  }));
  const bounds = boundsOf(points);
  yield figure(
    planeFigure({
      name: 'map',
      title: text('The rows on two directions', '各行在两个方向上的位置'),
      caption: text(
        'Arrows: which way each column grows. Every column is scaled to mean 0 and variance 1.',
        '箭头：各列增大的方向。每列都缩放为均值 0、方差 1。',
      ),
      bounds,
      points,
      labels: colour?.labels ?? points.map(() => 0),
      classes,
      axes: [
        text(`component ${across + 1}`, `成分 ${across + 1}`),
        text(`component ${upwards + 1}`, `成分 ${upwards + 1}`),
      ],
      legend: colour !== undefined,
      layers: arrowLayers(loadings, bounds),
    }),
  );
  let sum = 0;
  const kept = Array.from(model.explainedVarianceRatio, (share, e) => {
    sum += share;
    return { x: e + 1, y: sum, series: 'share' };
  });
  yield figure({
    kind: 'plot',
    name: 'variance',
    title: text('Variance kept', '保留的方差'),
    spec: linePlot(
      kept,
      { share: text('variance kept', '保留的方差') },
      { x: text('components', '成分数'), y: text('variance kept', '保留的方差'), width: 380, height: 220 },
    ),
  });
  yield figure({
    kind: 'table',
    name: 'loadings',
    title: text('What the two directions are made of', '两个方向的构成'),
    columns: [
      { name: 'column', label: text('column', '列') },
      { name: 'across', label: text('across', '横轴'), digits: 3 },
      { name: 'upwards', label: text('upwards', '纵轴'), digits: 3 },
    ],
    rows: [...loadings].sort((a, b) => Math.abs(b.x) - Math.abs(a.x)).map(({ name, x, y }) => [name, x, y]),
  });
  return {
    mainFigure: 'map',
    files: { 'model.json': JSON.stringify(model) },
    values: {
      kept: {
        label: text('Variance kept', '保留的方差'),
        value: kept[Math.min(options.numComponents, kept.length) - 1].y,
      },
      first: { label: text('First component alone', '仅第一成分'), value: model.explainedVarianceRatio[0] },
      for90: {
        label: text('Components for 90%', '达到 90% 所需成分'),
        value: kept.findIndex(({ y }) => y >= 0.9 - 1e-12) + 1,
      },
      columns: { label: text('Columns of numbers', '数字列'), value: names.length },
    },
  };
}
