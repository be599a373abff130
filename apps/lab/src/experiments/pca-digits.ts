import { Pca } from '@ai/classic-ml';
import { z } from 'zod';
import { loadDataset } from '../data/datasets.js';
import { defineExperiment, figure, progress, type Tile } from '../experiment.js';
import { classColors } from '../figures/palette.js';
import { inkPicture, signedPicture } from '../figures/pixels.js';
import { linePlot } from '../figures/plots.js';
import { drawing, integer, parseDrawing, toggle } from '../options.js';
import { text } from '../text.js';

const SIDE = 8;
const INK = { min: 0, max: 16 };
const SHOWN_DIGITS = 10;
/** Points of the map; more would hide each other. */
const MAP_POINTS = 700;

export const pcaDigits = defineExperiment({
  id: 'pca-digits',
  chapter: 'neighbours',
  title: text('Principal components of digits', '手写数字的主成分'),
  summary: text(
    '64 pixels, a handful of directions: see the strokes they stand for and rebuild digits from them.',
    '64 个像素，几个方向：看看它们代表的笔画，并用它们重建数字。',
  ),
  explanation: text(
    `The digits fill only a small part of their 64-dimensional space. Principal components are the orthogonal directions along which they vary most; the share of variance each explains is its squared singular value over the sum of all.

Two directions already lay the digits out on a map. A digit is rebuilt from its first $E$ coordinates: with a few it is a blur, with twenty it can be read, with all 64 it is exact.

The pictures of the directions have blue where a pixel goes up along them and orange where it goes down.`,
    `数字只占 64 维空间的一小部分。主成分是数据变化最大的正交方向；每个方向解释的方差比例是其奇异值平方占总和的比例。

两个方向就能把数字铺成一张地图。用前 $E$ 个坐标可以重建数字：坐标少时模糊，二十个便可辨认，64 个则完全还原。

方向的图中，蓝色表示沿该方向像素变亮，橙色表示变暗。`,
  ),
  formula:
    'x \\approx \\bar x + \\sum_{e=1}^{E} z_e v_e, \\qquad z_e = v_e^\\top (x - \\bar x), \\qquad \\text{share}_e = \\sigma_e^2 \\Big/ \\sum_j \\sigma_j^2',
  uses: [{ name: 'Pca', package: '@ai/classic-ml', source: 'packages/classic-ml/src/decomposition/pca.ts' }],
  instant: true,
  options: z.object({
    numComponents: integer({ label: text('Components E', '主成分数 E'), min: 1, max: 64, default: 12 }),
    across: integer({ label: text('Component across', '横轴成分'), min: 1, max: 12, default: 1 }),
    upwards: integer({ label: text('Component upwards', '纵轴成分'), min: 1, max: 12, default: 2 }),
    first: integer({
      label: text('Digits rebuilt, from number', '重建的数字，起始编号'),
      min: 0,
      max: 1780,
      default: 0,
      step: 10,
    }),
    whiten: toggle({ label: text('Map with variance 1 each way', '地图各方向方差为 1'), default: false }),
    drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
  }),
  async *run({ options }) {
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
  },
  script: ({ numComponents }) => `import { readFileSync } from 'node:fs';
import { Pca } from '@ai/classic-ml';

const x = readFileSync('apps/lab/data/digits.csv', 'utf8').trim().split(/\\r?\\n/).slice(1)
  .map((line) => line.split(',').slice(0, 64).map(Number));

const model = new Pca({ numComponents: ${numComponents} }).fit(x);
console.log('variance kept', model.explainedVarianceRatio.reduce((sum, share) => sum + share, 0));

const [digit] = x;
const rebuilt = model.inverseTransform(model.transform([digit])).data;
for (let row = 0; row < 8; row++) {
  const show = (values) => Array.from(values.slice(8 * row, 8 * row + 8), (v) => ' .:-=+*#@'[Math.round(Math.min(16, Math.max(0, v)) / 2)]).join('');
  console.log(show(digit), ' ', show(rebuilt));
}
`,
});

const DIGITS = Array.from({ length: 10 }, (_, i) => String(i));

function meanSquare(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  let sum = 0;
  let count = 0;
  for (const [i, row] of a.entries()) {
    for (let j = 0; j < row.length; j++, count++) sum += (row[j] - b[i][j]) ** 2;
  }
  return sum / count;
}
