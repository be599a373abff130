import type { Random } from '@ai/core';
import { type AnyModule, Linear, Relu, Sequential, Sigmoid, Tanh } from '@ai/nn';
import type { Options } from './options.js';

const ACTIVATIONS = { tanh: Tanh, relu: Relu, sigmoid: Sigmoid };

/** Two inputs, hidden layers of equal width, a score for each class. */
export function network({ layers, neurons, activation }: Options, classes: number, random: Random): Sequential {
  const modules: AnyModule[] = [];
  let inputs = 2;
  for (let layer = 0; layer < layers; layer++) {
    modules.push(new Linear(inputs, neurons, { random }), new ACTIVATIONS[activation]());
    inputs = neurons;
  }
  return new Sequential(...modules, new Linear(inputs, classes, { random }));
}
