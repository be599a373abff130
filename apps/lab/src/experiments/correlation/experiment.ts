import { covarianceMatrix, kendall, mutualInformationKsg, correlation as pearson, spearman } from '@ai/prob-info';
import { defineExperiment, figure, progress } from '../../experiment.js';
import { ellipse } from '../../figures/ellipse.js';
import { ink } from '../../figures/palette.js';
import { boundsOf, planeFigure } from '../../figures/plane.js';
import { type Text, text } from '../../text.js';
import { drawRows, ownData } from './data.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const correlation = defineExperiment({
  id: 'correlation',
  chapter: 'probability',
  ...words,
  uses: [
    { name: 'covarianceMatrix', package: '@ai/prob-info', source: 'packages/prob-info/src/statistics/covariance.ts' },
    { name: 'spearman', package: '@ai/prob-info', source: 'packages/prob-info/src/statistics/rank-correlation.ts' },
    {
      name: 'mutualInformationKsg',
      package: '@ai/prob-info',
      source: 'packages/prob-info/src/information/mutual-information.ts',
    },
  ],
  instant: true,
  options,
  script,
  async *run({ options, seed, table }) {
    const own = ownData(options, table);
    const rows = own?.points ?? drawRows(options, seed);
    const x = rows.map(([value]) => value);
    const y = rows.map(([, value]) => value);
    yield progress(0.3);
    const { mean, covariance } = covarianceMatrix(rows);
    const [varianceX, covarianceXY, , varianceY] = covariance.data;
    const bounds = boundsOf(rows);
    const field = (name: string) => ({ field: name, type: 'quantitative' });
    yield figure(
      planeFigure({
        name: 'cloud',
        title: text('The points and their covariance', '点与协方差'),
        caption: text('Ellipses at one and two deviations.', '一倍与二倍标准差的椭圆。'),
        bounds,
        points: rows,
        labels: rows.map(() => 0),
        classes: ['1'],
        axes: own?.axes,
        layers: [1, 2].map((deviations) => ({
          data: { values: ellipse([mean[0], mean[1]], [varianceX, covarianceXY, varianceY], deviations) },
          mark: {
            type: 'line',
            color: ink,
            strokeWidth: 1.6,
            opacity: deviations === 1 ? 1 : 0.45,
            clip: true,
            aria: false,
          },
          encoding: { x: field('x'), y: field('y'), order: { field: 't' } },
        })),
      }),
    );
    const information = mutualInformationKsg(x, y, { neighbors: 3 });
    const measures: [string, Text, number][] = [
      ['pearson', text('Pearson', '皮尔逊'), pearson(x, y)],
      ['spearman', text('Spearman', '斯皮尔曼'), spearman(x, y)],
      ['kendall', text('Kendall', '肯德尔'), kendall(x, y)],
      ['information', text('mutual information', '互信息'), Math.sqrt(Math.max(0, 1 - Math.exp(-2 * information)))],
    ];
    yield figure({
      kind: 'plot',
      name: 'measures',
      title: text('Four measures of dependence', '四种相依度量'),
      caption: text(
        'Mutual information is shown as the correlation of the Gaussian cloud that has as much.',
        '互信息以具有同样互信息的高斯点云的相关系数表示。',
      ),
      spec: {
        width: 300,
        height: 170,
        data: { values: measures.map(([, name, value]) => ({ name, value })) },
        encoding: {
          y: {
            field: 'name',
            type: 'nominal',
            sort: null,
            title: null,
            axis: { domain: false, ticks: false, minExtent: 72 },
          },
          x: {
            field: 'value',
            type: 'quantitative',
            title: null,
            scale: { domain: [-1, 1] },
            axis: { values: [-1, -0.5, 0, 0.5, 1] },
          },
        },
        layer: [
          {
            mark: { type: 'bar', height: 20 },
            encoding: {
              tooltip: [
                { field: 'name', title: text('measure', '度量') },
                { field: 'value', title: text('value', '值'), format: '.3~f' },
              ],
            },
          },
          {
            mark: {
              type: 'text',
              aria: false,
              fontSize: 12,
              align: { expr: 'datum.value < 0 ? "right" : "left"' },
              dx: { expr: 'datum.value < 0 ? -5 : 5' },
            },
            encoding: { text: { field: 'value', format: '.2f' } },
          },
        ],
      },
    });
    return {
      mainFigure: 'cloud',
      values: {
        covariance: { label: text('Covariance', '协方差'), value: covarianceXY },
        ...Object.fromEntries(measures.slice(0, 3).map(([name, label, value]) => [name, { label, value }])),
        information: { label: text('Mutual information / nats', '互信息 / 奈特'), value: information },
      },
    };
  },
});
