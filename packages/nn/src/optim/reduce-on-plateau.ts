import { checkInteger, checkNumber } from '@ai/core';
import type { StatefulCallback } from '../train/events.js';
import { Monitor, type MonitorOptions } from '../train/monitor.js';
import type { Optimizer } from './optimizer.js';

/** Options of {@link reduceOnPlateau}. */
export interface PlateauOptions extends MonitorOptions {
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
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Adam, crossEntropy, Linear, reduceOnPlateau, supervised, Trainer } from '@ai/nn';
 *
 * const model = new Linear(4, 3, { random: new Random(1) });
 * const optimizer = new Adam(model);
 * const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), {
 *   epochs: 100,
 *   callbacks: [reduceOnPlateau(optimizer, { factor: 0.5, patience: 5 })],
 * });
 * ```
 */
export function reduceOnPlateau(optimizer: Optimizer, options: PlateauOptions = {}): StatefulCallback {
  const owner = 'reduceOnPlateau';
  const { factor = 0.1, patience = 10, threshold = 1e-4, cooldown = 0, minFactor = 0 } = options;
  const monitor = new Monitor(options, owner);
  checkNumber(factor, 'factor', owner, { min: 0, below: 1 });
  checkInteger(patience, 'patience', owner, { min: 0 });
  checkNumber(threshold, 'threshold', owner, { min: 0 });
  checkInteger(cooldown, 'cooldown', owner, { min: 0 });
  checkNumber(minFactor, 'minFactor', owner, { min: 0, max: 1 });
  let bad = 0;
  let cooling = 0;
  return {
    name: `${owner}/${monitor.name}`,
    handle(event) {
      const value = monitor.valueAt(event);
      if (value === undefined) return;
      if (monitor.gain(value) > threshold * (monitor.best ?? 0)) {
        monitor.best = value;
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
    state: () => ({ best: monitor.best, bad, cooling }),
    restore(state) {
      ({ best: monitor.best, bad, cooling } = state as { best: number | null; bad: number; cooling: number });
    },
  };
}
