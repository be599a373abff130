import { checkInteger, checkNumber } from '@ai/core';
import type { StatefulCallback } from './events.js';
import { Monitor, type MonitorOptions } from './monitor.js';

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Validations (without them, epochs) without improvement after which the run stops. @default 5 */
  readonly patience?: number;
  /** Least change that counts as an improvement. @default 0 */
  readonly minChange?: number;
}

/**
 * A callback that stops the run when a number has not become better for some validations or, in a run without, some epochs; NaN is no improvement. Its memory is saved with
 * the run.
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
  const { patience = 5, minChange = 0 } = options;
  const monitor = new Monitor(options, 'earlyStopping');
  checkInteger(patience, 'patience', 'earlyStopping', { min: 1 });
  checkNumber(minChange, 'minChange', 'earlyStopping', { min: 0 });
  let waited = 0;
  return {
    name: `earlyStopping/${monitor.name}`,
    handle(event) {
      const value = monitor.valueAt(event);
      if (value === undefined) return;
      if (monitor.gain(value) > minChange) {
        monitor.best = value;
        waited = 0;
      } else if (++waited >= patience) {
        event.trainer.stop(
          `'${monitor.name}' has not improved for ${patience} ${event.trainer.options.validation ? 'validations' : 'epochs'}`,
        );
      }
    },
    state: () => ({ best: monitor.best, waited }),
    restore(state) {
      ({ best: monitor.best, waited } = state as { best: number | null; waited: number });
    },
  };
}
