import { elasticNetPath, LinearRegression, Ridge, StandardScaler, trainTestSplit } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress } from '../../experiment.js';
import { quietInk } from '../../figures/palette.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { regressionData } from './data.js';
import { determination, type PathStep, pathPlot } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const linearPaths = defineExperiment({
  id: 'linear-paths',
  chapter: 'linear',
  ...words,
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
  options,
  script,
  async *run({ options, seed, table }) {
    const { rows, names, targetName, labelOf } = await regressionData(options, table);
    const column = names.indexOf(targetName);
    const features = names.filter((name) => name !== targetName);
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
    const labels = Object.fromEntries(features.map((name) => [name, labelOf(name)]));
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
      pick: { x: 'alpha' },
      name: 'path',
      title: text('Coefficients along the path', '系数沿路径的变化'),
      caption: text(
        'Each line is a feature; hover to see which. Click or drag to choose the strength.',
        '每条线是一个特征；悬停可见名称。点击或拖动选择强度。',
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
      { train: text('rows it was fitted to', '训练用的行'), test: text('rows held out', '留出的行') },
      { x: text('strength α', '强度 α'), y: text('R²', 'R²'), xLog: true, height: 200, width: 380 },
    );
    yield figure({
      kind: 'plot',
      pick: { x: 'alpha' },
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
      rows: ordered.map(({ name, value }) => [labelOf(name), value]),
    });
    const plain = new LinearRegression().fit(xTrain, yTrain);
    return {
      mainFigure: 'path',
      values: {
        kept: { label: text('Features kept', '保留的特征'), value: ordered.filter(({ value }) => value !== 0).length },
        trainR2: { label: text('R² fitted', '训练 R²'), value: determination(chosen, xTrain, yTrain) },
        testR2: { label: text('R² held out', '留出 R²'), value: determination(chosen, xTest, yTest) },
        plainR2: { label: text('R² held out, no penalty', '留出 R²（无惩罚）'), value: plain.score(xTest, yTest) },
        largest: { label: text('Strongest feature', '最强特征'), value: labelOf(ordered[0].name) },
      },
    };
  },
});
