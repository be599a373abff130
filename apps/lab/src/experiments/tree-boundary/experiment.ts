import { DecisionTreeClassifierModel, trainTestSplit } from '@ai/classic-ml';
import { planeClasses, TEST_SHARE } from '../../data/plane-classes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { classifiedPicture } from '../../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';
import { treeFigure } from './figures.js';
import { fitModel, sizesToShow, type TreeModel } from './models.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const GRID = 100;
const UNITS = { tree: text('levels', '层'), forest: text('trees', '棵树'), boosting: text('rounds', '轮') };

export const treeBoundary = defineExperiment({
  id: 'tree-boundary',
  chapter: 'trees',
  ...words,
  uses: [
    {
      name: 'DecisionTreeClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/tree/decision-tree-classifier.ts',
    },
    {
      name: 'RandomForestClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/ensemble/random-forest-classifier.ts',
    },
    {
      name: 'GradientBoostingClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/ensemble/gradient-boosting-classifier.ts',
    },
  ],
  instant: true,
  frameDelay: 90,
  charts: [
    {
      title: text('Accuracy', '准确率'),
      x: text('levels, trees or rounds', '层数、树数或轮数'),
      series: { train: text('training points', '训练点'), test: text('held out', '留出') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const data = planeClasses(options, seed, table);
    const classes = data.classes ?? Array.from({ length: Math.max(...data.labels) + 1 }, (_, i) => String(i + 1));
    const split = trainTestSplit(data.points, data.labels, { testSize: TEST_SHARE, stratify: true, seed });
    const bounds = boundsOf(data.points);
    const grid = gridOver(bounds, GRID);
    const unit = UNITS[options.model];
    const sizes = sizesToShow(options);
    let model: TreeModel | undefined;
    let best = { size: 0, accuracy: -1 };
    for (const [i, size] of sizes.entries()) {
      model = fitModel(options, size, split.xTrain, split.yTrain, seed);
      const [train, test] = [model.score(split.xTrain, split.yTrain), model.score(split.xTest, split.yTest)];
      if (test > best.accuracy) best = { size, accuracy: test };
      yield scalars(size, { train, test });
      yield figure(
        planeFigure({
          name: 'boundary',
          title: text('What each place would be called', '每个位置会被判为哪一类'),
          caption: text(`${size} ${unit.en}. The paler, the less sure.`, `${size} ${unit.zh}。颜色越浅越没有把握。`),
          bounds,
          points: data.points,
          labels: data.labels,
          classes,
          axes: data.axes,
          legend: true,
          background: classifiedPicture(model.predictProbabilities(grid).data, classes.length, GRID),
        }),
      );
      if (model instanceof DecisionTreeClassifierModel)
        yield figure(treeFigure(model.tree, split.xTrain, classes, data.axes ?? ['x', 'y']));
      yield progress((i + 1) / sizes.length);
      yield frame;
    }
    return {
      mainFigure: 'boundary',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        train: {
          label: text('Accuracy on training points', '训练点准确率'),
          value: model!.score(split.xTrain, split.yTrain),
        },
        test: { label: text('Held out', '留出准确率'), value: model!.score(split.xTest, split.yTest) },
        bestTest: { label: text('Best held out', '最好的留出准确率'), value: best.accuracy },
        bestSize: { label: text(`at so many ${unit.en}`, `此时的${unit.zh}数`), value: best.size },
      },
    };
  },
});
