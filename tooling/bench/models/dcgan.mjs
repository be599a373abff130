// DCGAN (Radford, Metz and Chintala, 2016) for images of 64 x 64.
import { tf } from '@ai/core';
import { Layers } from './convolutional.mjs';
import { Parameters } from './parameters.mjs';

/** The generator (B x 1 x 1 x latent to images) and the discriminator (images to B logits), with their parameters. */
export function dcgan({ width: W, latent }) {
  return { generator: generator(W, latent), discriminator: discriminator(W) };
}

function generator(W, latent) {
  const parameters = new Parameters();
  const layers = new Layers(parameters);
  const widths = [latent, 8 * W, 4 * W, 2 * W, W];
  const stages = widths.slice(1).map((to, i) => ({
    up: layers.transposedConvolution(widths[i], to, 4, { stride: i === 0 ? 1 : 2 }),
    norm: layers.batchNorm(to),
  }));
  const last = layers.transposedConvolution(W, 3, 4);
  const forward = (z) => {
    let h = z;
    for (const { up, norm } of stages) h = tf.relu(norm(up(h), true));
    return tf.tanh(last(h));
  };
  return { variables: parameters.all, forward };
}

function discriminator(W) {
  const parameters = new Parameters();
  const layers = new Layers(parameters);
  const down = (from, to) => layers.convolution(from, to, 4, { stride: 2, pad: 1 });
  const widths = [W, 2 * W, 4 * W, 8 * W];
  const first = down(3, W);
  const stages = widths.slice(1).map((to, i) => ({ down: down(widths[i], to), norm: layers.batchNorm(to) }));
  const last = layers.convolution(8 * W, 1, 4, { pad: 0 });
  const forward = (x) => {
    let h = tf.leakyRelu(first(x), 0.2);
    for (const { down: shrink, norm } of stages) h = tf.leakyRelu(norm(shrink(h), true), 0.2);
    return last(h).flatten();
  };
  return { variables: parameters.all, forward };
}
