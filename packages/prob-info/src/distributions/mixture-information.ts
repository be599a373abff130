import { invertPositiveDefinite } from '../estimation/solve.js';
import type { Distribution } from './distribution.js';
import type { Fit, Sample } from './fit.js';
import type { Mixture } from './mixture.js';

/** Steps of the differences, in units of a parameter's standard error from one observation: where rounding and truncation meet. */
const STEP = Number.EPSILON ** 0.25;
/** How many steps any parameter stays away from where its family ends. */
const CLEARANCE = 100;
/** A parameter about which the data tell less than this part of what labelled data would is not identified. */
const LEAST_SHARE = 1e-6;

/**
 * Standard errors of every weight and every component parameter of a fitted mixture, from the observed information: Louis's formula
 * (J. R. Stat. Soc. B 44, 1982, section 3), the information of data with known components less what is missing without them. The
 * components' derivatives are central differences of their log densities (relative error about 1e-7).
 *
 * @param fits of each component's last fit, whose standard errors name what was estimated; undefined for one without data
 */
export function mixtureStandardErrors(
  mixture: Mixture,
  fits: readonly (Fit<Distribution> | undefined)[],
  sample: Sample,
): Record<string, number> {
  const names = [
    ...fits.map((_, k) => `weight${k}`),
    ...fits.flatMap((fit, k) =>
      Object.keys(fit?.standardErrors ?? mixture.components[k].parameters).map((name) => `${name}${k}`),
    ),
  ];
  const errors: Record<string, number> = Object.fromEntries(names.map((name) => [name, Number.NaN]));
  const active = Array.from(fits.keys()).filter((k) => fits[k] && mixture.weights[k] > 0);
  const differences = active.map((k) => componentDifferences(mixture.components[k], fits[k] as Fit<Distribution>));
  if (!differences.every((part) => part !== undefined)) return errors;

  const covariance = observedCovariance(mixture, active, differences, sample);
  if (!covariance) return errors;
  const free = active.length - 1;
  let last = 0; // the last weight is 1 less the others
  for (let i = 0; i < free; i++) {
    errors[`weight${active[i]}`] = Math.sqrt(covariance[i][i]);
    for (let j = 0; j < free; j++) last += covariance[i][j];
  }
  if (free > 0) errors[`weight${active[free]}`] = Math.sqrt(last);
  let at = free;
  differences.forEach(({ names }, i) => {
    for (const name of names) {
      errors[`${name}${active[i]}`] = Math.sqrt(covariance[at][at]);
      at++;
    }
  });
  return errors;
}

/** The distributions beside a component, one or two steps away in each parameter and one step in each pair. */
interface Differences {
  readonly component: Distribution;
  readonly names: readonly string[];
  readonly steps: readonly number[];
  /** For each parameter at -2, -1, 1 and 2 steps. */
  readonly beside: readonly (readonly Distribution[])[];
  /** For parameters i > j, at i (i - 1) / 2 + j: both one step back, both one step ahead. */
  readonly pairs: readonly (readonly Distribution[])[];
}

/** Undefined where the derivatives are not known: an error that is not finite, or what is not a single number to the constructor. */
function componentDifferences(component: Distribution, fit: Fit<Distribution>): Differences | undefined {
  if (component.constructor === Object) return undefined;
  const create = component.constructor as new (parameters: object) => Distribution;
  const { parameters } = component;
  const moved = (changes: Readonly<Record<string, number>>): Distribution | undefined => {
    try {
      return new create({ ...parameters, ...changes });
    } catch {
      return undefined; // beyond the range of the parameter
    }
  };
  const names: string[] = [];
  const steps: number[] = [];
  for (const [name, error] of Object.entries(fit.standardErrors)) {
    const value = parameters[name];
    if (typeof value !== 'number' || !Number.isFinite(error)) return undefined;
    if (error === 0) continue; // at a bound, where it is held
    let step = STEP * error * Math.sqrt(fit.count);
    const ends = () => [-1, 1].map((side) => moved({ [name]: value + side * CLEARANCE * step }));
    while (step > 0 && ends().includes(undefined)) step *= 0.25;
    step = value + step - value;
    if (step === 0) return undefined;
    names.push(name);
    steps.push(step);
  }
  const beside = names.map((name, i) =>
    [-2, -1, 1, 2].map((side) => moved({ [name]: (parameters[name] as number) + side * steps[i] })),
  );
  const pairs = names.flatMap((name, i) =>
    names.slice(0, i).map((other, j) =>
      [-1, 1].map((side) =>
        moved({
          [name]: (parameters[name] as number) + side * steps[i],
          [other]: (parameters[other] as number) + side * steps[j],
        }),
      ),
    ),
  );
  if ([...beside, ...pairs].some((list) => list.includes(undefined))) return undefined;
  return { component, names, steps, beside: beside as Distribution[][], pairs: pairs as Distribution[][] };
}

