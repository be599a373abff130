// U-Net (Ronneberger, Fischer and Brox, 2015) with batch normalization and padded convolutions.
import { tf } from '@ai/core';
import { Layers } from './convolutional.mjs';
import { Parameters } from './parameters.mjs';

/** The parameters and the logits (B x H x W x 1) of a batch of images (B x H x W x 3). */
export function unet({ width, depth }) {
  const parameters = new Parameters();
  const layers = new Layers(parameters);
  const widths = Array.from({ length: depth + 1 }, (_, level) => width * 2 ** level);
  const encoders = widths.map((to, level) => doubleConvolution(layers, level === 0 ? 3 : widths[level - 1], to));
  const decoders = widths
    .slice(0, -1)
    .reverse()
    .map((to) => ({ up: layers.transposedConvolution(2 * to, to, 2), merge: doubleConvolution(layers, 2 * to, to) }));
  const head = layers.convolution(width, 1, 1);
  const forward = (x) => {
    const skips = [];
    let h = x;
    for (const encode of encoders) {
      if (skips.length > 0) h = tf.maxPool(h, 2, 2, 'valid');
      h = encode(h);
      skips.push(h);
    }
    skips.pop();
    for (const { up, merge } of decoders) h = merge(tf.concat([skips.pop(), up(h)], 3));
    return head(h);
  };
  return { variables: parameters.all, forward };
}

function doubleConvolution(layers, from, to) {
  const stages = [from, to].map((inputs) => ({
    convolution: layers.convolution(inputs, to, 3),
    norm: layers.batchNorm(to),
  }));
  return (x) => stages.reduce((h, { convolution, norm }) => tf.relu(norm(convolution(h), true)), x);
}
