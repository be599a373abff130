import { tf } from '@ai/core';
import type { Gradients, Optimizer } from '../optim/optimizer.js';

/** Where a batch stands among those whose gradients make one step. */
export type Place = 'only' | 'first' | 'middle' | 'last';

/** Sums of an optimizer's gradients over the batches of a step, in variables, so that adding can be part of a compiled function. */
export class GradientSums {
  private readonly sums: ReadonlyMap<tf.Variable, tf.Variable>;

  constructor(optimizer: Optimizer) {
    const { parameters } = optimizer;
    this.sums = new Map(parameters.map((each) => [each, tf.tidy(() => tf.variable(tf.zerosLike(each), false))]));
  }

  /**
   * Adds a share of the gradients; inside `tf.tidy`.
   *
   * @returns the sums with the last batch, undefined before
   */
  add(gradients: Gradients, share: tf.Tensor, place: Place): Gradients | undefined {
    const totals: [string, tf.Tensor][] = [];
    for (const [parameter, sum] of this.sums) {
      const gradient = gradients[parameter.name];
      const part = gradient && tf.mul(gradient, share);
      if (place === 'first')
        sum.assign(part ?? tf.zerosLike(sum)); // what an interrupted step left is of no account
      else if (part && place === 'middle') sum.assign(tf.add(sum, part));
      else if (part) totals.push([parameter.name, tf.add(sum, part)]);
    }
    return place === 'last' ? Object.fromEntries(totals) : undefined;
  }

  dispose(): void {
    tf.dispose([...this.sums.values()]);
  }
}
