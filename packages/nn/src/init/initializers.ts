import { checkNumber, InvalidArgumentError, type Random } from '@ai/core';
import { type NdArray, sizeOf } from '../array/nd-array.js';

/**
 * Makes the initial values of a parameter. Shapes are those of the reference's checkpoint, (out, in, ...): the number of inputs of
 * one output is `shape[1]` times the filter's size.
 */
export type Initializer = (shape: readonly number[], random: Random) => NdArray;

/** Nonlinearity after the layer, for the gain of Kaiming's and Xavier's rules. */
export type Nonlinearity = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky-relu' | 'selu';

/**
 * Inputs of one output and outputs of one input of a weight (out, in, ...).
 *
 * @throws InvalidArgumentError for fewer than two axes
 * @example
 * ```ts
 * import { fans } from '@ai/nn';
 *
 * console.log(fans([16, 3, 5, 5])); // { fanIn: 75, fanOut: 400 }
 * ```
 */
export function fans(shape: readonly number[], owner = 'fans'): { fanIn: number; fanOut: number } {
  if (shape.length < 2) throw new InvalidArgumentError('shape', owner, 'have at least 2 axes', shape);
  const field = sizeOf(shape.slice(2));
  return { fanIn: shape[1] * field, fanOut: shape[0] * field };
}

/**
 * The factor that keeps the variance of activations through a nonlinearity.
 *
 * @param slope of leaky ReLU's negative side
 * @example
 * ```ts
 * import { gain } from '@ai/nn';
 *
 * console.log(gain('relu')); // 1.4142135623730951
 * ```
 */
export function gain(nonlinearity: Nonlinearity, slope = 0.01): number {
  const gains = { linear: 1, sigmoid: 1, tanh: 5 / 3, relu: Math.SQRT2, selu: 3 / 4 };
  return nonlinearity === 'leaky-relu' ? Math.sqrt(2 / (1 + slope ** 2)) : gains[nonlinearity];
}

function filled(shape: readonly number[], next: () => number): NdArray {
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = next();
  return { data, shape };
}

/**
 * Every entry the same.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { constant, Linear } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), biasInitializer: constant(0.1) });
 * ```
 */
export function constant(value: number): Initializer {
  checkNumber(value, 'value', 'constant');
  return (shape) => filled(shape, () => value);
}

/**
 * All zeros.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, zeros } from '@ai/nn';
 *
 * const head = new Linear(8, 2, { random: new Random(1), weightInitializer: zeros, biasInitializer: zeros });
 * ```
 */
export const zeros: Initializer = /* @__PURE__ */ constant(0);

/**
 * All ones.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, ones } from '@ai/nn';
 *
 * const sum = new Linear(8, 1, { random: new Random(1), weightInitializer: ones, bias: false });
 * ```
 */
export const ones: Initializer = /* @__PURE__ */ constant(1);

/**
 * Uniform in [low, high).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, uniform } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: uniform(-0.05, 0.05) });
 * ```
 */
export function uniform(low = 0, high = 1): Initializer {
  return (shape, random) => filled(shape, () => random.uniform(low, high));
}

/**
 * Normal deviates.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, normal } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: normal(0, 0.02) });
 * ```
 */
export function normal(mean = 0, standardDeviation = 1): Initializer {
  checkNumber(standardDeviation, 'standardDeviation', 'normal', { min: 0 });
  return (shape, random) => filled(shape, () => random.normal(mean, standardDeviation));
}

/**
 * Normal deviates, drawn again where they fall outside [low, high].
 *
 * @throws InvalidArgumentError if the interval lies more than 4 standard deviations from the mean, where redrawing would not end
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, truncatedNormal } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: truncatedNormal(0, 0.02, -0.04, 0.04) });
 * ```
 */
export function truncatedNormal(mean = 0, standardDeviation = 1, low = -2, high = 2): Initializer {
  checkNumber(standardDeviation, 'standardDeviation', 'truncatedNormal', { above: 0 });
  checkNumber(low, 'low', 'truncatedNormal', { below: high, max: mean + 4 * standardDeviation });
  checkNumber(high, 'high', 'truncatedNormal', { min: mean - 4 * standardDeviation });
  return (shape, random) =>
    filled(shape, () => {
      let value = random.normal(mean, standardDeviation);
      while (value < low || value > high) value = random.normal(mean, standardDeviation);
      return value;
    });
}

/** Options of the Kaiming rules. */
export interface KaimingOptions {
  /** Keep the variance forwards ('in') or backwards ('out'). @default 'in' */
  readonly fan?: 'in' | 'out';
  /** @default 'relu' */
  readonly nonlinearity?: Nonlinearity;
  /** Slope of leaky ReLU's negative side. @default 0.01 */
  readonly slope?: number;
}

function kaimingDeviation(shape: readonly number[], options: KaimingOptions, owner: string): number {
  const { fan = 'in', nonlinearity = 'relu', slope } = options;
  const { fanIn, fanOut } = fans(shape, owner);
  return gain(nonlinearity, slope) / Math.sqrt(Math.max(1, fan === 'in' ? fanIn : fanOut));
}

/**
 * Normal with variance gain^2 / fan (He et al., "Delving Deep into Rectifiers", 2015).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Conv2d, kaimingNormal } from '@ai/nn';
 *
 * const weightInitializer = kaimingNormal({ fan: 'out' });
 * new Conv2d(3, 8, 3, { random: new Random(1), weightInitializer });
 * ```
 */
export function kaimingNormal(options: KaimingOptions = {}): Initializer {
  return (shape, random) => normal(0, kaimingDeviation(shape, options, 'kaimingNormal'))(shape, random);
}

/**
 * Uniform with variance gain^2 / fan (He et al., 2015).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { kaimingUniform, Linear } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: kaimingUniform({ nonlinearity: 'linear' }) });
 * ```
 */
export function kaimingUniform(options: KaimingOptions = {}): Initializer {
  return (shape, random) => {
    const bound = Math.sqrt(3) * kaimingDeviation(shape, options, 'kaimingUniform');
    return uniform(-bound, bound)(shape, random);
  };
}

/**
 * Normal with variance 2 gain^2 / (fanIn + fanOut) (Glorot and Bengio, 2010).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, xavierNormal } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: xavierNormal() });
 * ```
 */
export function xavierNormal(gainFactor = 1): Initializer {
  return (shape, random) => {
    const { fanIn, fanOut } = fans(shape, 'xavierNormal');
    return normal(0, gainFactor * Math.sqrt(2 / (fanIn + fanOut)))(shape, random);
  };
}

/**
 * Uniform with variance 2 gain^2 / (fanIn + fanOut) (Glorot and Bengio, 2010).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { gain, Linear, xavierUniform } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), weightInitializer: xavierUniform(gain('tanh')) });
 * ```
 */
export function xavierUniform(gainFactor = 1): Initializer {
  return (shape, random) => {
    const { fanIn, fanOut } = fans(shape, 'xavierUniform');
    const bound = gainFactor * Math.sqrt(6 / (fanIn + fanOut));
    return uniform(-bound, bound)(shape, random);
  };
}

/**
 * PyTorch's default for linear layers and convolutions, weights and biases: uniform in +-1/sqrt(fanIn).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { fanInUniform, Linear } from '@ai/nn';
 *
 * new Linear(3, 2, { random: new Random(1), biasInitializer: fanInUniform(3) });
 * ```
 */
export function fanInUniform(fanIn: number): Initializer {
  const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  return uniform(-bound, bound);
}
