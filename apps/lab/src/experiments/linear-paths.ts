import { elasticNetPath, LinearRegression, Ridge, StandardScaler, trainTestSplit } from '@ai/classic-ml';
import { z } from 'zod';
import { loadDataset } from '../data/datasets.js';
import { defineExperiment, figure, frame, progress } from '../experiment.js';
import { classColor, quietInk } from '../figures/palette.js';
import { linePlot } from '../figures/plots.js';
import { choice, integer, number } from '../options.js';
import { type Text, text } from '../text.js';

const FEATURES: Readonly<Record<string, Text>> = {
  alcohol: text('alcohol', '酒精'),
  malic_acid: text('malic acid', '苹果酸'),
  ash: text('ash', '灰分'),
  alcalinity_of_ash: text('alkalinity of ash', '灰分碱度'),
  magnesium: text('magnesium', '镁'),
  total_phenols: text('total phenols', '总酚'),
  flavanoids: text('flavanoids', '黄酮类'),
  nonflavanoid_phenols: text('other phenols', '非黄酮酚'),
  proanthocyanins: text('proanthocyanins', '原花青素'),
  color_intensity: text('colour intensity', '颜色强度'),
  hue: text('hue', '色调'),
  od280_over_od315_of_diluted_wines: text('OD280/OD315', 'OD280/OD315'),
  proline: text('proline', '脯氨酸'),
};

