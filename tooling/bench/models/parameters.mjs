import { tf } from '@ai/core';
import { spread } from '../data.mjs';

const sizeOf = (shape) => shape.reduce((a, b) => a * b, 1);

/** The variables of a model, filled with the numbers that peers/bench_data.py gives the same model in Python. */
export class Parameters {
  all = [];

  /** Uniform with the given standard deviation. */
  random(shape, deviation) {
    const values = spread(sizeOf(shape), this.all.length + 1).map((value) => value * Math.sqrt(12) * deviation);
    return this.#add(values, shape);
  }

  constant(shape, value) {
    return this.#add(new Float32Array(sizeOf(shape)).fill(value), shape);
  }

  #add(values, shape) {
    const variable = tf.variable(tf.tensor(values, shape));
    this.all.push(variable);
    return variable;
  }
}

/** n integers in [0, below), as peers/bench_data.py makes them. */
export function integers(n, below, seed) {
  return Int32Array.from(spread(n, seed), (value) => Math.floor((value + 0.5) * below));
}
