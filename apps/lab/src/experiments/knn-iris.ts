import { KNeighborsClassifier } from '@ai/classic-ml';
import { Random } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { z } from 'zod';
import { loadDataset } from '../data/datasets.js';
import { readLabelledCsv } from '../data/read-csv.js';
import { defineExperiment, figure, frame, progress } from '../experiment.js';
import { classColor } from '../figures/palette.js';
import { regionPicture } from '../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../figures/plane.js';
import { linePlot } from '../figures/plots.js';
import { choice, csvText, integer } from '../options.js';
import { text } from '../text.js';

const GRID = 120;
const MOST_K = 40;
const FOLDS = 5;

const AXES = {
  0: text('1: sepal length', '1：萼片长'),
  1: text('2: sepal width', '2：萼片宽'),
  2: text('3: petal length', '3：花瓣长'),
  3: text('4: petal width', '4：花瓣宽'),
};
const IRIS_NAMES = [
  text('sepal length / cm', '萼片长 / cm'),
  text('sepal width / cm', '萼片宽 / cm'),
  text('petal length / cm', '花瓣长 / cm'),
  text('petal width / cm', '花瓣宽 / cm'),
];

export const knnIris = defineExperiment({
  id: 'knn-iris',
  chapter: 'neighbours',
  title: text('The boundary of nearest neighbours', '最近邻的分类边界'),
  summary: text(
    'Iris flowers in two measurements: how k and the distance bend the border between species.',
    '用两个测量值看鸢尾花：k 和距离怎样改变物种之间的边界。',
  ),
  explanation: text(
    `Every point of the plane takes the class that most of its $k$ nearest flowers have; the fainter the colour, the closer the vote. With $k = 1$ each flower keeps an island of its own, which is memory and not knowledge. With a large $k$ the border grows smooth, then the small class disappears.

Which $k$ is right? Cross-validation asks: it hides a fifth of the flowers, predicts them from the rest, five times over, and counts. The curve below is its answer for each $k$.

Your own table: a CSV with a header row, at least two columns of numbers, and the class as the last column.`,
    `平面上每一点取其 $k$ 个最近花朵中多数的类别；颜色越淡，票数越接近。$k = 1$ 时每朵花都有自己的小岛，这是记忆而不是知识。$k$ 很大时边界变得平滑，最后小类消失。

哪个 $k$ 合适？交叉验证来回答：藏起五分之一的花，用其余的来预测，重复五次并计数。下面的曲线就是每个 $k$ 的答案。

你自己的表：带表头的 CSV，至少两列数字，最后一列为类别。`,
  ),
  formula:
    '\\mathrm{CV}(k) = \\frac{1}{N} \\sum_{f=1}^{5} \\sum_{i \\in F_f} \\left[\\hat y_k^{(-f)}(x_i) = y_i\\right]',
  uses: [
    {
      name: 'KNeighborsClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/neighbors/k-neighbors-classifier.ts',
    },
    { name: 'accuracy', package: '@ai/metrics', source: 'packages/metrics/src/classification/accuracy.ts' },
  ],
  instant: true,
  options: z.object({
    k: integer({ label: text('Neighbours k', '邻居数 k'), min: 1, max: MOST_K, default: 5 }),
    weights: choice({
      label: text('Votes', '投票'),
      choices: { uniform: text('all alike', '一人一票'), distance: text('by 1 / distance', '按 1 / 距离') },
      default: 'uniform',
    }),
    metric: choice({
      label: text('Distance', '距离'),
      choices: {
        euclidean: text('Euclidean', '欧氏距离'),
        manhattan: text('Manhattan', '曼哈顿距离'),
        chebyshev: text('Chebyshev', '切比雪夫距离'),
      },
      default: 'euclidean',
    }),
    horizontal: choice({ label: text('Feature across', '横轴特征'), choices: AXES, default: '0' }),
    vertical: choice({ label: text('Feature upwards', '纵轴特征'), choices: AXES, default: '1' }),
    table: csvText({ label: text('Your own table (CSV)', '你自己的表（CSV）') }),
  }),
  async *run({ options, seed }) {
    const { k: wantedK, weights, metric } = options;
    const table = options.table
      ? readLabelledCsv(options.table, 'your table', { maxRows: 2000 })
      : await loadDataset('iris');
    const columns = [options.horizontal, options.vertical].map((column) =>
      Math.min(Number(column), table.features.length - 1),
    );
    const points = table.x.map((row) => columns.map((column) => row[column]));
    const classes = [...new Set(table.y)].sort();
    const k = Math.min(wantedK, points.length);
    const model = new KNeighborsClassifier({ k, weights, metric }).fit(points, table.y);

    const bounds = boundsOf(points);
    const votes = model.predictProbabilities(gridOver(bounds, GRID));
    const winners = new Uint8Array(votes.rows);
    const margins = new Float64Array(votes.rows);
    for (let i = 0; i < votes.rows; i++) {
      const row = votes.data.subarray(i * votes.columns, (i + 1) * votes.columns);
      winners[i] = row.indexOf(Math.max(...row));
      margins[i] = Math.max(...row) ** 2;
    }
    const [xName, yName] = columns.map((column) => (options.table ? table.features[column] : IRIS_NAMES[column]));
    yield figure(
      planeFigure({
        name: 'boundary',
        title: text('What each place would be called', '每个位置会被判为哪一类'),
        background: regionPicture(winners, GRID, margins),
        bounds,
        points,
        labels: table.y.map((name) => classes.indexOf(name)),
        classes,
        axes: [xName, yName],
        legend: true,
      }),
    );
    yield progress(0.3);
    yield frame;

    const scores: { x: number; y: number; series: string }[] = [];
    const most = Math.min(MOST_K, Math.floor(points.length * (1 - 1 / FOLDS)));
    const order = Array.from(new Random(seed).permutation(points.length));
    for (let candidate = 1; candidate <= most; candidate++) {
      scores.push({ x: candidate, y: crossValidated(points, table.y, order, candidate), series: 'cv' });
      yield progress(0.3 + (0.7 * candidate) / most);
    }
    function crossValidated(rows: number[][], labels: string[], shuffled: number[], neighbours: number): number {
      const predicted: string[] = [];
      const actual: string[] = [];
      for (let fold = 0; fold < FOLDS; fold++) {
        const hidden = shuffled.filter((_, i) => i % FOLDS === fold);
        const seen = shuffled.filter((_, i) => i % FOLDS !== fold);
        const fitted = new KNeighborsClassifier({ k: neighbours, weights, metric }).fit(
          seen.map((i) => rows[i]),
          seen.map((i) => labels[i]),
        );
        predicted.push(...(fitted.predict(hidden.map((i) => rows[i])) as string[]));
        actual.push(...hidden.map((i) => labels[i]));
      }
      return accuracy(actual, predicted);
    }
    const best = scores.reduce((a, b) => (b.y > a.y ? b : a));
    const plot = linePlot(
      scores,
      { cv: text('cross-validated accuracy', '交叉验证准确率') },
      { x: text('neighbours k', '邻居数 k'), y: text('accuracy', '准确率'), width: 380, height: 220 },
    );
    const rule = (place: number, color: string, dash?: number[]) => ({
      data: { values: [{ x: place }] },
      mark: { type: 'rule', color, strokeWidth: 1.5, strokeDash: dash },
      encoding: { x: { field: 'x', type: 'quantitative' } },
    });
    yield figure({
      kind: 'plot',
      name: 'cross-validation',
      title: text('Cross-validation chooses k', '用交叉验证选择 k'),
      caption: text('Dashed: the k of the picture. Orange: the best k.', '虚线：图中的 k。橙色：最好的 k。'),
      spec: {
        ...plot,
        layer: [...(plot['layer'] as object[]), rule(k, classColor(7), [4, 4]), rule(best.x, classColor(1))],
      },
    });
    return {
      mainFigure: 'boundary',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        trainAccuracy: {
          label: text('Accuracy on the flowers shown', '对图中花朵的准确率'),
          value: model.score(points, table.y),
        },
        cvAccuracy: { label: text('Cross-validated', '交叉验证'), value: scores[k - 1]?.y ?? Number.NaN },
        bestK: { label: text('Best k', '最好的 k'), value: best.x },
        bestAccuracy: { label: text('Cross-validated at best k', '最好 k 的交叉验证'), value: best.y },
        classes: { label: text('Classes', '类别'), value: classes.length },
      },
    };
  },
  script: ({ k, weights, metric, horizontal, vertical }) => `import { readFileSync } from 'node:fs';
import { KNeighborsClassifier } from '@ai/classic-ml';

const rows = readFileSync('apps/lab/data/iris.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(','));
const x = rows.map((row) => [Number(row[${horizontal}]), Number(row[${vertical}])]);
const y = rows.map((row) => row[4]);

const model = new KNeighborsClassifier({ k: ${k}, weights: '${weights}', metric: '${metric}' }).fit(x, y);
console.log('accuracy on the flowers shown', model.score(x, y));
console.log('a flower at the mean', model.predict([[0, 1].map((j) => x.reduce((sum, row) => sum + row[j], 0) / x.length)]));
`,
});
