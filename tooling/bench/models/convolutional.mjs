// The parts of convolutional networks, as plain TensorFlow.js code. B batch, H W pixels, C channels.
import { batchNormTraining, tf } from '@ai/core';

const MOMENTUM = 0.1;

/** Layers whose parameters come from `parameters`; convolutions have no bias where batch normalization follows. */
export class Layers {
  constructor(parameters) {
    this.parameters = parameters;
  }

  convolution(from, to, size, { stride = 1, pad = (size - 1) / 2 } = {}) {
    const filter = this.parameters.random([size, size, from, to], Math.sqrt(2 / (size * size * from)));
    return (x) => tf.conv2d(x, filter, stride, pad);
  }

  /** Doubles height and width for stride 2; for stride 1 the output is as large as the filter. */
  transposedConvolution(from, to, size, { stride = 2 } = {}) {
    const filter = this.parameters.random([size, size, to, from], 0.02);
    return (x) => {
      const [batch, height, width] = x.shape;
      const shape = stride === 1 ? [size, size] : [height * stride, width * stride];
      return tf.conv2dTranspose(x, filter, [batch, ...shape, to], stride, stride === 1 ? 'valid' : 'same');
    };
  }

  /** In training with the statistics of the batch, through which gradients flow, and running averages. */
  batchNorm(channels) {
    const gain = this.parameters.constant([channels], 1);
    const bias = this.parameters.constant([channels], 0);
    const runningMean = tf.variable(tf.zeros([channels]), false);
    const runningVariance = tf.variable(tf.ones([channels]), false);
    return (x, training) => {
      if (!training) return tf.batchNorm(x, runningMean, runningVariance, bias, gain, 1e-5);
      const { value, mean, variance } = batchNormTraining(x, gain, bias);
      const count = x.size / channels;
      runningMean.assign(runningMean.mul(1 - MOMENTUM).add(mean.mul(MOMENTUM)));
      runningVariance.assign(runningVariance.mul(1 - MOMENTUM).add(variance.mul((MOMENTUM * count) / (count - 1))));
      return value;
    };
  }

  dense(from, to) {
    const weight = this.parameters.random([from, to], 0.02);
    const bias = this.parameters.constant([to], 0);
    return (x) => tf.matMul(x, weight).add(bias);
  }
}
