import { checkInteger, checkNumber, checkOneOf, InvalidArgumentError } from '@ai/core';
import type { StatefulCallback } from './events.js';

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** Which validation number to watch; without validation, which training number. @default 'loss' */
  readonly monitor?: string;
  /** Whether smaller is better. @default 'min' */
  readonly mode?: 'min' | 'max';
  /** Epochs without improvement after which the run stops. @default 5 */
  readonly patience?: number;
  /** Least change that counts as an improvement. @default 0 */
  readonly minChange?: number;
}

/**
 * A callback that stops the run when a number has not become better for some epochs. Its memory is saved with the run.
 *
 * @throws InvalidArgumentError for options out of range, and in the run if there is no number of that name
 * @example
 * ```ts
 * import { earlyStopping } from '@ai/nn';
 *
 * const callbacks = [earlyStopping({ monitor: 'accuracy', mode: 'max', patience: 3 })];
 * ```
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): StatefulCallback {
  const { monitor = 'loss', mode = 'min', patience = 5, minChange = 0 } = options;
  checkOneOf(mode, 'mode', 'earlyStopping', ['min', 'max']);
  checkInteger(patience, 'patience', 'earlyStopping', { min: 1 });
  checkNumber(minChange, 'minChange', 'earlyStopping', { min: 0 });
  let best: number | null = null;
  let waited = 0;
  return {
    name: `earlyStopping/${monitor}`,
    handle(event) {
      if (event.type !== 'epoch') return;
      const value = (event.validation ?? event.scalars)[monitor];
      if (value === undefined) {
        throw new InvalidArgumentError('monitor', 'earlyStopping', 'name a number of the run', monitor);
      }
      const gain = best === null ? Number.POSITIVE_INFINITY : mode === 'min' ? best - value : value - best;
      if (gain > minChange) {
        best = value;
        waited = 0;
      } else if (++waited >= patience) {
        event.trainer.stop(`'${monitor}' has not improved for ${patience} epochs`);
      }
    },
    state: () => ({ best, waited }),
    restore(state) {
      ({ best, waited } = state as { best: number | null; waited: number });
    },
  };
}
