import { Random } from '@ai/core';
import { covarianceMatrix, kendall, mutualInformationKsg, correlation as pearson, spearman } from '@ai/prob-info';
import { z } from 'zod';
import { defineExperiment, figure, progress } from '../experiment.js';
import { ink } from '../figures/palette.js';
import { boundsOf, planeFigure } from '../figures/plane.js';
import { choice, integer, number, parsePoints, points } from '../options.js';
import { type Text, text } from '../text.js';

type Shape = 'cloud' | 'monotone' | 'parabola' | 'circle';

/** How y follows x, before noise. */
const CODE: Readonly<Record<Shape, string>> = {
  cloud: '[x, rho * x + Math.sqrt(1 - rho * rho) * random.normal()]',
  monotone: '[x, Math.exp(1.2 * x * Math.sign(rho || 1)) + noise * random.normal()]',
  parabola: '[x, x * x * Math.sign(rho || 1) + noise * random.normal()]',
  circle:
    '[Math.cos(Math.PI * x) + noise * 0.3 * random.normal(), Math.sin(Math.PI * x) + noise * 0.3 * random.normal()]',
};

export const correlation = defineExperiment({
  id: 'correlation',
  chapter: 'probability',
  title: text('Covariance and correlation', '协方差与相关'),
  summary: text(
    'What the coefficient sees, what it misses, and what a single outlier does to it.',
    '相关系数看到什么、漏掉什么，以及一个离群点的影响。',
  ),
  explanation: text(
    `The covariance matrix describes the cloud by an ellipse; the axes are its eigenvectors, their lengths the roots of its eigenvalues. Pearson's correlation is the covariance in units of the two deviations: how near the cloud is to a straight line.

A parabola and a circle have correlation 0 and yet $y$ is known from $x$; mutual information sees that. Rank correlations (Spearman, Kendall) ask only whether $y$ rises with $x$: a curved but rising relation counts in full, and an outlier counts as one rank, however far away it is.`,
    `协方差矩阵用一个椭圆描述点云；轴为其特征向量，长度为特征值的平方根。皮尔逊相关是以两个标准差为单位的协方差：点云有多接近一条直线。

抛物线和圆的相关系数为 0，但 $x$ 已决定了 $y$；互信息能看到这一点。秩相关（斯皮尔曼、肯德尔）只问 $y$ 是否随 $x$ 上升：弯曲但上升的关系算满分，离群点无论多远都只算一个名次。`,
  ),
  formula:
    '\\rho = \\frac{\\mathrm{cov}(x, y)}{\\sigma_x \\sigma_y} = \\frac{\\sum_i (x_i - \\bar x)(y_i - \\bar y)}{\\sqrt{\\sum_i (x_i - \\bar x)^2 \\sum_i (y_i - \\bar y)^2}}',
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
  options: z.object({
    shape: choice({
      label: text('Relation', '关系'),
      choices: {
        cloud: text('a cloud of correlation ρ', '相关系数为 ρ 的点云'),
        monotone: text('rising, but curved', '上升但弯曲'),
        parabola: text('a parabola', '抛物线'),
        circle: text('a circle', '圆'),
      },
      default: 'cloud',
    }),
    rho: number({ label: text('Correlation ρ drawn from', '抽样所用的 ρ'), min: -1, max: 1, default: 0.7, step: 0.01 }),
    count: integer({ label: text('Points', '点数'), min: 10, max: 600, default: 200 }),
    noise: number({ label: text('Noise', '噪声'), min: 0, max: 2, default: 0.3, step: 0.05 }),
    outlier: number({
      label: text('One outlier, so far away', '一个离群点的距离'),
      min: 0,
      max: 30,
      default: 0,
      step: 0.5,
    }),
    points: points({
      label: text('Your own points', '你自己的点'),
      hint: text('Used once there are at least 5.', '至少 5 个点时使用。'),
    }),
  }),
  async *run({ options, seed }) {
    const rows = draw(options, seed);
    const x = rows.map(([value]) => value);
    const y = rows.map(([, value]) => value);
    yield progress(0.3);
    const { mean, covariance } = covarianceMatrix(rows);
    const [varianceX, covarianceXY, , varianceY] = covariance.data;
    const bounds = boundsOf(rows);
    const ellipse = ellipseOf([mean[0], mean[1]], [varianceX, covarianceXY, varianceY]);
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
        layers: [1, 2].map((deviations) => ({
          data: { values: ellipse(deviations) },
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
        mark: { type: 'bar', height: 20 },
        encoding: {
          y: {
            field: 'name',
            type: 'nominal',
            sort: null,
            title: null,
            axis: { domain: false, ticks: false },
          },
          x: { field: 'value', type: 'quantitative', title: null, scale: { domain: [-1, 1] } },
          tooltip: [
            { field: 'name', title: text('measure', '度量') },
            { field: 'value', title: text('value', '值'), format: '.3~f' },
          ],
        },
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
  script: (options, seed) => {
    const own = parsePoints(options.points);
    const rows =
      own.length >= 5
        ? `const rows = [${own.map((point) => `[${point.x}, ${point.y}]`).join(', ')}];`
        : `import { Random } from '@ai/core';

const random = new Random(${seed});
const [rho, noise] = [${options.rho}, ${options.noise}];
const rows = Array.from({ length: ${options.count} }, () => {
  const x = random.normal();
  return ${CODE[options.shape]};
});${options.outlier > 0 ? `\nrows.push([${options.outlier}, ${-options.outlier}]);` : ''}`;
    return `import { correlation, covarianceMatrix, kendall, mutualInformationKsg, spearman } from '@ai/prob-info';
${rows}
const [x, y] = [rows.map((row) => row[0]), rows.map((row) => row[1])];

console.log('covariance', covarianceMatrix(rows).covariance.data);
console.log('Pearson', correlation(x, y), 'Spearman', spearman(x, y), 'Kendall', kendall(x, y));
console.log('mutual information', mutualInformationKsg(x, y, { neighbors: 3 }), 'nats');
`;
  },
});

function draw(
  {
    shape,
    rho,
    count,
    noise,
    outlier,
    points,
  }: { shape: Shape; rho: number; count: number; noise: number; outlier: number; points: string },
  seed: number,
): [number, number][] {
  const own = parsePoints(points);
  if (own.length >= 5) return own.map(({ x, y }) => [x, y]);
  const random = new Random(seed);
  const rows = Array.from({ length: count }, () => pairOf(shape, rho, noise, random));
  if (outlier > 0) rows.push([outlier, -outlier]);
  return rows;
}

function pairOf(shape: Shape, rho: number, noise: number, random: Random): [number, number] {
  const x = random.normal();
  const sign = Math.sign(rho || 1);
  switch (shape) {
    case 'cloud':
      return [x, rho * x + Math.sqrt(1 - rho * rho) * random.normal()];
    case 'monotone':
      return [x, Math.exp(1.2 * x * sign) + noise * random.normal()];
    case 'parabola':
      return [x, x * x * sign + noise * random.normal()];
    case 'circle':
      return [
        Math.cos(Math.PI * x) + noise * 0.3 * random.normal(),
        Math.sin(Math.PI * x) + noise * 0.3 * random.normal(),
      ];
  }
}

/** The curve at so many deviations from the mean, by the eigenvectors of the 2 x 2 covariance. */
function ellipseOf([cx, cy]: [number, number], [a, b, d]: [number, number, number]) {
  const middle = (a + d) / 2;
  const half = Math.hypot((a - d) / 2, b);
  const [large, small] = [middle + half, Math.max(0, middle - half)].map(Math.sqrt);
  const turn = 0.5 * Math.atan2(2 * b, a - d);
  return (deviations: number) =>
    Array.from({ length: 73 }, (_, t) => {
      const angle = (2 * Math.PI * t) / 72;
      const u = deviations * large * Math.cos(angle);
      const v = deviations * small * Math.sin(angle);
      return { x: cx + u * Math.cos(turn) - v * Math.sin(turn), y: cy + u * Math.sin(turn) + v * Math.cos(turn), t };
    });
}
