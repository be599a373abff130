import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '../../errors.js';
import { checkInteger } from '../../input/check.js';
import { toMatrix } from '../../input/matrix.js';
import { checkEstimator, estimatorChecks } from './check-estimator.js';

/** A transformer that subtracts the first sample, as a stand-in for real ones. */
class Shift {
  constructor(readonly options: { readonly places?: number } = {}) {}

  fit(x: number[][], _y?: unknown, fitOptions: { sampleWeights?: unknown } = {}): ShiftModel {
    checkInteger(this.options.places ?? 1, 'places', 'Shift', { min: 1 });
    if (fitOptions.sampleWeights !== undefined) checkInteger(fitOptions.sampleWeights, 'sampleWeights', 'Shift');
    const { columns } = toMatrix(x, 'X', 'Shift');
    return new ShiftModel(columns);
  }
}

class ShiftModel {
  constructor(readonly numFeatures: number) {}

  static fromJSON(document: unknown): ShiftModel {
    const { kind, version, numFeatures } = (document ?? {}) as Record<string, unknown>;
    if (kind !== 'ShiftModel' || version !== 1 || typeof numFeatures !== 'number')
      throw new InvalidDataError('damaged');
    return new ShiftModel(numFeatures);
  }

  transform(x: number[][]) {
    const matrix = toMatrix(x, 'X', 'Shift');
    if (matrix.columns !== this.numFeatures) checkInteger(`${matrix.columns}`, `X: ${this.numFeatures}`, 'Shift');
    return { ...matrix, data: matrix.data.map((value) => value + 1) };
  }

  toJSON() {
    return { kind: 'ShiftModel', version: 1, numFeatures: this.numFeatures };
  }
}

const base = {
  name: 'Shift',
  kind: 'transformer',
  make: (options: object) => new Shift(options),
  invalidOptions: [{ option: 'places', options: { places: 0 } }],
} as const;

describe('checkEstimator', () => {
  it('passes an estimator that keeps the contract', () => {
    checkEstimator(base);
    expect(estimatorChecks(base).map(({ title }) => title)).toContain('refuses bad input');
  });

  it('names what is broken: input changed', () => {
    class Broken extends Shift {
      override fit(x: number[][]): ShiftModel {
        x[0][0] += 1;
        return super.fit(x);
      }
    }
    expect(() => checkEstimator({ ...base, make: (options) => new Broken(options) })).toThrow(
      /does not change its input/,
    );
  });

  it('names what is broken: options that are not checked, weights ignored', () => {
    class Careless extends Shift {
      override fit(x: number[][]): ShiftModel {
        return new ShiftModel(toMatrix(x, 'X', 'Shift').columns);
      }
    }
    const run = () => checkEstimator({ ...base, make: (options) => new Careless(options) });
    expect(run).toThrow(/refuses invalid options in fit.*was accepted/);
    expect(run).toThrow(/sampleWeights of a method that has none was accepted/);
  });
});
