import type { EstimatorData } from './estimator-data.js';

/** What {@link checkEstimator} calls: the description of a method; the arguments after `x` depend on the kind. */
export interface CheckableEstimator {
  readonly options: object;
  // biome-ignore lint/suspicious/noExplicitAny: accepts classifiers, regressors, clusterers and transformers alike
  fit(...args: any[]): object;
}

/** One estimator and what is to be expected of it. */
export interface EstimatorCase {
  /** The class's name, as errors give it. */
  readonly name: string;
  /** Decides what `fit` is given: (x, labels, options), (x, values, options), (x, options) or (x, targets or undefined, options); a density is given what a clusterer is. */
  readonly kind: 'classifier' | 'regressor' | 'clusterer' | 'density' | 'transformer';
  /** Constructs the estimator with options. */
  readonly make: (options: object) => CheckableEstimator;
  /** Options for every fit, chosen to be quick and to converge. @default {} */
  readonly options?: object;
  /** Options that must be refused, under the name of the option that the error has to give. */
  readonly invalidOptions: readonly { readonly option: string; readonly options: object }[];
  /** A transformer that reads targets. @default 'none' for transformers */
  readonly targets?: 'labels' | 'values' | 'none';
  /** Data of its own, where the usual samples do not fit. `non-negative`: the usual ones without signs. */
  readonly data?: EstimatorData | 'non-negative';
  /** Whether `fit` takes sample weights; a method without them has to refuse them. @default false */
  readonly sampleWeights?: boolean;
  /** Whether a weight of k equals k copies; false where randomness is drawn per sample. @default true */
  readonly weightsEqualCopies?: boolean;
  /** Whether the order of samples changes the result (a stochastic method). @default false */
  readonly orderMatters?: boolean;
  /** Whether it has the option `classWeights`. @default false */
  readonly classWeights?: boolean;
  /** Options under which an iterative method stops before it has converged. */
  readonly notConverging?: object;
  /** Whether NaN in X stands for a missing value (an imputer). @default false */
  readonly allowsNaN?: boolean;
  /** A model of models: the second argument of `fromJSON`. */
  readonly parts?: unknown;
  /** What the table that `fit` reads is called in errors. @default 'X' */
  readonly inputName?: string;
  /** What the model says about samples, a row for each, where it has methods of its own. */
  readonly outputs?: (model: object, x: unknown) => unknown[][];
  /** Checks that do not apply, by title, each with the reason. */
  readonly except?: Readonly<Record<string, string>>;
  /** Names that errors about X may give instead of `name`: those of the parts of a model of models. */
  readonly ownNames?: readonly string[];
  /** Relative and absolute tolerance of comparisons between fits that differ in rounding only. @default 1e-6 */
  readonly tolerance?: number;
}