/** Score and second derivatives (row by row) of one component's log density at x; `wide` holds its diagonal again from double steps. */
function differentiate({ component, steps, beside, pairs }: Differences, x: number) {
  const size = steps.length;
  const centre = component.logDensity(x);
  const score = new Float64Array(size);
  const second = new Float64Array(size * size);
  const wide = new Float64Array(size);
  const rises = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const [back2, back, ahead, ahead2] = beside[i].map((distribution) => distribution.logDensity(x));
    rises[i] = ahead - centre - (centre - back);
    score[i] = (ahead - back) / (2 * steps[i]);
    second[i * size + i] = rises[i] / steps[i] ** 2;
    wide[i] = (ahead2 - centre - (centre - back2)) / (4 * steps[i] ** 2);
    for (let j = 0; j < i; j++) {
      const [back, ahead] = pairs[(i * (i - 1)) / 2 + j].map((distribution) => distribution.logDensity(x));
      const mixed = (ahead - centre - (centre - back) - rises[i] - rises[j]) / (2 * steps[i] * steps[j]);
      second[i * size + j] = second[j * size + i] = mixed;
    }
  }
  return { score, second, wide };
}

/**
 * The inverse of the observed information of all weights but the last and then of all parameters; undefined if the likelihood is not
 * smooth there or the information singular.
 */
function observedCovariance(
  mixture: Mixture,
  active: readonly number[],
  differences: readonly Differences[],
  { values, weights, count }: Sample,
): Float64Array[] | undefined {
  const free = active.length - 1;
  const offsets: number[] = [];
  let size = free;
  for (const { names } of differences) {
    offsets.push(size);
    size += names.length;
  }
  const information = Array.from({ length: size }, () => new Float64Array(size));
  /** The diagonal of the information of data with known components, from single and from double steps. */
  const complete = new Float64Array(size);
  const completeWide = new Float64Array(size);
  for (let j = 0; j < free; j++)
    complete[j] = completeWide[j] = count * (1 / mixture.weights[active[j]] + 1 / mixture.weights[active[free]]);

  const observedScore = new Float64Array(size);
  for (let n = 0; n < values.length; n++) {
    const weight = weights ? weights[n] : 1;
    if (weight === 0) continue;
    const responsibilities = mixture.logResponsibilities(values[n]).map(Math.exp);
    /** Derivatives of the log density by the weights. */
    const byWeight = active.map((k) => responsibilities[k] / mixture.weights[k]);
    observedScore.fill(0);
    for (let j = 0; j < free; j++) observedScore[j] = byWeight[j] - byWeight[free];
    active.forEach((k, a) => {
      const r = responsibilities[k];
      if (r === 0) return;
      const from = offsets[a];
      const { score, second, wide } = differentiate(differences[a], values[n]);
      for (let i = 0; i < score.length; i++) {
        observedScore[from + i] = r * score[i];
        complete[from + i] -= weight * r * second[i * score.length + i];
        completeWide[from + i] -= weight * r * wide[i];
        for (let j = 0; j < score.length; j++)
          information[from + i][from + j] -= weight * r * (second[i * score.length + j] + score[i] * score[j]);
        for (let j = 0; j < free; j++) {
          if (a !== j && a !== free) continue;
          const cross = (a === j ? byWeight[a] : -byWeight[a]) * score[i];
          information[j][from + i] -= weight * cross;
          information[from + i][j] -= weight * cross;
        }
      }
    });
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) information[i][j] += weight * observedScore[i] * observedScore[j];
  }
  // a kink or a jump at the estimate: the second difference depends on the step
  if (!complete.every((value, i) => Math.abs(value - completeWide[i]) <= 0.01 * value)) return undefined;
  const covariance = invertPositiveDefinite(information);
  return covariance?.every((row, i) => row[i] * complete[i] * LEAST_SHARE <= 1) ? covariance : undefined;
}
