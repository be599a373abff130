import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierModel,
  GradientBoostingClassifier,
  type GradientBoostingClassifierModel,
  RandomForestClassifier,
  type RandomForestClassifierModel,
} from '@ai/classic-ml';
import type { DenseMatrix } from '@ai/core';
import type { Options } from './options.js';

export type TreeModel = DecisionTreeClassifierModel | GradientBoostingClassifierModel | RandomForestClassifierModel;

/** The model with so many levels (a tree), trees (a forest) or rounds (boosting). */
export function fitModel(
  options: Options,
  size: number,
  x: DenseMatrix,
  y: readonly number[],
  seed: number,
): TreeModel {
  const { model, maxDepth, learningRate } = options;
  switch (model) {
    case 'tree':
      return new DecisionTreeClassifier({ maxDepth: size, seed }).fit(x, y);
    case 'forest':
      return new RandomForestClassifier({ numTrees: size, maxDepth, seed }).fit(x, y);
    case 'boosting':
      return new GradientBoostingClassifier({
        numRounds: size,
        maxDepth,
        learningRate,
        minSamplesLeaf: 5,
        seed,
      }).fit(x, y);
  }
}

/** The sizes to show, small ones singly and large ones in strides. */
export function sizesToShow({ model, maxDepth, numTrees }: Options, most = 24): number[] {
  const last = model === 'tree' ? maxDepth : numTrees;
  if (last <= most) return Array.from({ length: last }, (_, i) => i + 1);
  return [...new Set(Array.from({ length: most }, (_, i) => Math.round(last ** ((i + 1) / most))))];
}
