import { cast, dispose, pad, reshape, slice, split, stack, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { Got, InvalidArgumentError } from '../errors.js';
import { checkInteger, checkOneOf } from '../input/check.js';
import { fourier } from './fourier-kernel.js';

/** Complex numbers as two tensors of one shape. */
export interface Spectrum {
  readonly real: Tensor;
  readonly imaginary: Tensor;
}

/** Which way is divided by the number of points N: the way back, both by its root, or the way there. */
export type FourierNorm = 'backward' | 'ortho' | 'forward';

/** Options of {@link fft}, {@link ifft}, {@link rfft} and {@link irfft}. */
export interface FourierOptions {
  /** Points N; what is longer is cut, what is shorter is followed by zeros. @default those that there are; for irfft 2 (K - 1) */
  readonly length?: number;
  /** The axis along which to transform, from the back if below 0. @default -1 */
  readonly axis?: number;
  /** @default 'backward' */
  readonly norm?: FourierNorm;
}

/** Options of {@link rfft2} and {@link irfft2}, which transform along the last two axes. */
export interface Fourier2Options {
  /** Points along both axes. @default those that there are; for irfft2 2 (K - 1) along the last */
  readonly lengths?: readonly [number, number];
  /** @default 'backward' */
  readonly norm?: FourierNorm;
}

/**
 * The Fourier transform of real numbers: X[k] = sum over n of x[n] exp(-2 pi i k n / N) for the frequencies k = 0 ... N / 2; the others
 * are their conjugates. It has gradients of any order, and is compiled and exported as ONNX's DFT. Any N does; powers of two are quickest.
 *
 * @param x [..., N, ...] at least one point
 * @returns [..., K, ...] with K = N / 2 + 1, rounded down
 * @throws InvalidArgumentError if x has no point along the axis, or for an option out of its range
 *
 * @example
 * ```ts
 * import { irfft, rfft, tf } from '@ai/core';
 *
 * const { real, imaginary } = rfft(tf.tensor1d([1, 2, 3, 4, 5]));
 * real.print(); // [15, -2.5, -2.5]
 * imaginary.print(); // [0, 3.4410, 0.8123]
 * irfft({ real, imaginary }, { length: 5 }).print(); // [1, 2, 3, 4, 5]
 *
 * const energy = (x: tf.Tensor) => rfft(x, { norm: 'ortho' }).real.square().sum();
 * tf.grad(energy)(tf.tensor1d([1, 2, 3])).print();
 * ```
 */
export function rfft(x: Tensor, options: FourierOptions = {}): Spectrum {
  const { axis, length, scale } = planOf('rfft', x, 'x', options, 'forward');
  return spectrumOf(() => {
    const points = fitted(toLast(cast(x, 'float32'), axis), length);
    return fourier(points, { kind: 'half', length, scale });
  }, axis);
}

/**
 * The real numbers whose {@link rfft} is given. Of the first frequency, and of the middle one of an even N, only the real part counts.
 *
 * @param spectrum [..., K, ...]
 * @returns [..., N, ...]
 * @throws InvalidArgumentError if the parts differ in shape, there is no point, or for an option out of its range
 *
 * @example
 * ```ts
 * import { irfft, tf } from '@ai/core';
 *
 * irfft({ real: tf.tensor1d([6, 0, 2]), imaginary: tf.tensor1d([0, 1, 0]) }).print(); // [2, 0.5, 2, 1.5]
 * ```
 */
export function irfft(spectrum: Spectrum, options: FourierOptions = {}): Tensor {
  checkSpectrum('irfft', spectrum);
  const { axis, length, scale } = planOf('irfft', spectrum.real, 'spectrum', options, 'backward', (k) => 2 * (k - 1));
  return tidy(() => {
    const half = pairsOf(spectrum, axis, Math.floor(length / 2) + 1);
    return fromLast(fourier(half, { kind: 'whole', length, scale }), axis);
  });
}

/**
 * The Fourier transform of complex numbers: X[k] = sum over n of x[n] exp(-2 pi i k n / N).
 *
 * @param x [..., N, ...]
 * @returns [..., N, ...], frequencies 0, 1, ..., -2, -1
 * @throws InvalidArgumentError if the parts differ in shape, there is no point, or for an option out of its range
 *
 * @example
 * ```ts
 * import { fft, tf } from '@ai/core';
 *
 * const { real, imaginary } = fft({ real: tf.tensor1d([0, 1, 0]), imaginary: tf.tensor1d([0, 0, 0]) });
 * real.print(); // [1, -0.5, -0.5]
 * imaginary.print(); // [0, -0.8660, 0.8660]
 * ```
 */
export function fft(x: Spectrum, options: FourierOptions = {}): Spectrum {
  return complexTransform('fft', x, options, 'forward');
}

/**
 * The complex numbers whose {@link fft} is given: x[n] = 1 / N sum over k of X[k] exp(2 pi i k n / N).
 *
 * @param spectrum [..., N, ...]
 * @returns [..., N, ...]
 * @throws InvalidArgumentError if the parts differ in shape, there is no point, or for an option out of its range
 *
 * @example
 * ```ts
 * import { ifft, tf } from '@ai/core';
 *
 * ifft({ real: tf.tensor1d([4, 0]), imaginary: tf.tensor1d([0, 2]) }).real.print(); // [2, 2]
 * ```
 */
export function ifft(spectrum: Spectrum, options: FourierOptions = {}): Spectrum {
  return complexTransform('ifft', spectrum, options, 'backward');
}

/**
 * The Fourier transform of real images along the last two axes: {@link rfft} along the last, {@link fft} along the one before.
 *
 * @param x [..., H, W]
 * @returns [..., H, W / 2 + 1]
 * @throws InvalidArgumentError if x has fewer than two axes, or as rfft does
 *
 * @example
 * ```ts
 * import { rfft2, tf } from '@ai/core';
 *
 * rfft2(tf.tensor2d([[1, 2], [3, 4]])).real.print(); // [[10, -2], [-4, 0]]
 * ```
 */
export function rfft2(x: Tensor, { lengths, norm }: Fourier2Options = {}): Spectrum {
  checkAxes('rfft2', x, 'x');
  const rows = rfft(x, { length: lengths?.[1], norm });
  const spectrum = fft(rows, { length: lengths?.[0], axis: -2, norm });
  dispose([rows.real, rows.imaginary]);
  return spectrum;
}

/**
 * The real images whose {@link rfft2} is given.
 *
 * @param spectrum [..., H, K]
 * @returns [..., H, W]
 * @throws InvalidArgumentError if the spectrum has fewer than two axes, or as irfft does
 *
 * @example
 * ```ts
 * import { irfft2, rfft2, tf } from '@ai/core';
 *
 * irfft2(rfft2(tf.ones([4, 3])), { lengths: [4, 3] }).print(); // ones
 * ```
 */
export function irfft2(spectrum: Spectrum, { lengths, norm }: Fourier2Options = {}): Tensor {
  checkAxes('irfft2', spectrum.real, 'spectrum');
  return tidy(() => irfft(ifft(spectrum, { length: lengths?.[0], axis: -2, norm }), { length: lengths?.[1], norm }));
}

function complexTransform(owner: string, x: Spectrum, options: FourierOptions, kind: 'forward' | 'backward'): Spectrum {
  checkSpectrum(owner, x);
  const { axis, length, scale } = planOf(owner, x.real, kind === 'forward' ? 'x' : 'spectrum', options, kind);
  return spectrumOf(() => fourier(pairsOf(x, axis, length), { kind, length, scale }), axis);
}

interface Plan {
  /** From the front. */
  readonly axis: number;
  readonly length: number;
  readonly scale: number;
}

/** Checks and completes the options. */
function planOf(
  owner: string,
  x: Tensor,
  name: string,
  { length, axis = -1, norm = 'backward' }: FourierOptions,
  way: 'forward' | 'backward',
  lengthOf: (points: number) => number = (points) => points,
): Plan {
  checkOneOf(norm, 'norm', owner, ['backward', 'ortho', 'forward']);
  if (x.rank === 0) throw new InvalidArgumentError(name, owner, 'have an axis', x);
  checkInteger(axis, 'axis', owner, { min: -x.rank, max: x.rank - 1 });
  const at = axis < 0 ? axis + x.rank : axis;
  const points = x.shape[at];
  if (points === 0 || (length === undefined && lengthOf(points) < 1)) {
    throw new InvalidArgumentError(name, owner, `give at least one point along axis ${axis}`, new Got(`[${x.shape}]`));
  }
  const total = length === undefined ? lengthOf(points) : checkInteger(length, 'length', owner, { min: 1 });
  return { axis: at, length: total, scale: norm === 'ortho' ? 1 / Math.sqrt(total) : norm === way ? 1 / total : 1 };
}

function checkSpectrum(owner: string, { real, imaginary }: Spectrum): void {
  if (real.shape.join() !== imaginary.shape.join()) {
    throw new InvalidArgumentError('imaginary', owner, `be of the shape [${real.shape}] of 'real'`, imaginary);
  }
}

function checkAxes(owner: string, x: Tensor, name: string): void {
  if (x.rank < 2) throw new InvalidArgumentError(name, owner, 'have at least two axes', new Got(`[${x.shape}]`));
}

/** The permutation that moves an axis to the end. */
const lastOrder = (rank: number, axis: number): number[] => {
  const others = Array.from({ length: rank }, (_, i) => i).filter((i) => i !== axis);
  return [...others, axis];
};

function toLast(x: Tensor, axis: number): Tensor {
  return axis === x.rank - 1 ? x : transpose(x, lastOrder(x.rank, axis));
}

function fromLast(x: Tensor, axis: number): Tensor {
  if (axis === x.rank - 1) return x;
  const order = lastOrder(x.rank, axis);
  return transpose(
    x,
    order.map((_, i) => order.indexOf(i)),
  );
}

/** The last axis cut or followed by zeros. */
function fitted(x: Tensor, length: number): Tensor {
  const size = x.shape[x.rank - 1];
  const before = x.shape.slice(0, -1);
  if (size > length) return slice(x, new Array(x.rank).fill(0), [...before, length]);
  return size === length ? x : pad(x, [...before.map((): [number, number] => [0, 0]), [0, length - size]]);
}

/** [..., length, 2] */
function pairsOf({ real, imaginary }: Spectrum, axis: number, length: number): Tensor {
  return stack(
    [real, imaginary].map((part) => fitted(toLast(cast(part, 'float32'), axis), length)),
    -1,
  );
}

/** Takes pairs [..., K, 2] apart. */
function spectrumOf(pairs: () => Tensor, axis: number): Spectrum {
  const [real, imaginary] = tidy(() => {
    const both = pairs();
    return split(both, 2, -1).map((part) => fromLast(reshape(part, both.shape.slice(0, -1)), axis));
  });
  return { real, imaginary };
}
