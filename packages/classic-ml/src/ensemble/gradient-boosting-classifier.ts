import type { DenseMatrix, Rows } from '@ai/core';
import { largestClass, softmaxRows } from '../decision.js';
import type {
  Classifier,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import {
  type ClassificationData,
  type ClassWeights,
  checkTwoClasses,
  readClassification,
} from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, formatField, labelsField, listField, vectorField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import { TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, meanImportances } from '../tree/tree-models.js';
import { type BoostingLoss, boost, boostedScores, type GradientBoostingOptions, readBoosting } from './boosting.js';

const OWNER = 'GradientBoostingClassifier';

/** Options of {@link GradientBoostingClassifier}. */
export interface GradientBoostingClassifierOptions extends GradientBoostingOptions {
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
}

/**
 * Gradient boosting of trees on binned features for the log loss (Friedman, 2001; histograms as in Ke et al., 2017): one tree per
 * round for two classes, one per class for more.
 *
 * @example
 * ```ts
 * import { GradientBoostingClassifier, makeMoons } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 200, noise: 0.1, seed: 1 });
 * const model = new GradientBoostingClassifier({ numRounds: 20 }).fit(x, y);
 * model.score(x, y); // about 1
 * ```
 */
export class GradientBoostingClassifier implements Classifier<GradientBoostingClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: GradientBoostingClassifierOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, or a single class
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): GradientBoostingClassifierModel {
    const settings = readBoosting(this.options, OWNER);
    const data = readClassification(x, y, options, OWNER, this.options.classWeights);
    checkTwoClasses(data.classes, OWNER);
    const loss = data.classes.length === 2 ? binaryLoss(data) : softmaxLoss(data);
    return new GradientBoostingClassifierModel({
      classes: data.classes,
      trees: boost(data.x, loss, settings),
      start: loss.start,
    });
  }
}

function classShares({ codes, classes, weights }: ClassificationData): Float64Array {
  const totals = new Float64Array(classes.length);
  codes.forEach((code, i) => {
    totals[code] += weights ? weights[i] : 1;
  });
  const all = totals.reduce((a, b) => a + b, 0);
  return totals.map((total) => total / all);
}

function binaryLoss(data: ClassificationData): BoostingLoss {
  const { codes, weights } = data;
  const [, share] = classShares(data);
  return {
    numOutputs: 1,
    start: Float64Array.of(Math.log(share / (1 - share))),
    derivatives: ([scores], [gradients], [hessians]) => {
      for (let i = 0; i < scores.length; i++) {
        const weight = weights ? weights[i] : 1;
        const probability = 1 / (1 + Math.exp(-scores[i]));
        gradients[i] = weight * (probability - codes[i]);
        hessians[i] = weight * probability * (1 - probability);
      }
    },
  };
}

function softmaxLoss(data: ClassificationData): BoostingLoss {
  const { codes, classes, weights } = data;
  const numClasses = classes.length;
  const logs = classShares(data).map(Math.log);
  const mean = logs.reduce((a, b) => a + b, 0) / numClasses;
  const row = { data: new Float64Array(numClasses), rows: 1, columns: numClasses };
  return {
    numOutputs: numClasses,
    start: logs.map((value) => value - mean),
    derivatives: (scores, gradients, hessians) => {
      for (let i = 0; i < codes.length; i++) {
        const weight = weights ? weights[i] : 1;
        for (let k = 0; k < numClasses; k++) row.data[k] = scores[k][i];
        softmaxRows(row);
        for (let k = 0; k < numClasses; k++) {
          const probability = row.data[k];
          gradients[k][i] = weight * (probability - Number(codes[i] === k));
          hessians[k][i] = weight * probability * (1 - probability);
        }
      }
    },
  };
}

interface State {
  readonly classes: readonly Label[];
  readonly trees: readonly Tree[];
  readonly start: Float64Array;
}

const FORMAT = defineFormat<State>(
  'GradientBoostingClassifierModel',
  { classes: labelsField, trees: listField(formatField(TREE_FORMAT)), start: vectorField },
  ({ classes, trees, start }) =>
    checkTrees(trees, 1) ||
    (start.length !== (classes.length === 2 ? 1 : classes.length) && `'start' must have a value for each output`),
);

/** The fitted model of {@link GradientBoostingClassifier}. */
export class GradientBoostingClassifierModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  readonly trees: readonly Tree[];
  /** Scores from which the trees start. */
  readonly start: Float64Array;

  constructor(state: State) {
    this.classes = state.classes;
    this.trees = state.trees;
    this.start = state.start;
  }

  get numFeatures(): number {
    return this.trees[0].numFeatures;
  }

  /** D shares of the gain, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.trees);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GradientBoostingClassifierModel {
    return new GradientBoostingClassifierModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const scores = boostedScores(this.trees, this.start, readFeatures(x, OWNER, this.numFeatures));
    if (scores.columns > 1) {
      softmaxRows(scores);
      return scores;
    }
    const both = new Float64Array(2 * scores.rows);
    scores.data.forEach((score, i) => {
      both[2 * i] = 1 / (1 + Math.exp(score));
      both[2 * i + 1] = 1 / (1 + Math.exp(-score));
    });
    return { data: both, rows: scores.rows, columns: 2 };
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
