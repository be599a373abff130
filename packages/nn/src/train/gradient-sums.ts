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
   * Adds gradients; inside `tf.tidy`.
   *
   * @param share one over the number of batches, with the last of them
   * @returns the mean with the last batch, undefined before
   */
  add(gradients: Gradients, place: Place, share: tf.Tensor | null): Gradients | undefined {
    const means: [string, tf.Tensor][] = [];
    for (const [parameter, sum] of this.sums) {
      const gradient = gradients[parameter.name];
      if (place === 'first')
        sum.assign(gradient ? tf.clone(gradient) : tf.zerosLike(sum)); // whatever an interrupted step left
      else if (gradient && !share) sum.assign(tf.add(sum, gradient));
      else if (gradient && share) means.push([parameter.name, tf.mul(tf.add(sum, gradient), share)]);
    }
    return share ? Object.fromEntries(means) : undefined;
  }

  dispose(): void {
    tf.dispose([...this.sums.values()]);
  }
}
