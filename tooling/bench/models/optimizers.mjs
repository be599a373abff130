// Optimizers as plain TensorFlow.js code. What changes from step to step is in variables, so that a compiled step reads it anew.
import { tf } from '@ai/core';

const state = (initial) => tf.variable(initial, false);

/** Adam (Kingma and Ba, 2015). Returns a function that updates `variables` by their gradients, given by name. */
export function adam(variables, { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) {
  const rate = state(tf.scalar(learningRate));
  const steps = state(tf.scalar(0));
  const slots = variables.map((variable) => ({
    variable,
    mean: state(tf.zerosLike(variable)),
    square: state(tf.zerosLike(variable)),
  }));
  return (gradients) => {
    steps.assign(steps.add(1));
    const stepSize = rate.div(tf.sub(1, tf.pow(beta1, steps)));
    const rootScale = tf.rsqrt(tf.sub(1, tf.pow(beta2, steps)));
    for (const { variable, mean, square } of slots) {
      const gradient = gradients[variable.name];
      mean.assign(mean.mul(beta1).add(gradient.mul(1 - beta1)));
      square.assign(square.mul(beta2).add(gradient.square().mul(1 - beta2)));
      const root = tf.sqrt(square).mul(rootScale).add(epsilon);
      variable.assign(variable.sub(mean.mul(stepSize).div(root)));
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
