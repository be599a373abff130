import { crossValidate, KNeighborsClassifier, StratifiedKFold } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress } from '../../experiment.js';
import { classifiedPicture } from '../../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';
import { dataOf } from './data.js';
import { type Score, scoresFigure } from './figures.js';
import { MOST_K, options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const GRID = 120;
const FOLDS = 5;

export const knnIris = defineExperiment({
  id: 'knn-iris',
  chapter: 'neighbours',
  ...words,
  uses: [
    {
      name: 'KNeighborsClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/neighbors/k-neighbors-classifier.ts',
    },
    {
      name: 'crossValidate',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/model-selection/cross-validate.ts',
    },
  ],
  instant: true,
  options,
  script,
  async *run({ options, seed, table }) {
    const { weights, metric } = options;
    const { points, labels, classes, axes } = await dataOf(options, table);
    const names = labels.map((label) => classes[label]);
    const k = Math.min(options.k, points.length);
    const model = new KNeighborsClassifier({ k, weights, metric }).fit(points, names);

    const bounds = boundsOf(points);
    const votes = model.predictProbabilities(gridOver(bounds, GRID));
    yield figure(
      planeFigure({
        name: 'boundary',
        title: text('What each place would be called', '每个位置会被判为哪一类'),
        background: classifiedPicture(votes.data, classes.length, GRID),
        bounds,
        points,
        labels,
        classes,
        axes,
        legend: true,
      }),
    );
    yield progress(0.3);
    yield frame;

    const rarest = Math.min(...classes.map((_, label) => labels.filter((other) => other === label).length));
    const folds = new StratifiedKFold({ splits: Math.max(2, Math.min(FOLDS, rarest)), shuffle: true, seed });
    const most = Math.min(MOST_K, Math.floor(points.length / 2));
    const scores: Score[] = [];
    for (let candidate = 1; candidate <= most; candidate++) {
      const learner = new KNeighborsClassifier({ k: candidate, weights, metric });
      const { testScores } = crossValidate(learner, points, names, { folds });
      scores.push(summary(candidate, testScores));
      yield progress(0.3 + (0.7 * candidate) / most);
    }
    const best = scores.reduce((a, b) => (b.mean > a.mean ? b : a));
    yield figure(scoresFigure(scores, k, best.k));
    return {
      mainFigure: 'boundary',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        trainAccuracy: {
          label: text('Accuracy on the points shown', '对图中各点的准确率'),
          value: model.score(points, names),
        },
        cvAccuracy: { label: text('Cross-validated', '交叉验证'), value: scores[k - 1]?.mean ?? Number.NaN },
        bestK: { label: text('Best k', '最好的 k'), value: best.k },
        bestAccuracy: { label: text('Cross-validated at best k', '最好 k 的交叉验证'), value: best.mean },
        classes: { label: text('Classes', '类别'), value: classes.length },
      },
    };
  },
});

/** The mean over the folds and its standard error. */
function summary(k: number, scores: Float64Array): Score {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length - 1);
  return { k, mean, error: Math.sqrt(variance / scores.length) };
}
