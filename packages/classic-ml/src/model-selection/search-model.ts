import { type Column, type DenseMatrix, InvalidArgumentError, type Rows } from '@ai/core';
import type { Labels, SavedModel } from '../estimator.js';
import {
  countField,
  defineFormat,
  listField,
  numberField,
  optionalField,
  recordField,
  vectorField,
} from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { plainField } from '../saving/plain-field.js';
import type { Predictor } from './fit-task.js';

/** How one set of parameters did. */
export interface SearchResult<Parameters> {
  readonly parameters: Parameters;
  readonly meanTestScore: number;
  /** Of the population. */
  readonly standardDeviation: number;
  readonly testScores: Float64Array;
  readonly trainScores: Float64Array | undefined;
  /** 1 is the best; ties share the smaller rank. */
  readonly rank: number;
}

interface State<Parameters extends object, Model extends Predictor> {
  readonly bestModel: Model;
  readonly results: readonly SearchResult<Parameters>[];
}

const formatOf = <Parameters extends object, Model extends Predictor>(classes: ModelClasses) =>
  defineFormat<State<Parameters, Model>>(
    'SearchModel',
    {
      bestModel: partField(classes),
      results: listField(
        recordField<SearchResult<Parameters>>({
          parameters: plainField<Parameters>('parameters', 'SearchModel'),
          meanTestScore: numberField,
          standardDeviation: numberField,
          testScores: vectorField,
          trainScores: optionalField(vectorField),
          rank: countField,
        }),
      ),
    },
    ({ results }) => !results.some(({ rank }) => rank === 1) && "'results' have no best",
  );

/** The best model of a search, fitted on all samples, with the whole table of results. */
export class SearchModel<Parameters extends object, Model extends Predictor> implements Predictor {
  readonly bestParameters: Parameters;
  readonly bestScore: number;

  constructor(
    readonly bestModel: Model,
    readonly results: readonly SearchResult<Parameters>[],
  ) {
    const best = results.find(({ rank }) => rank === 1) as SearchResult<Parameters>;
    this.bestParameters = best.parameters;
    this.bestScore = best.meanTestScore;
  }

  get numFeatures(): number {
    return this.bestModel.numFeatures;
  }

  /** The classes of a classifier. */
  get classes(): Model extends { readonly classes: infer Classes } ? Classes : undefined {
    return (this.bestModel as { classes?: unknown }).classes as never;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the class of the best model, with those of its parts: `{ RidgeModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a model whose class is not among `classes`
   */
  static fromJSON<Parameters extends object, Model extends Predictor>(
    document: unknown,
    classes: ModelClasses,
  ): SearchModel<Parameters, Model> {
    const { bestModel, results } = formatOf<Parameters, Model>(classes).read(document);
    return new SearchModel(bestModel, results);
  }

  /** @param x Q x D */
  predict(x: Rows): ReturnType<Model['predict']> {
    return this.bestModel.predict(x) as ReturnType<Model['predict']>;
  }

  /** @param x Q x D @returns Q x C @throws InvalidArgumentError if the best model has no probabilities */
  predictProbabilities(x: Rows): DenseMatrix {
    const { bestModel } = this as { bestModel: { predictProbabilities?(x: Rows): DenseMatrix } };
    if (bestModel.predictProbabilities) return bestModel.predictProbabilities(x);
    throw new InvalidArgumentError('make', 'SearchModel', 'make an estimator that gives probabilities', this.bestModel);
  }

  score(x: Rows, y: Labels | Column): number {
    return this.bestModel.score(x, y);
  }

  /** @throws InvalidArgumentError if a parameter is a function or an object of a class */
  toJSON(): SavedModel {
    return formatOf<Parameters, Model>({}).write(this);
  }
}
