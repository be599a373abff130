import { checkInteger, checkNumber, checkOneOf, InvalidArgumentError } from '@ai/core';

/**
 * The factor of the learning rate for a step (0, 1, ...): a plain function, so that schedules can be combined.
 *
 * @example
 * ```ts
 * import { cosineDecay, type Schedule, warmUp } from '@ai/nn';
 *
 * const schedule: Schedule = warmUp(500, cosineDecay(9500)); // an option of Trainer
 * console.log(schedule(0), schedule(250), schedule(500), schedule(10_000)); // 0 0.5 1 0
 * ```
 */
export type Schedule = (step: number) => number;

/**
 * Multiplies by `factor` every `every` steps.
 *
 * @param factor @default 0.1
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { stepDecay } from '@ai/nn';
 *
 * console.log([0, 1, 2, 3, 4].map(stepDecay(2, 0.5))); // 1 1 0.5 0.5 0.25
 * ```
 */
export function stepDecay(every: number, factor = 0.1): Schedule {
  checkInteger(every, 'every', 'stepDecay', { min: 1 });
  checkNumber(factor, 'factor', 'stepDecay', { min: 0 });
  return (step) => factor ** Math.floor(step / every);
}

/**
 * Multiplies by `factor` at each of the given steps.
 *
 * @param factor @default 0.1
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { multiStepDecay } from '@ai/nn';
 *
 * console.log([0, 1, 2, 3].map(multiStepDecay([1, 3], 0.5))); // 1 0.5 0.5 0.25
 * ```
 */
export function multiStepDecay(milestones: readonly number[], factor = 0.1): Schedule {
  for (const milestone of milestones) checkInteger(milestone, 'milestones', 'multiStepDecay', { min: 0 });
  checkNumber(factor, 'factor', 'multiStepDecay', { min: 0 });
  return (step) => factor ** milestones.filter((milestone) => step >= milestone).length;
}

/**
 * Multiplies by `factor` every step.
 *
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { exponentialDecay } from '@ai/nn';
 *
 * console.log([0, 1, 2].map(exponentialDecay(0.9))); // 1 0.9 0.81
 * ```
 */
export function exponentialDecay(factor: number): Schedule {
  checkNumber(factor, 'factor', 'exponentialDecay', { min: 0 });
  return (step) => factor ** step;
}

/**
 * From 1 to `final` along half a cosine over `steps`, then `final` (Loshchilov and Hutter, 2017).
 *
 * @param final @default 0
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { cosineDecay } from '@ai/nn';
 *
 * console.log([0, 5, 10, 15].map(cosineDecay(10))); // 1 0.5 0 0
 * ```
 */
export function cosineDecay(steps: number, final = 0): Schedule {
  checkInteger(steps, 'steps', 'cosineDecay', { min: 1 });
  checkNumber(final, 'final', 'cosineDecay', { min: 0, max: 1 });
  return (step) => final + ((1 - final) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}

/**
 * From 1 to `final` along a line over `steps`, then `final`.
 *
 * @param final @default 0
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { linearDecay } from '@ai/nn';
 *
 * console.log([0, 5, 10, 15].map(linearDecay(10))); // 1 0.5 0 0
 * ```
 */
export function linearDecay(steps: number, final = 0): Schedule {
  checkInteger(steps, 'steps', 'linearDecay', { min: 1 });
  checkNumber(final, 'final', 'linearDecay', { min: 0 });
  return (step) => 1 + (final - 1) * Math.min(step / steps, 1);
}

/**
 * Rises along a line from `start` over `steps`, then follows `after`, which counts from there.
 *
 * @param after @default the full rate
 * @param start @default 0
 * @throws InvalidArgumentError for arguments out of range
 * @example
 * ```ts
 * import { warmUp } from '@ai/nn';
 *
 * console.log([0, 1, 2, 3].map(warmUp(2))); // 0 0.5 1 1
 * ```
 */
export function warmUp(steps: number, after: Schedule = () => 1, start = 0): Schedule {
  checkInteger(steps, 'steps', 'warmUp', { min: 1 });
  checkNumber(start, 'start', 'warmUp', { min: 0, max: 1 });
  return (step) => (step < steps ? start + ((1 - start) * step) / steps : after(step - steps));
}

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** Share of the steps in which the rate rises. @default 0.3 */
  readonly rising?: number;
  /** The first rate is the peak over this. @default 25 */
  readonly startDivisor?: number;
  /** The last rate is the first over this. @default 1e4 */
  readonly endDivisor?: number;
  /** @default 'cosine' */
  readonly shape?: 'cosine' | 'linear';
}

/**
 * Up to the learning rate and down again to almost nothing, once (Smith and Topin, 2018).
 *
 * @param steps length of the whole run, at least 2
 * @throws InvalidArgumentError for options out of range
 * @example
 * ```ts
 * import { oneCycle } from '@ai/nn';
 *
 * const schedule = oneCycle(100);
 * console.log(schedule(0), schedule(29), schedule(99)); // 0.04 1 0.000004
 * ```
 */
export function oneCycle(steps: number, options: OneCycleOptions = {}): Schedule {
  const { rising = 0.3, startDivisor = 25, endDivisor = 1e4, shape = 'cosine' } = options;
  checkInteger(steps, 'steps', 'oneCycle', { min: 2 });
  checkNumber(rising, 'rising', 'oneCycle', { min: 0, max: 1 });
  checkNumber(startDivisor, 'startDivisor', 'oneCycle', { above: 0 });
  checkNumber(endDivisor, 'endDivisor', 'oneCycle', { above: 0 });
  checkOneOf(shape, 'shape', 'oneCycle', ['cosine', 'linear']);
  const start = 1 / startDivisor;
  const end = start / endDivisor;
  const peak = rising * steps - 1;
  const between = (from: number, to: number, t: number): number =>
    shape === 'linear' ? from + (to - from) * t : to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;
  return (step) => {
    if (step <= peak) return between(start, 1, step / peak);
    return between(1, end, Math.min((step - peak) / (steps - 1 - peak), 1));
  };
}

/**
 * One schedule after another: each but the last runs for its number of steps and counts from its own beginning.
 *
 * @throws InvalidArgumentError unless `parts` are pairs of a schedule and a number of steps >= 1
 * @example
 * ```ts
 * import { cosineDecay, sequentialSchedule } from '@ai/nn';
 *
 * const restarts = sequentialSchedule([[cosineDecay(10), 10], [cosineDecay(20), 20]], () => 0.01);
 * console.log(restarts(0), restarts(10), restarts(30)); // 1 1 0.01
 * ```
 */
export function sequentialSchedule(
  parts: readonly (readonly [schedule: Schedule, steps: number])[],
  last: Schedule,
): Schedule {
  if (!Array.isArray(parts)) throw new InvalidArgumentError('parts', 'sequentialSchedule', 'be an array', parts);
  for (const [, steps] of parts) checkInteger(steps, 'parts', 'sequentialSchedule', { min: 1 });
  return (step) => {
    let left = step;
    for (const [schedule, steps] of parts) {
      if (left < steps) return schedule(left);
      left -= steps;
    }
    return last(left);
  };
}
