import { demand } from './demands.js';
import type { CheckableEstimator, EstimatorCase } from './estimator-case.js';
import { type EstimatorData, estimatorData } from './estimator-data.js';

/** A fitted model, whatever it has. */
export type Model = Record<string, unknown> & { toJSON(): object };

/** The estimator under test with its data and the calls that depend on its kind. */
export class Subject {
  readonly data: EstimatorData;
  readonly tolerance: number;
  readonly name: string;
  readonly inputName: string;
  readonly targets: 'labels' | 'values' | 'none';

  constructor(readonly estimator: EstimatorCase) {
    const { kind, data } = estimator;
    this.targets = estimator.targets ?? (kind === 'classifier' ? 'labels' : kind === 'regressor' ? 'values' : 'none');
    const ownData = typeof data === 'object' ? data : undefined;
    this.data = ownData ?? estimatorData(this.targets === 'values' ? 'values' : 'labels', data === 'non-negative');
    this.tolerance = estimator.tolerance ?? 1e-6;
    this.name = estimator.name;
    this.inputName = estimator.inputName ?? 'X';
  }

  isNamedIn(message: string): boolean {
    return [this.name, ...(this.estimator.ownNames ?? [])].some((name) => message.includes(name));
  }

  /** Reads a saved model with the class that made it. */
  load(model: Model, document: unknown): Model {
    const type = model.constructor as unknown as { fromJSON?(document: unknown, parts?: unknown): Model; name: string };
    demand(typeof type.fromJSON === 'function', `${type.name} has no fromJSON.`);
    return type.fromJSON(document, this.estimator.parts);
  }

  make(options: object = {}): CheckableEstimator {
    return this.estimator.make({ ...this.estimator.options, ...options });
  }

  fit(x: unknown = this.data.x, y: unknown = this.data.y, fitOptions?: object, options?: object): Model {
    return this.fitWith(this.make(options), x, y, fitOptions);
  }

  fitWith(made: CheckableEstimator, x: unknown = this.data.x, y: unknown = this.data.y, fitOptions?: object): Model {
    const { kind } = this.estimator;
    if (kind === 'clusterer' || kind === 'density') return made.fit(x, fitOptions) as Model;
    return made.fit(x, this.targets === 'none' ? undefined : y, fitOptions) as Model;
  }

  /** Everything the model says about new samples, one array of numbers or labels per sample. */
  outputs(model: Model, x: unknown = this.data.x): unknown[][] {
    if (this.estimator.outputs) return this.estimator.outputs(model, x);
    const perSample: unknown[][] = [];
    for (const method of ['predict', 'predictProbabilities', 'transform', 'logDensities']) {
      if (typeof model[method] !== 'function') continue;
      toRows((model[method] as (x: unknown) => unknown).call(model, x)).forEach((row, i) => {
        perSample[i] = [...(perSample[i] ?? []), ...row];
      });
    }
    return perSample;
  }

  /** Outputs on the training samples; the labels or the map found in `fit` where nothing can be said about new ones. */
  trainingOutputs(model: Model): unknown[][] {
    const outputs = this.outputs(model);
    return outputs.length > 0 ? outputs : toRows(model.labels ?? model.map);
  }
}

/** Numbers or labels, or the rows of a matrix, as one array per sample. */
export function toRows(values: unknown): unknown[][] {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return Array.from(values as ArrayLike<unknown>, (v) => [v]);
  const { data, rows, columns } = values as { data: Float64Array; rows: number; columns: number };
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}
