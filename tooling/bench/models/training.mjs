import { compile, tf } from '@ai/core';

const CHECKED_STEPS = 2; // before the one whose loss is compared: it shows that gradients and updates agree too

/** One update of `variables` by the gradients of `lossOf`, a function without arguments; returns the loss, a scalar tensor. */
export function minimize(lossOf, { variables, update }) {
  const { value, grads } = tf.variableGrads(lossOf, variables);
  update(grads);
  return value;
}

/**
 * Makes `step`, a function of the batch's tensors that returns a loss, one without arguments that returns the loss as a number.
 *
 * @param variant 'lazy' for plain TensorFlow.js code, else the step is compiled
 */
export function runnable(step, batch, variant) {
  const tidy = (...tensors) => tf.tidy(() => step(...tensors));
  const chosen = variant === 'lazy' ? tidy : compile(tidy).sync;
  const run = () => {
    const loss = chosen(...batch);
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  };
  for (let i = 0; i < CHECKED_STEPS; i++) run();
  return run;
}

/** The step of training of one model: `lossOf` gives the loss of a batch, `update` takes the gradients. */
export function trainingStep({ variables, lossOf, update, batch, variant }) {
  return runnable((...tensors) => minimize(() => lossOf(...tensors), { variables, update }), batch, variant);
}
