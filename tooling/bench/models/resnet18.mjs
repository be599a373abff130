// ResNet-18 (He et al., 2016). With a small image the stem is one 3x3 convolution, else 7x7 and a pool.
import { tf } from '@ai/core';
import { Layers } from './convolutional.mjs';
import { Parameters } from './parameters.mjs';

const STAGES = [64, 128, 256, 512];

/** The parameters and the logits (B x classes) of a batch of images (B x H x W x 3). */
export function resnet18({ size, classes }) {
  const parameters = new Parameters();
  const layers = new Layers(parameters);
  const small = size <= 64;
  const stem = layers.convolution(3, 64, small ? 3 : 7, { stride: small ? 1 : 2 });
  const stemNorm = layers.batchNorm(64);
  const blocks = STAGES.flatMap((channels, stage) => [
    block(layers, STAGES[Math.max(stage - 1, 0)], channels, stage === 0 ? 1 : 2),
    block(layers, channels, channels, 1),
  ]);
  const head = layers.dense(512, classes);
  const forward = (x, training) => {
    let h = tf.relu(stemNorm(stem(x), training));
    if (!small) h = tf.maxPool(h, 3, 2, 1);
    for (const one of blocks) h = one(h, training);
    return head(tf.mean(h, [1, 2]));
  };
  return { variables: parameters.all, forward };
}

function block(layers, from, to, stride) {
  const convolution1 = layers.convolution(from, to, 3, { stride });
  const norm1 = layers.batchNorm(to);
  const convolution2 = layers.convolution(to, to, 3);
  const norm2 = layers.batchNorm(to);
  const shortcut = from === to && stride === 1 ? undefined : layers.convolution(from, to, 1, { stride });
  const shortcutNorm = shortcut && layers.batchNorm(to);
  return (x, training) => {
    const h = norm2(convolution2(tf.relu(norm1(convolution1(x), training))), training);
    return tf.relu(h.add(shortcut ? shortcutNorm(shortcut(x), training) : x));
  };
}
