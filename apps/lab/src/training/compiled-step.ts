import { compile, tf } from '@ai/core';
import type { AnyModule, Optimizer } from '@ai/nn';

/**
 * A training step on data that stay the same, compiled whole: loss, gradients and update. Only for losses that draw no random numbers,
 * as those would be drawn once. The numbers of a step (its learning rate) are arguments.
 */
export function compiledStep(model: AnyModule, optimizer: Optimizer, loss: () => tf.Scalar) {
  const step = compile((...numbers: tf.Tensor[]) => {
    const { value, grads } = tf.variableGrads(loss, model.trainableVariables());
    optimizer.apply(grads, numbers);
    tf.dispose(grads);
    return value;
  });
  return {
    run(): void {
      const numbers = optimizer.prepare();
      step.sync(...numbers).dispose();
      tf.dispose(numbers);
    },
    dispose: () => step.dispose(),
  };
}

/** The same step by step, for losses that draw random numbers: dropout. */
export function eagerStep(model: AnyModule, optimizer: Optimizer, loss: () => tf.Scalar) {
  return {
    run(): void {
      const { value, grads } = tf.variableGrads(loss, model.trainableVariables());
      optimizer.step(grads);
      tf.dispose([value, grads]);
    },
    dispose: () => {},
  };
}
