import { type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { collected, type MetricDefinition } from '../define-metric.js';
import { joinTables, toTable } from '../input/table.js';

/** Features of real and of generated images. */
export interface FeatureSets {
  /** N x D */
  readonly real: DenseMatrix;
  /** M x D */
  readonly generated: DenseMatrix;
}

/** A definition over all features of both sides. */
export function fromFeatures<Result>(
  owner: string,
  compute: (sets: FeatureSets) => Result,
): MetricDefinition<readonly FeatureSets[], [real: Rows, generated: Rows], Result> {
  return collected(
    (real: Rows, generated: Rows): FeatureSets => ({
      real: toTable(real, 'real', owner),
      generated: toTable(generated, 'generated', owner),
    }),
    (parts) => {
      const join = (side: 'real' | 'generated'): DenseMatrix =>
        joinTables(
          parts.map((part) => part[side]),
          side,
          owner,
        );
      const sets = { real: join('real'), generated: join('generated') };
      if (sets.real.rows > 0 && sets.generated.rows > 0 && sets.real.columns !== sets.generated.columns) {
        const got = new Got(`${sets.generated.columns}`);
        throw new InvalidArgumentError(
          'generated',
          owner,
          `have as many columns as 'real' (${sets.real.columns})`,
          got,
        );
      }
      return compute(sets);
    },
  );
}
