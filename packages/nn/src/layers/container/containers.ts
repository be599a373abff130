import { tf } from '@ai/core';
import type { ForwardContext } from '../../module/context.js';
import { type AnyModule, Module } from '../../module/module.js';

/**
 * Modules in a row, each given the output of the one before; `0`, `1`, ... are their names. Empty, it copies its input.
 * It owns them: disposing it disposes them.
 *
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear, Relu, Sequential } from '@ai/nn';
 *
 * const random = new Random(1);
 * const mlp = new Sequential(new Linear(4, 16, { random }), new Relu(), new Linear(16, 3, { random }));
 * const scores = mlp.forward(tf.zeros([5, 4])); // (5, 3)
 * console.log([...mlp.stateDict().keys()]); // 0.weight, 0.bias, 2.weight, 2.bias
 * ```
 */
export class Sequential extends Module {
  readonly #modules: readonly AnyModule[];

  constructor(...modules: readonly AnyModule[]) {
    super();
    this.#modules = modules;
  }

  get length(): number {
    return this.#modules.length;
  }

  /** The module at `index`. */
  at(index: number): AnyModule | undefined {
    return this.#modules.at(index);
  }

  [Symbol.iterator](): Iterator<AnyModule> {
    return this.#modules[Symbol.iterator]();
  }

  protected override *members(): Iterable<readonly [string, AnyModule]> {
    for (const [i, module] of this.#modules.entries()) yield [String(i), module];
  }

  forward(x: tf.Tensor, context?: ForwardContext): tf.Tensor {
    return tf.tidy(() => this.#modules.reduce<tf.Tensor>((y, module) => module.forward(y, context), tf.clone(x)));
  }
}

/**
 * x + body(x), or shortcut(x) + body(x): a residual block (He et al., 2016). The parts are named `body` and `shortcut`.
 *
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear, Residual } from '@ai/nn';
 *
 * new Residual(new Linear(8, 8, { random: new Random(1) })).forward(tf.zeros([2, 8])); // (2, 8)
 * ```
 */
export class Residual extends Module {
  constructor(
    readonly body: AnyModule,
    readonly shortcut?: AnyModule,
  ) {
    super();
  }

  forward(x: tf.Tensor, context?: ForwardContext): tf.Tensor {
    return tf.tidy(() => tf.add(this.shortcut?.forward(x, context) ?? x, this.body.forward(x, context)));
  }
}

/**
 * Passes its input on, as a copy.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Identity } from '@ai/nn';
 *
 * new Identity().forward(tf.ones([2, 3])); // (2, 3), a tensor of its own
 * ```
 */
export class Identity extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return tf.clone(x);
  }
}
