import { checkInteger, checkNumber, checkOneOf, InvalidArgumentError } from '@ai/core';
import type { StatefulCallback } from '../train/events.js';
import type { Optimizer } from './optimizer.js';

/** Options of {@link reduceOnPlateau}. */
export interface PlateauOptions {
  /** Which validation number to watch; without validation, which training number. @default 'loss' */
  readonly monitor?: string;
  /** Whether smaller is better. @default 'min' */
  readonly mode?: 'min' | 'max';
  /** @default 0.1 */
  readonly factor?: number;
  /** Epochs without improvement that are accepted. @default 10 */
  readonly patience?: number;
  /** Change, relative to the best value, that counts as an improvement. @default 1e-4 */
  readonly threshold?: number;
  /** Epochs after a reduction in which nothing is counted. @default 0 */
  readonly cooldown?: number;
  /** Smallest factor of the learning rate. @default 0 */
  readonly minFactor?: number;
}

/**
 * A callback that lowers an optimizer's learning rate when a number has stopped improving, by PyTorch's rule. Do not combine it with a
 * schedule of the same optimizer: both set its factor. Its memory is saved with the run.
 *
 * @throws InvalidArgumentError for options out of range, and in the run if there is no number of that name
 */
export function reduceOnPlateau(optimizer: Optimizer, options: PlateauOptions = {}): StatefulCallback {
  const owner = 'reduceOnPlateau';
  const {
    monitor = 'loss',
    mode = 'min',
    factor = 0.1,
    patience = 10,
    threshold = 1e-4,
    cooldown = 0,
    minFactor = 0,
  } = options;
  checkOneOf(mode, 'mode', owner, ['min', 'max']);
  checkNumber(factor, 'factor', owner, { min: 0, below: 1 });
  checkInteger(patience, 'patience', owner, { min: 0 });
  checkNumber(threshold, 'threshold', owner, { min: 0 });
  checkInteger(cooldown, 'cooldown', owner, { min: 0 });
  checkNumber(minFactor, 'minFactor', owner, { min: 0, max: 1 });
  let best: number | null = null;
  let bad = 0;
  let cooling = 0;
  const isBetter = (value: number): boolean => {
    if (best === null) return true;
    return mode === 'min' ? value < best * (1 - threshold) : value > best * (1 + threshold);
  };
  return {
    name: `reduceOnPlateau/${monitor}`,
    handle(event) {
      if (event.type !== 'epoch') return;
      const value = (event.validation ?? event.scalars)[monitor];
      if (value === undefined) throw new InvalidArgumentError('monitor', owner, 'name a number of the run', monitor);
      if (isBetter(value)) {
        best = value;
        bad = 0;
      } else {
        bad++;
      }
      if (cooling > 0) {
        cooling--;
        bad = 0;
      }
      if (bad > patience) {
        optimizer.learningRateFactor = Math.max(optimizer.learningRateFactor * factor, minFactor);
        cooling = cooldown;
        bad = 0;
      }
    },
    state: () => ({ best, bad, cooling }),
    restore(state) {
      ({ best, bad, cooling } = state as { best: number | null; bad: number; cooling: number });
    },
  };
}