interface PathStep {
  readonly alpha: number;
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

export const linearPaths = defineExperiment({
  id: 'linear-paths',
  chapter: 'linear',
  title: text('Ridge and lasso paths on wine', '葡萄酒数据上的岭回归与套索路径'),
  summary: text(
    'Turn up the penalty and watch the features of a wine fade, or vanish one by one.',
    '逐渐加大惩罚，看葡萄酒的特征慢慢变弱，或一个个消失。',
  ),
  explanation: text(
    `A linear model predicts one measurement of a wine from the twelve others, each scaled to mean 0 and variance 1, so that the sizes of the coefficients can be compared. A penalty of strength $\\alpha$ holds them small.

Ridge pays for squares: every coefficient shrinks, none becomes zero. Lasso pays for absolute values: one feature after the other is dropped, and what remains is a short list that can be read. The elastic net mixes the two.

Read the picture from right to left: the penalty loosens and features come in. The dashed line is the chosen strength; below it, how well the model does on wines it has not seen.`,
    `线性模型用其余十二个测量值预测葡萄酒的一个测量值；每个特征都缩放为均值 0、方差 1，系数大小便可比较。强度为 $\\alpha$ 的惩罚使系数保持较小。

岭回归惩罚平方：所有系数都缩小，但没有一个变为零。套索惩罚绝对值：特征一个接一个被丢掉，剩下一份可读的短名单。弹性网把两者混合。

从右往左看图：惩罚放松，特征陆续加入。虚线是所选的强度；下方是模型在没见过的葡萄酒上的表现。`,
  ),
  formula:
    '\\min_{b} \\; \\frac{1}{2N} \\lVert y - Xb \\rVert_2^2 + \\alpha \\left( \\rho \\lVert b \\rVert_1 + \\frac{1 - \\rho}{2} \\lVert b \\rVert_2^2 \\right)',
  uses: [
    { name: 'elasticNetPath', package: '@ai/classic-ml', source: 'packages/classic-ml/src/linear/elastic-net-path.ts' },
    { name: 'Ridge', package: '@ai/classic-ml', source: 'packages/classic-ml/src/linear/ridge.ts' },
    {
      name: 'StandardScaler',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/preprocessing/standard-scaler.ts',
    },
  ],
  instant: true,
  options: z.object({
    penalty: choice({
      label: text('Penalty', '惩罚'),
      choices: {
        lasso: text('lasso (absolute values)', '套索（绝对值）'),
        elastic: text('elastic net (half and half)', '弹性网（各半）'),
        ridge: text('ridge (squares)', '岭（平方）'),
      },
      default: 'lasso',
    }),
    alpha: number({ label: text('Strength α', '强度 α'), min: 0.001, max: 100, default: 0.05, logarithmic: true }),
    target: choice({ label: text('Measurement to predict', '要预测的测量值'), choices: FEATURES, default: 'alcohol' }),
    testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.6, default: 0.3, step: 0.05 }),
    count: integer({ label: text('Points on the path', '路径点数'), min: 10, max: 200, default: 80 }),
  }),
  async *run({ options, seed }) {
    const { x: rows, features: names } = await loadDataset('wine');
    const column = names.indexOf(options.target);
    const features = names.filter((name) => name !== options.target);
    const target = rows.map((row) => row[column]);
    const others = rows.map((row) => row.filter((_, j) => j !== column));
    const indices = rows.map((_, i) => i);
    const split = trainTestSplit(others, indices, { testSize: options.testShare, seed });
    const scaler = new StandardScaler().fit(split.xTrain);
    const [xTrain, xTest] = [scaler.transform(split.xTrain), scaler.transform(split.xTest)];
    const [yTrain, yTest] = [split.yTrain, split.yTest].map((part) => part.map((i) => target[i]));
    yield progress(0.1);

    const alphas = Array.from({ length: options.count }, (_, i) => 10 ** (-3 + (5 * i) / (options.count - 1)));
    const fit = (strengths: readonly number[]): PathStep[] => {
      if (options.penalty === 'ridge') {
        return strengths.map((alpha) => {
          const { coefficients, intercept } = new Ridge({ alpha: alpha * yTrain.length }).fit(xTrain, yTrain); // the same scale as the others
          return { alpha, coefficients, intercept };
        });
      }
      const path = elasticNetPath(xTrain, yTrain, {
        alphas: strengths,
        l1Ratio: options.penalty === 'lasso' ? 1 : 0.5,
      });
      return Array.from(path.alphas, (alpha, a) => ({
        alpha,
        coefficients: path.coefficients.data.slice(a * features.length, (a + 1) * features.length),
        intercept: path.intercepts[a],
      }));
    };
    const path = fit(alphas).sort((a, b) => a.alpha - b.alpha);
    const [chosen] = fit([options.alpha]);
    const labels = Object.fromEntries(features.map((name) => [name, FEATURES[name]]));
    const strongest = [...features].sort(
      (a, b) =>
        Math.abs(path[0].coefficients[features.indexOf(b)]) - Math.abs(path[0].coefficients[features.indexOf(a)]),
    );
    const marker = {
      data: { values: [{ x: options.alpha }] },
      mark: { type: 'rule', color: quietInk, strokeDash: [5, 4], strokeWidth: 1.5 },
      encoding: { x: { field: 'x', type: 'quantitative' } },
    };
    yield figure({
      kind: 'plot',
      name: 'path',
      title: text('Coefficients along the path', '系数沿路径的变化'),
      caption: text(
        'Each line is a feature; hover to see which. The six strongest are named.',
        '每条线是一个特征；悬停可见名称。标出最强的六个。',
      ),
      spec: pathPlot(path, features, strongest, labels, marker),
    });
    yield frame;
    yield progress(0.6);
    const quality = path.flatMap((step) => [
      { x: step.alpha, y: determination(step, xTrain, yTrain), series: 'train' },
      { x: step.alpha, y: determination(step, xTest, yTest), series: 'test' },
    ]);
    const qualityPlot = linePlot(
      quality,
      { train: text('wines it was fitted to', '训练用的葡萄酒'), test: text('wines held out', '留出的葡萄酒') },
      { x: text('strength α', '强度 α'), y: text('R²', 'R²'), xLog: true, height: 200, width: 380 },
    );
    yield figure({
      kind: 'plot',
      name: 'quality',
      title: text('How well it predicts', '预测效果'),
      spec: { ...qualityPlot, layer: [...(qualityPlot['layer'] as object[]), marker] },
    });
    const ordered = features
      .map((name, j) => ({ name, value: chosen.coefficients[j] }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    yield figure({
      kind: 'table',
      name: 'coefficients',
      title: text('Coefficients at the chosen strength', '所选强度下的系数'),
      columns: [
        { name: 'feature', label: text('feature', '特征') },
        { name: 'coefficient', label: text('coefficient', '系数'), digits: 4 },
      ],
      rows: ordered.map(({ name, value }) => [FEATURES[name], value]),
    });
    const plain = new LinearRegression().fit(xTrain, yTrain);
    return {
      mainFigure: 'path',
      values: {
        kept: { label: text('Features kept', '保留的特征'), value: ordered.filter(({ value }) => value !== 0).length },
        trainR2: { label: text('R² fitted', '训练 R²'), value: determination(chosen, xTrain, yTrain) },
        testR2: { label: text('R² held out', '留出 R²'), value: determination(chosen, xTest, yTest) },
        plainR2: { label: text('R² held out, no penalty', '留出 R²（无惩罚）'), value: plain.score(xTest, yTest) },
        largest: { label: text('Strongest feature', '最强特征'), value: FEATURES[ordered[0].name] },
      },
    };
  },
  script: ({ penalty, alpha, target, testShare }, seed) => `import { readFileSync } from 'node:fs';
import { ${penalty === 'ridge' ? 'Ridge' : 'ElasticNet'}, StandardScaler, trainTestSplit } from '@ai/classic-ml';

const [header, ...lines] = readFileSync('apps/lab/data/wine.csv', 'utf8').trim().split(/\\r?\\n/);
const names = header.split(',').slice(0, -1); // the last column is the cultivar
const rows = lines.map((line) => line.split(',').slice(0, -1).map(Number));
const column = names.indexOf('${target}');
const features = names.filter((_, j) => j !== column);
const split = trainTestSplit(rows.map((row) => row.filter((_, j) => j !== column)), rows.map((_, i) => i), {
  testSize: ${testShare},
  seed: ${seed},
});
const target = (indices) => indices.map((i) => rows[i][column]);

const scaler = new StandardScaler().fit(split.xTrain);
const model = ${
    penalty === 'ridge'
      ? `new Ridge({ alpha: ${alpha} * split.yTrain.length })`
      : `new ElasticNet({ alpha: ${alpha}, l1Ratio: ${penalty === 'lasso' ? 1 : 0.5} })`
  }.fit(scaler.transform(split.xTrain), target(split.yTrain));
console.table(Object.fromEntries(features.map((name, j) => [name, model.coefficients[j]])));
console.log('R2 on held-out wines', model.score(scaler.transform(split.xTest), target(split.yTest)));
`,
});

function determination(
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

function pathPlot(
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
