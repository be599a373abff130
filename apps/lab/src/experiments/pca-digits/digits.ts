import { Pca } from '@ai/classic-ml';
import { loadDataset } from '../../data/datasets.js';
import { type ExperimentEvent, type ExperimentResult, figure, progress, type Tile } from '../../experiment.js';
import { classColors } from '../../figures/palette.js';
import { inkPicture, signedPicture } from '../../figures/pixels.js';
import { linePlot } from '../../figures/plots.js';
import { parseDrawing } from '../../options.js';
import { text } from '../../text.js';
import { DIGITS, meanSquare } from './figures.js';
import type { Options } from './options.js';

const SIDE = 8;

const INK = { min: 0, max: 16 };

const SHOWN_DIGITS = 10;

/** Points of the map; more would hide each other. */
const MAP_POINTS = 700;

/** The components of the digits: a map, digits rebuilt, and what the directions look like. */
export async function* digitsRun(options: Options): AsyncGenerator<ExperimentEvent, ExperimentResult> {
  const { x, y } = await loadDataset('digits');
  const all = new Pca({ whiten: options.whiten }).fit(x);
  yield progress(0.4);
  const { columns, data: coordinates } = all.transform(x);
  const values = y.slice(0, MAP_POINTS).map((digit, i) => ({
    x: coordinates[i * columns + options.across - 1],
    y: coordinates[i * columns + options.upwards - 1],
    digit,
  }));
  const axis = (field: string, component: number) => ({
    field,
    type: 'quantitative',
    title: text(`component ${component}`, `成分 ${component}`),
    axis: { grid: false },
  });
  yield figure({
    kind: 'plot',
    name: 'map',
    title: text('The digits on two directions', '数字在两个方向上的位置'),
    caption: text(
      `The first ${MAP_POINTS} digits, each drawn as what it is.`,
      `前 ${MAP_POINTS} 个数字，各以其数值显示。`,
    ),
    spec: {
      width: 430,
      height: 400,
      data: { values },
      mark: { type: 'text', fontSize: 11, fontWeight: 'bold' },
      encoding: {
        x: axis('x', options.across),
        y: axis('y', options.upwards),
        text: { field: 'digit' },
        color: {
          field: 'digit',
          scale: { domain: DIGITS, range: DIGITS.map((_, i) => classColors[i % classColors.length]) },
          legend: null,
        },
      },
    },
  });
  const model = new Pca({ numComponents: options.numComponents }).fit(x);
  const own = parseDrawing(options.drawing);
  const chosen = [...(own ? [own] : []), ...x.slice(options.first, options.first + SHOWN_DIGITS)];
  const rebuilt = model.inverseTransform(model.transform(chosen));
  const rebuiltRows = chosen.map((_, i) => rebuilt.data.slice(i * 64, (i + 1) * 64));
  const tile = (values: ArrayLike<number>, label: string): Tile => ({ pixels: inkPicture(values, SIDE, INK), label });
  yield figure({
    kind: 'tiles',
    name: 'rebuilt',
    title: text(
      `Rebuilt from ${options.numComponents} numbers instead of 64`,
      `用 ${options.numComponents} 个数代替 64 个重建`,
    ),
    caption: text('Each digit, then what its components keep of it.', '每个数字，以及其主成分保留的部分。'),
    size: 44,
    tiles: chosen.flatMap((digit, i) => [
      tile(digit, own && i === 0 ? '✎' : y[options.first + i - Number(own !== undefined)]),
      tile(rebuiltRows[i], '≈'),
    ]),
  });
  yield progress(0.7);
  const { data: directions } = all.components;
  yield figure({
    kind: 'tiles',
    name: 'directions',
    title: text('The directions as pictures', '方向的图像'),
    size: 56,
    tiles: Array.from({ length: Math.min(16, Math.max(4, options.numComponents)) }, (_, e) => ({
      pixels: signedPicture(directions.slice(e * 64, (e + 1) * 64), SIDE),
      label: `${e + 1} · ${(100 * all.explainedVarianceRatio[e]).toFixed(1)}%`,
    })),
  });
  let sum = 0;
  const shares = Array.from(all.explainedVarianceRatio, (share, e) => {
    sum += share;
    return { x: e + 1, y: sum, series: 'share' };
  });
  const plot = linePlot(
    shares,
    { share: text('variance kept', '保留的方差') },
    { x: text('components', '成分数'), y: text('variance kept', '保留的方差'), width: 380, height: 220 },
  );
  const rule = {
    data: { values: [{ x: options.numComponents }] },
    mark: { type: 'rule', strokeDash: [5, 4], strokeWidth: 1.5 },
    encoding: { x: { field: 'x', type: 'quantitative' } },
  };
  yield figure({
    kind: 'plot',
    name: 'variance',
    pick: { x: 'numComponents' },
    title: text('Variance kept', '保留的方差'),
    spec: { ...plot, layer: [...(plot['layer'] as object[]), rule] },
  });
  const kept = shares[options.numComponents - 1].y;
  return {
    mainFigure: 'map',
    files: { 'model.json': JSON.stringify(model) },
    values: {
      kept: { label: text('Variance kept', '保留的方差'), value: kept },
      first: { label: text('First component alone', '仅第一成分'), value: all.explainedVarianceRatio[0] },
      for90: {
        label: text('Components for 90%', '达到 90% 所需成分'),
        value: shares.findIndex((point) => point.y >= 0.9) + 1,
      },
      error: { label: text('Mean squared pixel error', '像素均方误差'), value: meanSquare(chosen, rebuiltRows) },
    },
  };
}
