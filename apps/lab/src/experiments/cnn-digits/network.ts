import { type Random, tf } from '@ai/core';
import { Conv2d, crossEntropy, Dropout, Flatten, Linear, MaxPool2d, ndArray, Relu, Sequential, toTensor } from '@ai/nn';
import { DIGIT_SIDE as SIDE } from '../../figures/digits.js';

const CLASSES = 10;

/** Two convolutions, a pooling, a linear layer. */
export function network(filters: number, dropout: number, random: Random) {
  return new Sequential(
    new Conv2d(1, filters, 3, { padding: 1, random }),
    new Relu(),
    new Conv2d(filters, 2 * filters, 3, { padding: 1, random }),
    new Relu(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(dropout),
    new Linear(2 * filters * (SIDE / 2) ** 2, CLASSES, { random }),
  );
}

export function drawn(digit: readonly number[]) {
  return ndArray(
    Float32Array.from(digit, (ink) => ink / 16),
    [1, SIDE, SIDE, 1],
  );
}

export function classify(model: Sequential, images: ReturnType<typeof ndArray>, labels: readonly number[]) {
  return tf.tidy(() => {
    const scores = model.forward(toTensor(images)) as tf.Tensor2D;
    const loss = crossEntropy(scores, tf.tensor1d(Array.from(labels), 'int32')).dataSync()[0];
    return { loss, predicted: Array.from(scores.argMax(1).dataSync()) };
  });
}

/** Of each digit 0 to 9. */
export function probabilities(model: Sequential, digit: readonly number[]): number[] {
  return tf.tidy(() => Array.from(tf.softmax(model.forward(toTensor(drawn(digit))) as tf.Tensor2D).dataSync()));
}
