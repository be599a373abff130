// The whole of a forest that classifies; its two kinds differ in how they are grown.
import { checkOneOf, type DenseMatrix, type Rows } from '@ai/core';
import { largestClass } from '../decision.js';
import type { FitOptions, Label, Labels } from '../estimator.js';
import { readClassification } from '../input/class-weights.js';
import {
  defineFormat,
  type Format,
  formatField,
  labelsField,
  listField,
  numberField,
  optionalField,
} from '../saving/format.js';
import type { ClassificationTreeOptions } from '../tree/decision-tree-classifier.js';
import { ClassCriterion } from '../tree/split-criterion.js';
import { meanPrediction, TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, MISSING_ALLOWED, TreesClassifierModel } from '../tree/tree-models.js';
import { type ForestKind, type ForestOptions, growForest } from './forest.js';

/** Options of forests that classify; `maxFeatures` is `sqrt` unless given. */
export interface ForestClassifierOptions extends ForestOptions, ClassificationTreeOptions {}

/** What a fitted forest of classification trees consists of. */
export interface ForestClassifierState {
  readonly classes: readonly Label[];
  readonly trees: readonly Tree[];
  readonly outOfBagScore: number | undefined;
}

export function fitForestClassifier(
  x: Rows,
  y: Labels,
  options: FitOptions,
  settings: ForestClassifierOptions,
  kind: ForestKind,
): ForestClassifierState {
  const { criterion = 'gini', classWeights } = settings;
  checkOneOf(criterion, 'criterion', kind.owner, ['gini', 'entropy']);
  const data = readClassification(x, y, options, kind.owner, classWeights, MISSING_ALLOWED);
  const { classes, codes } = data;
  const makeCriterion = (weights: Float64Array) => new ClassCriterion(classes.length, codes, weights, criterion);
  const { trees, outOfBag } = growForest(data.x, data.weights, settings, kind, makeCriterion);
  return { classes, trees, outOfBagScore: outOfBag && accuracyOfShares(outOfBag, codes) };
}

/** Accuracy over the samples that some tree left out. */
function accuracyOfShares(shares: DenseMatrix, codes: Int32Array): number {
  const labels = largestClass(
    shares,
    Array.from({ length: shares.columns }, (_, c) => c),
  );
  const seen = Int32Array.from(codes.keys()).filter((i) => !Number.isNaN(shares.data[i * shares.columns]));
  return seen.filter((i) => labels[i] === codes[i]).length / seen.length;
}

export function forestClassifierFormat(kind: string): Format<ForestClassifierState> {
  return defineFormat<ForestClassifierState>(
    kind,
    { classes: labelsField, trees: listField(formatField(TREE_FORMAT)), outOfBagScore: optionalField(numberField) },
    ({ classes, trees }) => checkTrees(trees, classes.length),
  );
}

/** A fitted forest that classifies. */
export abstract class ForestClassifierModel extends TreesClassifierModel {
  /** Accuracy on samples by the trees that have not seen them, if asked for. */
  readonly outOfBagScore: number | undefined;

  constructor(state: ForestClassifierState) {
    super(state);
    this.outOfBagScore = state.outOfBagScore;
  }

  /** The mean of the trees' class shares. @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    return meanPrediction(this.trees, this.read(x));
  }
}
