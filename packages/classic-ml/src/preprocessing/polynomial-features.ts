import { checkBoolean, checkInteger, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { countField, defineFormat, integersField, listField } from '../saving/format.js';

const OWNER = 'PolynomialFeatures';
const MOST_TERMS = 1e6;

/** Options of {@link PolynomialFeatures}. */
export interface PolynomialFeaturesOptions {
  /** Largest total degree. @default 2 */
  readonly degree?: number;
  /** Only products of different features. @default false */
  readonly interactionOnly?: boolean;
  /** A first column of ones. @default true */
  readonly includeBias?: boolean;
}

/**
 * All products of features up to a total degree, by degree and then in the order of the features: 1, a, b, a^2, ab, b^2, ...
 *
 * @example
 * ```ts
 * import { PolynomialFeatures } from '@ai/classic-ml';
 *
 * new PolynomialFeatures().fit([[2, 3]]).transform([[2, 3]]); // [[1, 2, 3, 4, 6, 9]]
 * ```
 */
export class PolynomialFeatures implements Transformer<PolynomialFeaturesModel> {
  constructor(readonly options: PolynomialFeaturesOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, more than a million terms, or sample weights
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): PolynomialFeaturesModel {
    const { degree = 2, interactionOnly = false, includeBias = true } = this.options;
    checkInteger(degree, 'degree', OWNER, { min: 0 });
    checkBoolean(interactionOnly, 'interactionOnly', OWNER);
    checkBoolean(includeBias, 'includeBias', OWNER);
    refuseWeights(options, OWNER);
    const numFeatures = toMatrix(x, 'X', OWNER).columns;
    if (countTerms(numFeatures, degree, interactionOnly) > MOST_TERMS) {
      throw new InvalidArgumentError('degree', OWNER, 'give at most a million terms', new Got(`${degree}`));
    }
    const terms: Int32Array[] = includeBias ? [new Int32Array(0)] : [];
    let previous: number[][] = [[]];
    for (let d = 1; d <= degree; d++) {
      previous = previous.flatMap((term) => {
        const last = term.at(-1);
        const first = last === undefined ? 0 : interactionOnly ? last + 1 : last;
        return Array.from({ length: Math.max(0, numFeatures - first) }, (_, i) => [...term, first + i]);
      });
      for (const term of previous) terms.push(Int32Array.from(term));
    }
    if (terms.length === 0) {
      throw new InvalidArgumentError('degree', OWNER, 'be >= 1 without a bias', new Got(`${degree}`));
    }
    return new PolynomialFeaturesModel({ numFeatures, terms });
  }
}

/** Terms of all degrees: choices of `d` features with or without repetition, summed over d. */
function countTerms(numFeatures: number, degree: number, interactionOnly: boolean): number {
  let choices = 1;
  let total = 1;
  for (let d = 1; d <= degree && total <= MOST_TERMS; d++) {
    choices *= (interactionOnly ? Math.max(0, numFeatures - d + 1) : numFeatures + d - 1) / d;
    total += choices;
  }
  return total;
}

interface State {
  readonly numFeatures: number;
  readonly terms: readonly Int32Array[];
}

const FORMAT = defineFormat<State>(
  'PolynomialFeaturesModel',
  { numFeatures: countField, terms: listField(integersField) },
  ({ numFeatures, terms }) =>
    terms.some((term) => term.some((j) => j < 0 || j >= numFeatures)) && `'terms' must name features`,
);

/** The fitted model of {@link PolynomialFeatures}. */
export class PolynomialFeaturesModel implements TransformerModel {
  readonly numFeatures: number;
  /** For each output the features that are multiplied: [] is the bias, [0, 0] the square of the first feature. */
  readonly terms: readonly Int32Array[];

  constructor(state: State) {
    this.numFeatures = state.numFeatures;
    this.terms = state.terms;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): PolynomialFeaturesModel {
    return new PolynomialFeaturesModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x terms */
  transform(x: Rows): DenseMatrix {
    const { data, rows, columns } = readFeatures(x, OWNER, this.numFeatures);
    const result = new Float64Array(rows * this.terms.length);
    for (let i = 0, o = 0; i < rows; i++) {
      for (const term of this.terms) {
        let product = 1;
        for (const j of term) product *= data[i * columns + j];
        result[o++] = product;
      }
    }
    return { data: result, rows, columns: this.terms.length };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
