import { checkInteger, checkNumber, checkOneOf, type tf } from '@ai/core';
import { ndArray } from '../../array/nd-array.js';
import { Module } from '../../module/module.js';
import { parameter } from '../../module/parameter.js';
import * as fn from './functions.js';
import { prelu } from './prelu.js';

/** {@link fn.step} as a module. */
export class Step extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.step(x);
  }
}

/** {@link fn.sigmoid} as a module. */
export class Sigmoid extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.sigmoid(x);
  }
}

/** {@link fn.tanh} as a module. */
export class Tanh extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.tanh(x);
  }
}

/** {@link fn.relu} as a module. */
export class Relu extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.relu(x);
  }
}

/** {@link fn.relu6} as a module. */
export class Relu6 extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.relu6(x);
  }
}

/** {@link fn.leakyRelu} as a module. */
export class LeakyRelu extends Module {
  constructor(readonly slope = 0.01) {
    super();
    checkNumber(slope, 'slope', 'LeakyRelu');
  }

  forward(x: tf.Tensor): tf.Tensor {
    return fn.leakyRelu(x, this.slope);
  }
}

/**
 * x for x > 0, else weight x, with a learned weight for all channels or one per channel (He et al., 2015).
 *
 * Parameters: `weight` (1) or (channels).
 *
 * @param channels 1, or the size of the last axis
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
export class Elu extends Module {
  constructor(readonly alpha = 1) {
    super();
    checkNumber(alpha, 'alpha', 'Elu');
  }

  forward(x: tf.Tensor): tf.Tensor {
    return fn.elu(x, this.alpha);
  }
}

/** {@link fn.selu} as a module. */
export class Selu extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.selu(x);
  }
}

/** {@link fn.gelu} as a module. */
export class Gelu extends Module {
  constructor(readonly approximate: 'none' | 'tanh' = 'none') {
    super();
    checkOneOf(approximate, 'approximate', 'Gelu', ['none', 'tanh']);
  }

  forward(x: tf.Tensor): tf.Tensor {
    return fn.gelu(x, this.approximate);
  }
}

/** {@link fn.silu} as a module. */
export class Silu extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.silu(x);
  }
}

/** {@link fn.softplus} as a module. */
export class Softplus extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.softplus(x);
  }
}

/** {@link fn.mish} as a module. */
export class Mish extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.mish(x);
  }
}

/** {@link fn.softsign} as a module. */
export class Softsign extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.softsign(x);
  }
}

/** {@link fn.hardSigmoid} as a module. */
export class HardSigmoid extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.hardSigmoid(x);
  }
}

/** {@link fn.hardSwish} as a module. */
export class HardSwish extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.hardSwish(x);
  }
}

/** {@link fn.softmax} as a module. */
export class Softmax extends Module {
  constructor(readonly axis = -1) {
    super();
  }

  forward(x: tf.Tensor): tf.Tensor {
    return fn.softmax(x, this.axis);
  }
}

/** {@link fn.glu} as a module. */
export class Glu extends Module {
  forward(x: tf.Tensor): tf.Tensor {
    return fn.glu(x);
  }
}
