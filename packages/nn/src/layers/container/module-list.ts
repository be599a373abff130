import { type AnyModule, Module } from '../../module/module.js';

/**
 * Modules under the names `0`, `1`, ...; the module that holds it decides how they are called. An array of modules in a property does
 * the same; this is for one that is passed around.
 *
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear, ModuleList } from '@ai/nn';
 *
 * const random = new Random(1);
 * const heads = new ModuleList([new Linear(4, 2, { random }), new Linear(4, 3, { random })]);
 * const scores = [...heads].map((head) => head.forward(tf.zeros([5, 4]))); // (5, 2), (5, 3)
 * ```
 */
export class ModuleList extends Module<never, never> {
  readonly #modules: readonly AnyModule[];

  constructor(modules: Iterable<AnyModule>) {
    super();
    this.#modules = [...modules];
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

  /** @throws Error always: a list has no order of calling */
  forward(): never {
    throw new Error('ModuleList has no forward: call its modules.');
  }
}
