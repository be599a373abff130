import { type Column, type DenseMatrix, InvalidArgumentError, type Rows } from '@ai/core';
import type { FitOptions, Labels, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import type { Learner, Predictor } from '../model-selection/fit-task.js';
import { defineFormat, listField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';

const OWNER = 'Pipeline';

/** Options of {@link Pipeline}. */
export interface PipelineOptions<Model extends Predictor> {
  /** Transformations in order. */
  readonly steps: readonly Transformer[];
  /** The classifier or regressor that gets their result. */
  readonly final: Learner<Model>;
}

/**
 * Transformations followed by a classifier or regressor, as one estimator: in cross-validation each part is fitted on the training
 * samples only. Sample weights go to the final estimator.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, Pipeline, StandardScaler } from '@ai/classic-ml';
 *
 * const pipeline = new Pipeline({ steps: [new StandardScaler()], final: new KNeighborsClassifier({ k: 1 }) });
 * const model = pipeline.fit([[1, 1000], [2, 3000]], ['a', 'b']);
 * model.predict([[2, 2900]]); // ['b']
 * ```
 */
export class Pipeline<Model extends Predictor> implements Learner<PipelineModel<Model>> {
  constructor(readonly options: PipelineOptions<Model>) {}

  get task(): 'classification' | 'regression' {
    return this.options.final.task;
  }

  /**
   * @param x N x D
   * @param y N targets
   * @throws InvalidArgumentError for what a step refuses, or steps without `fit`
   */
  fit(x: Rows, y: Labels | Column, options?: FitOptions): PipelineModel<Model> {
    const { steps, final } = this.options;
    if (!Array.isArray(steps) || steps.some((step) => typeof step?.fit !== 'function')) {
      throw new InvalidArgumentError('steps', OWNER, 'be an array of transformers', steps);
    }
    if (typeof final?.fit !== 'function') {
      throw new InvalidArgumentError('final', OWNER, 'be a classifier or regressor', final);
    }
    let values: Rows = x;
    const fitted = steps.map((step: Transformer) => {
      const model = step.fit(values, y);
      values = model.transform(values);
      return model;
    });
    return new PipelineModel(fitted, final.fit(values, y, options));
  }
}

interface State<Model extends Predictor> {
  readonly steps: readonly TransformerModel[];
  readonly final: Model;
}

const formatOf = <Model extends Predictor>(classes: ModelClasses) =>
  defineFormat<State<Model>>('PipelineModel', { steps: listField(partField(classes)), final: partField(classes) });

/** The fitted model of {@link Pipeline}. */
export class PipelineModel<Model extends Predictor> implements Predictor {
  constructor(
    /** The fitted transformations. */
    readonly steps: readonly TransformerModel[],
    /** The fitted classifier or regressor. */
    readonly final: Model,
  ) {}

  get numFeatures(): number {
    return (this.steps[0] ?? this.final).numFeatures;
  }

  /** The classes of a final classifier. */
  get classes(): Model extends { readonly classes: infer Classes } ? Classes : undefined {
    return (this.final as { classes?: unknown }).classes as never;
  }

  /**
   * Reads a saved pipeline.
   *
   * @param classes the classes of its parts: `{ StandardScalerModel, RidgeModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a part whose class is not among `classes`
   */
  static fromJSON<Model extends Predictor>(document: unknown, classes: ModelClasses): PipelineModel<Model> {
    const { steps, final } = formatOf<Model>(classes).read(document);
    return new PipelineModel(steps, final);
  }

  /** All transformations. @param x Q x D @returns Q x features of the final estimator */
  transform(x: Rows): DenseMatrix {
    return this.steps.reduce((values: Rows, step) => step.transform(values), x) as DenseMatrix;
  }

  /** @param x Q x D @returns what the final estimator predicts */
  predict(x: Rows): ReturnType<Model['predict']> {
    return this.final.predict(this.through(x)) as ReturnType<Model['predict']>;
  }

  /** @param x Q x D @returns Q x C @throws InvalidArgumentError if the final estimator has no probabilities */
  predictProbabilities(x: Rows): DenseMatrix {
    const { final } = this as { final: { predictProbabilities?(x: Rows): DenseMatrix } };
    if (!final.predictProbabilities) {
      throw new InvalidArgumentError('final', OWNER, 'give probabilities', this.final);
    }
    return final.predictProbabilities(this.through(x));
  }

  score(x: Rows, y: Labels | Column): number {
    return this.final.score(this.through(x), y);
  }

  private through(x: Rows): Rows {
    return this.steps.reduce((values: Rows, step) => step.transform(values), x);
  }

  toJSON(): SavedModel {
    return formatOf<Model>({}).write(this);
  }
}
