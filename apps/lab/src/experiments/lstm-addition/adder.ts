import { type Random, tf } from '@ai/core';
import { bceWithLogitsLoss, Linear, Lstm, Module } from '@ai/nn';
import type { Sums } from './data.js';

/** Reads two bits a step and scores the bit of the sum. */
export class Adder extends Module {
  readonly lstm: Lstm;
  readonly output: Linear;

  constructor(units: number, random: Random) {
    super();
    this.lstm = new Lstm(2, units, { random });
    this.output = new Linear(units, 1, { random });
  }

  /** @param x (count, bits, 2) @returns (count, bits, 1) */
  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => this.output.forward(this.lstm.forward(x as tf.Tensor3D).output));
  }

  loss({ x, y }: { x: tf.Tensor; y: tf.Tensor }): tf.Scalar {
    return bceWithLogitsLoss(this.forward(x), y) as tf.Scalar;
  }
}

export function tensorsOf({ count, bits, x, y }: Sums) {
  return { x: tf.tensor3d(x, [count, bits, 2]), y: tf.tensor3d(y, [count, bits, 1]) };
}

/** The share of bits that are right, and of sums without a wrong bit. */
export function judge(model: Adder, sums: Sums): { bits: number; sums: number } {
  const { x, y } = tensorsOf(sums);
  const says = tf.tidy(() => model.forward(x).greater(0).dataSync());
  tf.dispose([x, y]);
  let rightBits = 0;
  let rightSums = 0;
  for (let i = 0; i < sums.count; i++) {
    let right = 0;
    for (let t = 0; t < sums.bits; t++) right += Number(Number(says[i * sums.bits + t]) === sums.y[i * sums.bits + t]);
    rightBits += right;
    if (right === sums.bits) rightSums++;
  }
  return { bits: rightBits / (sums.count * sums.bits), sums: rightSums / sums.count };
}
