import { checkNumber, checkOneOf, Got, InvalidArgumentError } from '@ai/core';

export const FAMILIES = ['normal', 'binomial', 'poisson', 'gamma', 'tweedie'] as const;
export const LINKS = ['identity', 'log', 'logit'] as const;

/** Distribution of the targets of a generalised linear model. */
export type FamilyName = (typeof FAMILIES)[number];
/** How the mean depends on the linear predictor. */
export type LinkName = (typeof LINKS)[number];

/** An exponential dispersion family. */
export interface Family {
  /** Half the unit deviance of a target from a mean; infinite for a mean outside the family. */
  halfDeviance(y: number, mean: number): number;
  /** The variance function. */
  variance(mean: number): number;
  readonly canonicalLink: LinkName;
  /** Whether means have to be positive. */
  readonly positive: boolean;
  /** @throws InvalidArgumentError for targets outside the family's support */
  checkTargets(y: Float64Array, owner: string): void;
}

/** A link function's inverse and its derivative. */
export interface Link {
  /** Linear predictor of a mean. */
  predictor(mean: number): number;
  mean(predictor: number): number;
  /** d mean / d predictor, given both. */
  slope(predictor: number, mean: number): number;
}

/** @throws InvalidArgumentError for an unknown name, a power for another family, or a power below 0 or within (0, 1) */
export function familyOf(name: FamilyName, power: number | undefined, owner: string): Family {
  checkOneOf(name, 'family', owner, FAMILIES);
  if (name !== 'tweedie' && power !== undefined) {
    throw new InvalidArgumentError('power', owner, `be left out for family '${name}'`, power);
  }
  if (name === 'binomial') return BINOMIAL;
  if (name !== 'tweedie') return powerFamily({ normal: 0, poisson: 1, gamma: 2 }[name]);
  const p = checkNumber(power ?? 1.5, 'power', owner, { min: 0 });
  if (p > 0 && p < 1) throw new InvalidArgumentError('power', owner, 'be 0 or >= 1', p);
  return powerFamily(p);
}

const times = (y: number, log: number): number => (y === 0 ? 0 : y * log);

const BINOMIAL: Family = {
  halfDeviance: (y, mean) => {
    if (!(mean >= 0 && mean <= 1)) return Number.POSITIVE_INFINITY;
    return times(y, Math.log(y / mean)) + times(1 - y, Math.log((1 - y) / (1 - mean)));
  },
  variance: (mean) => mean * (1 - mean),
  canonicalLink: 'logit',
  positive: true,
  checkTargets: (y, owner) => checkRange(y, owner, 'lie in [0, 1]', (value) => value >= 0 && value <= 1),
};

/** V(mean) = mean^p (Tweedie, 1984). */
function powerFamily(p: number): Family {
  return {
    halfDeviance: (y, mean) => {
      if (y === mean) return 0; // also where the formulas below are 0 / 0
      if (p === 0) return 0.5 * (y - mean) ** 2;
      if (!(mean > 0)) return Number.POSITIVE_INFINITY;
      if (p === 1) return times(y, Math.log(y / mean)) - y + mean;
      if (p === 2) return Math.log(mean / y) + y / mean - 1;
      return y ** (2 - p) / ((1 - p) * (2 - p)) - (y * mean ** (1 - p)) / (1 - p) + mean ** (2 - p) / (2 - p);
    },
    variance: (mean) => mean ** p,
    canonicalLink: p === 0 ? 'identity' : 'log',
    positive: p > 0,
    checkTargets: (y, owner) => {
      if (p >= 2) checkRange(y, owner, 'be > 0', (value) => value > 0);
      else if (p >= 1) checkRange(y, owner, 'be >= 0', (value) => value >= 0);
    },
  };
}

function checkRange(y: Float64Array, owner: string, expected: string, valid: (value: number) => boolean): void {
  const wrong = y.findIndex((value) => !valid(value));
  if (wrong < 0) return;
  throw new InvalidArgumentError('y', owner, `${expected} for this family`, new Got(`${y[wrong]} at index ${wrong}`));
}

/** The link of a name. */
export function linkOf(name: LinkName): Link {
  switch (name) {
    case 'identity':
      return { predictor: (mean) => mean, mean: (predictor) => predictor, slope: () => 1 };
    case 'log':
      return { predictor: Math.log, mean: Math.exp, slope: (_, mean) => mean };
    case 'logit':
      return {
        predictor: (mean) => Math.log(mean / (1 - mean)),
        mean: (predictor) => 1 / (1 + Math.exp(-predictor)),
        slope: (_, mean) => mean * (1 - mean),
      };
  }
}
