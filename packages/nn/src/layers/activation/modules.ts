import { checkInteger, checkNumber, checkOneOf, type tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import * as fn from './functions.js';
import { prelu } from './prelu.js';

/** A function of one tensor as a module. */
abstract class Activation extends Module {
  readonly #function: (x: tf.Tensor) => tf.Tensor;

  constructor(activation: (x: tf.Tensor) => tf.Tensor) {
    super();
    this.#function = activation;
  }

  forward(x: tf.Tensor): tf.Tensor {
    return this.#function(x);
  }
}

/** {@link fn.step} as a module. */
export class Step extends Activation {
  constructor() {
    super(fn.step);
  }
}

/** {@link fn.sigmoid} as a module. */
export class Sigmoid extends Activation {
  constructor() {
    super(fn.sigmoid);
  }
}

/** {@link fn.tanh} as a module. */
export class Tanh extends Activation {
  constructor() {
    super(fn.tanh);
  }
}

/** {@link fn.relu} as a module. */
export class Relu extends Activation {
  constructor() {
    super(fn.relu);
  }
}

/** {@link fn.relu6} as a module. */
export class Relu6 extends Activation {
  constructor() {
    super(fn.relu6);
  }
}

/** {@link fn.selu} as a module. */
export class Selu extends Activation {
  constructor() {
    super(fn.selu);
  }
}

/** {@link fn.silu} as a module. */
export class Silu extends Activation {
  constructor() {
    super(fn.silu);
  }
}

/** {@link fn.mish} as a module. */
export class Mish extends Activation {
  constructor() {
    super(fn.mish);
  }
}

/** {@link fn.softsign} as a module. */
export class Softsign extends Activation {
  constructor() {
    super(fn.softsign);
  }
}

/** {@link fn.logSigmoid} as a module. */
export class LogSigmoid extends Activation {
  constructor() {
    super(fn.logSigmoid);
  }
}

/** {@link fn.tanhShrink} as a module. */
export class TanhShrink extends Activation {
  constructor() {
    super(fn.tanhShrink);
  }
}

/** {@link fn.hardSigmoid} as a module. */
export class HardSigmoid extends Activation {
  constructor() {
    super(fn.hardSigmoid);
  }
}

/** {@link fn.hardSwish} as a module. */
export class HardSwish extends Activation {
  constructor() {
    super(fn.hardSwish);
  }
}

/** {@link fn.leakyRelu} as a module. */
export class LeakyRelu extends Activation {
  constructor(readonly slope = 0.01) {
    super((x) => fn.leakyRelu(x, slope));
    checkNumber(slope, 'slope', 'LeakyRelu');
  }
}

/**
 * x for x > 0, else weight x, with a learned weight for all channels or one per channel (He et al., 2015).
 *
 * Parameters: `weight` (1) or (channels).
 *
 * @param channels 1, or the size of the last axis
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { PRelu } from '@ai/nn';
 *
 * new PRelu(3).forward(tf.tensor2d([[-1, 0, 2]])).print(); // [[-0.25, 0, 2]]
 * ```
 */
export class PRelu extends Module {
  readonly weight: tf.Variable<tf.Rank.R1>;

  constructor(channels = 1, initial = 0.25) {
    super();
    checkInteger(channels, 'channels', 'PRelu', { min: 1 });
    checkNumber(initial, 'initial', 'PRelu');
    this.weight = parameter(ndArray(new Float32Array(channels).fill(initial)));
  }

  forward(x: tf.Tensor): tf.Tensor {
    return prelu(x, this.weight);
  }
}

/** {@link fn.elu} as a module. */
export class Elu extends Activation {
  constructor(readonly alpha = 1) {
    super((x) => fn.elu(x, alpha));
    checkNumber(alpha, 'alpha', 'Elu');
  }
}

/** {@link fn.celu} as a module. */
export class Celu extends Activation {
  constructor(readonly alpha = 1) {
    super((x) => fn.celu(x, alpha));
    checkNumber(alpha, 'alpha', 'Celu', { above: 0 });
  }
}

/** {@link fn.softplus} as a module. */
export class Softplus extends Activation {
  constructor(readonly beta = 1) {
    super((x) => fn.softplus(x, beta));
    checkNumber(beta, 'beta', 'Softplus', { above: 0 });
  }
}

/** {@link fn.hardTanh} as a module. */
export class HardTanh extends Activation {
  constructor(
    readonly low = -1,
    readonly high = 1,
  ) {
    super((x) => fn.hardTanh(x, low, high));
    checkNumber(low, 'low', 'HardTanh', { below: high });
  }
}

/** {@link fn.hardShrink} as a module. */
export class HardShrink extends Activation {
  constructor(readonly lambda = 0.5) {
    super((x) => fn.hardShrink(x, lambda));
    checkNumber(lambda, 'lambda', 'HardShrink', { min: 0 });
  }
}

/** {@link fn.softShrink} as a module. */
export class SoftShrink extends Activation {
  constructor(readonly lambda = 0.5) {
    super((x) => fn.softShrink(x, lambda));
    checkNumber(lambda, 'lambda', 'SoftShrink', { min: 0 });
  }
}

/** {@link fn.gelu} as a module. */
export class Gelu extends Activation {
  constructor(readonly approximate: 'none' | 'tanh' = 'none') {
    super((x) => fn.gelu(x, approximate));
    checkOneOf(approximate, 'approximate', 'Gelu', ['none', 'tanh']);
  }
}

/** {@link fn.softmax} as a module. */
export class Softmax extends Activation {
  constructor(readonly axis = -1) {
    super((x) => fn.softmax(x, axis));
    checkInteger(axis, 'axis', 'Softmax');
  }
}

/** {@link fn.logSoftmax} as a module. */
export class LogSoftmax extends Activation {
  constructor(readonly axis = -1) {
    super((x) => fn.logSoftmax(x, axis));
    checkInteger(axis, 'axis', 'LogSoftmax');
  }
}

/** {@link fn.glu} as a module. */
export class Glu extends Activation {
  constructor(readonly axis = -1) {
    super((x) => fn.glu(x, axis));
    checkInteger(axis, 'axis', 'Glu');
  }
}
