// Optimizers as plain TensorFlow.js code. What changes from step to step is in variables, so that a compiled step reads it anew.
import { tf } from '@ai/core';

const state = (initial) => tf.variable(initial, false);

/**
 * Adam (Kingma and Ba, 2015). Returns a function that updates `variables` by their gradients, given by name. Means are kept as the sums that
 * they are multiples of: the factors are in the rate and in epsilon.
 */
export function adam(variables, { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) {
  const baseRate = state(tf.scalar(learningRate));
  const steps = state(tf.scalar(0));
  const slots = variables.map((variable) => ({
    variable,
    sum: state(tf.zerosLike(variable)),
    squareSum: state(tf.zerosLike(variable)),
  }));
  return (gradients) => {
    steps.assign(steps.add(1));
    const root = tf.sqrt(tf.div(1 - beta2, tf.sub(1, tf.pow(beta2, steps))));
    const rate = baseRate.mul(tf.div(1 - beta1, tf.sub(1, tf.pow(beta1, steps)))).div(root);
    const bound = tf.div(epsilon, root);
    for (const { variable, sum, squareSum } of slots) {
      const gradient = gradients[variable.name];
      sum.assign(sum.mul(beta1).add(gradient));
      squareSum.assign(squareSum.mul(beta2).add(gradient.square()));
      variable.assign(variable.sub(sum.div(tf.sqrt(squareSum).add(bound)).mul(rate)));
    }
  };
}

/** Gradient descent with momentum, as PyTorch's SGD has it. Returns a function like that of `adam`. */
export function momentum(variables, { learningRate = 0.1, momentum: decay = 0.9 } = {}) {
  const rate = state(tf.scalar(learningRate));
  const slots = variables.map((variable) => ({ variable, velocity: state(tf.zerosLike(variable)) }));
  return (gradients) => {
    for (const { variable, velocity } of slots) {
      velocity.assign(velocity.mul(decay).add(gradients[variable.name]));
      variable.assign(variable.sub(velocity.mul(rate)));
    }
  };
}
