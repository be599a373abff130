import { checkInteger, checkNumber, checkOneOf, type tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import { gelu, glu, hardSwish, mish, silu } from './gates.js';
import { prelu } from './prelu.js';
import { celu, elu, leakyRelu, relu, relu6, selu, softplus } from './rectifiers.js';
import { hardShrink, softShrink, tanhShrink } from './shrinkage.js';
import { hardSigmoid, hardTanh, logSigmoid, sigmoid, softsign, step, tanh } from './sigmoids.js';
import { logSoftmax, softmax } from './softmax.js';

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

/** {@link step} as a module. */
export class Step extends Activation {
  constructor() {
    super(step);
  }
}

/** {@link sigmoid} as a module. */
export class Sigmoid extends Activation {
  constructor() {
    super(sigmoid);
  }
}

/** {@link tanh} as a module. */
export class Tanh extends Activation {
  constructor() {
    super(tanh);
  }
}

/** {@link relu} as a module. */
export class Relu extends Activation {
  constructor() {
    super(relu);
  }
}

/** {@link relu6} as a module. */
export class Relu6 extends Activation {
  constructor() {
    super(relu6);
  }
}

/** {@link selu} as a module. */
export class Selu extends Activation {
  constructor() {
    super(selu);
  }
}

/** {@link silu} as a module. */
export class Silu extends Activation {
  constructor() {
    super(silu);
  }
}

/** {@link mish} as a module. */
export class Mish extends Activation {
  constructor() {
    super(mish);
  }
}

/** {@link softsign} as a module. */
export class Softsign extends Activation {
  constructor() {
    super(softsign);
  }
}

/** {@link logSigmoid} as a module. */
export class LogSigmoid extends Activation {
  constructor() {
    super(logSigmoid);
  }
}

/** {@link tanhShrink} as a module. */
export class TanhShrink extends Activation {
  constructor() {
    super(tanhShrink);
  }
}

/** {@link hardSigmoid} as a module. */
export class HardSigmoid extends Activation {
  constructor() {
    super(hardSigmoid);
  }
}

/** {@link hardSwish} as a module. */
export class HardSwish extends Activation {
  constructor() {
    super(hardSwish);
  }
}

/** {@link leakyRelu} as a module. */
export class LeakyRelu extends Activation {
  constructor(readonly slope = 0.01) {
    super((x) => leakyRelu(x, slope));
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

/** {@link elu} as a module. */
export class Elu extends Activation {
  constructor(readonly alpha = 1) {
    super((x) => elu(x, alpha));
    checkNumber(alpha, 'alpha', 'Elu');
  }
}

/** {@link celu} as a module. */
export class Celu extends Activation {
  constructor(readonly alpha = 1) {
    super((x) => celu(x, alpha));
    checkNumber(alpha, 'alpha', 'Celu', { above: 0 });
  }
}

/** {@link softplus} as a module. */
export class Softplus extends Activation {
  constructor(readonly beta = 1) {
    super((x) => softplus(x, beta));
    checkNumber(beta, 'beta', 'Softplus', { above: 0 });
  }
}

/** {@link hardTanh} as a module. */
export class HardTanh extends Activation {
  constructor(
    readonly low = -1,
    readonly high = 1,
  ) {
    super((x) => hardTanh(x, low, high));
    checkNumber(low, 'low', 'HardTanh', { below: high });
  }
}

/** {@link hardShrink} as a module. */
export class HardShrink extends Activation {
  constructor(readonly lambda = 0.5) {
    super((x) => hardShrink(x, lambda));
    checkNumber(lambda, 'lambda', 'HardShrink', { min: 0 });
  }
}

/** {@link softShrink} as a module. */
export class SoftShrink extends Activation {
  constructor(readonly lambda = 0.5) {
    super((x) => softShrink(x, lambda));
    checkNumber(lambda, 'lambda', 'SoftShrink', { min: 0 });
  }
}

/** {@link gelu} as a module. */
export class Gelu extends Activation {
  constructor(readonly approximate: 'none' | 'tanh' = 'none') {
    super((x) => gelu(x, approximate));
    checkOneOf(approximate, 'approximate', 'Gelu', ['none', 'tanh']);
  }
}

/** {@link softmax} as a module. */
export class Softmax extends Activation {
  constructor(readonly axis = -1) {
    super((x) => softmax(x, axis));
    checkInteger(axis, 'axis', 'Softmax');
  }
}

/** {@link logSoftmax} as a module. */
export class LogSoftmax extends Activation {
  constructor(readonly axis = -1) {
    super((x) => logSoftmax(x, axis));
    checkInteger(axis, 'axis', 'LogSoftmax');
  }
}

/** {@link glu} as a module. */
export class Glu extends Activation {
  constructor(readonly axis = -1) {
    super((x) => glu(x, axis));
    checkInteger(axis, 'axis', 'Glu');
  }
}
