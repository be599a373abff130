import { checkNumber, tf } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { AnyModule, StateDict } from '../module/module.js';

/**
 * Running mean of a module's parameters, shadow = decay shadow + (1 - decay) w; buffers are copied. Call `update` after each step.
 *
 * It owns its copies, not the module.
 *
 * @throws InvalidArgumentError for a decay outside [0, 1)
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Ema, Linear } from '@ai/nn';
 *
 * const model = new Linear(2, 1, { random: new Random(1) });
 * using ema = new Ema(model, { decay: 0.99 });
 * ema.update();
 * const averaged = ema.during(() => model.forward(tf.ones([1, 2]))); // with the averaged weights
 * ```
 */
export class Ema {
  private readonly shadows: ReadonlyMap<tf.Variable, tf.Variable>;
  readonly decay: number;

  /** @param options.decay @default 0.999 */
  constructor(
    private readonly module: AnyModule,
    options: { readonly decay?: number } = {},
  ) {
    this.decay = checkNumber(options.decay ?? 0.999, 'decay', 'Ema', { min: 0, below: 1 });
    this.shadows = new Map(
      [...this.variables()].map((variable) => [variable, tf.tidy(() => tf.variable(tf.clone(variable), false))]),
    );
  }

  /** Shared variables once: exchanging them twice would mix up weights and averages. */
  private variables(): Set<tf.Variable> {
    return new Set([...this.module.namedParameters().values(), ...this.module.namedBuffers().values()]);
  }

  /** Takes in the present weights. */
  update(): void {
    const buffers = new Set(this.module.namedBuffers().values());
    tf.tidy(() => {
      for (const [variable, shadow] of this.shadows) {
        if (buffers.has(variable)) shadow.assign(tf.clone(variable));
        else shadow.assign(tf.add(shadow, tf.mul(tf.sub(variable, shadow), 1 - this.decay)));
      }
    });
  }

  /** Runs `body` while the module holds the averaged weights; puts its own back afterwards, also after a throw. */
  during<T>(body: () => T): T {
    this.swap();
    let isPending = false;
    try {
      const result = body();
      if (result instanceof Promise) {
        isPending = true;
        return result.finally(() => this.swap()) as T;
      }
      return result;
    } finally {
      if (!isPending) this.swap();
    }
  }

  private swap(): void {
    tf.tidy(() => {
      for (const [variable, shadow] of this.shadows) {
        const [a, b] = [tf.clone(variable), tf.clone(shadow)];
        variable.assign(b);
        shadow.assign(a);
      }
    });
  }

  /** The averaged values as a state dictionary of the module, to go on from to the bit or to load into another module. */
  state(): Map<string, NdArray> {
    return this.during(() => this.module.stateDict());
  }

  /** Goes back to a state. @throws InvalidDataError for that of another module; nothing is changed then */
  loadState(state: StateDict): void {
    this.during(() => this.module.loadStateDict(state));
  }

  /** Frees the copies. */
  dispose(): void {
    for (const shadow of this.shadows.values()) if (!shadow.isDisposed) shadow.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
