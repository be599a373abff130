import { compile, tf } from '@ai/core';

/**
 * One step of training as a function without arguments that returns the loss as a number.
 *
 * @param variables the parameters
 * @param lossOf gives the loss (a scalar tensor) of a batch
 * @param batch tensors
 * @param variant 'lazy' for plain TensorFlow.js code, else the step is compiled
 */
export function trainingStep({ variables, lossOf, optimizer, batch, variant }) {
  const plain = (...tensors) => {
    const { value, grads } = tf.variableGrads(() => lossOf(...tensors), variables);
    optimizer.applyGradients(grads);
    tf.dispose(grads);
    return value;
  };
  const step = variant === 'lazy' ? plain : compile(plain).sync;
  return () => {
    const loss = step(...batch);
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  };
}
