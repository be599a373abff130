import { checkBoolean, checkNumber, Got, InvalidArgumentError, tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import { type LayerAnalysis, windowReads } from '../../module/analysis.js';
import { Module } from '../../module/module.js';
import { checkInput, checkSizes, type Sizes } from '../check-input.js';
import { dilated } from '../convolution/convolve.js';
import { type Edges, padSpatial } from '../convolution/padding.js';

/** Options of all pooling layers; an array has one entry per spatial axis. */
export interface PoolOptions {
  /** @default the kernel's size */
  readonly stride?: Sizes;
  /** Places added to both ends of each axis, at most half the kernel. @default 0 */
  readonly padding?: Sizes;
  /** Round sizes up, so that a last window may reach over the end. @default false */
  readonly ceilMode?: boolean;
}

/** Options of the max pooling layers. */
export interface MaxPoolOptions extends PoolOptions {
  /** Distance between the places that a window reads. @default 1 */
  readonly dilation?: Sizes;
}

/** Options of the average pooling layers. */
export interface AvgPoolOptions extends PoolOptions {
  /** Whether padding counts as zeros in the mean. @default true */
  readonly countIncludePad?: boolean;
  /** What sums are divided by. @default the number of places in the window */
  readonly divisor?: number;
}

/** The windows of one axis. */
interface AxisWindows {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly edges: Edges;
  /** Places of each window within the input, and within input and padding. */
  readonly inside: readonly number[];
  readonly withPadding: readonly number[];
}

/** Pooling over 1, 2 or 3 spatial axes: windows are products of intervals, so that axes may be pooled one after the other. */
export abstract class Pool extends Module {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceilMode: boolean;
  protected readonly owner: string;

  constructor(kernelSize: Sizes, options: MaxPoolOptions, axes: number, owner: string) {
    super();
    const { stride = kernelSize, padding = 0, dilation = 1, ceilMode = false } = options;
    this.kernel = checkSizes(kernelSize, axes, 'kernelSize', owner);
    this.stride = checkSizes(stride, axes, 'stride', owner);
    this.padding = checkSizes(padding, axes, 'padding', owner, 0);
    this.dilation = checkSizes(dilation, axes, 'dilation', owner);
    this.ceilMode = checkBoolean(ceilMode, 'ceilMode', owner);
    this.owner = owner;
    if (this.padding.some((size, i) => 2 * size > this.kernel[i])) {
      throw new InvalidArgumentError('padding', owner, 'be at most half the kernel', this.padding);
    }
  }

  override analysis(): LayerAnalysis {
    const { kernel, stride, dilation, padding } = this;
    return { multiplyAdds: 0, reads: kernel.map((size, i) => windowReads(size, stride[i], dilation[i], padding[i])) };
  }

  /** The windows of each axis. @throws InvalidArgumentError for an input that no window fits into */
  protected windows(x: tf.Tensor): AxisWindows[] {
    const { kernel, stride, padding, dilation, ceilMode, owner } = this;
    checkInput(x, kernel.length + 2, owner);
    return kernel.map((size, i) => {
      const length = x.shape[i + 1];
      const reach = dilation[i] * (size - 1) + 1;
      const spare = length + 2 * padding[i] - reach;
      if (spare < 0) {
        const expected = `be at least as large as the kernel [${kernel}]`;
        throw new InvalidArgumentError('x', owner, expected, new Got(`[${x.shape}]`));
      }
      let count = (ceilMode ? Math.ceil(spare / stride[i]) : Math.floor(spare / stride[i])) + 1;
      if ((count - 1) * stride[i] >= length + padding[i]) count--; // a window of padding alone
      const after = Math.max(padding[i], (count - 1) * stride[i] + reach - length - padding[i]);
      const places = (from: number, to: number): number[] =>
        Array.from({ length: count }, (_, o) => {
          const start = o * stride[i] - padding[i];
          return Array.from({ length: size }, (_, k) => start + k * dilation[i]).filter((at) => at >= from && at < to)
            .length;
        });
      return {
        kernel: size,
        stride: stride[i],
        dilation: dilation[i],
        edges: [padding[i], after],
        inside: places(0, length),
        withPadding: places(-padding[i], length + padding[i]),
      };
    });
  }
}

type Pair = [number, number];
/** Pools (B, H, W, C) over windows that its edges make fit. */
type PoolPlane = (x: tf.Tensor4D, rows: AxisWindows, columns: AxisWindows) => tf.Tensor4D;

const WHOLE: AxisWindows = { kernel: 1, stride: 1, dilation: 1, edges: [0, 0], inside: [], withPadding: [] };

/** Pools planes for any number of axes: the last two together, others before them one by one. */
function poolAxes(x: tf.Tensor, axes: readonly AxisWindows[], plane: PoolPlane): tf.Tensor {
  if (axes.length === 1) {
    return tf.squeeze(plane(tf.expandDims(x, 2) as tf.Tensor4D, axes[0], WHOLE), [2]);
  }
  if (axes.length === 2) return plane(x as tf.Tensor4D, axes[0], axes[1]);
  const [batch, depth, height, width, channels] = x.shape;
  const images = plane(tf.reshape(x, [batch * depth, height, width, channels]), axes[1], axes[2]);
  const [, rows, columns] = images.shape;
  const y = plane(tf.reshape(images, [batch, depth, rows * columns, channels]), axes[0], WHOLE);
  return tf.reshape(y, [batch, y.shape[1], rows, columns, channels]);
}

/** Below every float32 that a network holds; an infinity would make NaN of a product with 0. */
const LOWEST = -3.4e38;

const maxPlane: PoolPlane = (x, rows, columns) => {
  const kernel: Pair = [rows.kernel, columns.kernel];
  const stride: Pair = [rows.stride, columns.stride];
  if (rows.dilation === 1 && columns.dilation === 1) {
    // given as a number, TensorFlow.js takes the kernel and stride for square
    const pad = [[0, 0], rows.edges, columns.edges, [0, 0]] as Parameters<typeof tf.maxPool>[3];
    return tf.maxPool(x, kernel, stride, pad);
  }
  const wide = tf.pad(x, [[0, 0], [...rows.edges], [...columns.edges], [0, 0]], LOWEST) as tf.Tensor4D;
  const every = dilated(wide, kernel, [rows.dilation, columns.dilation], (part) =>
    tf.maxPool(part, kernel, [1, 1], 'valid'),
  );
  return tf.stridedSlice(every, [0, 0, 0, 0], every.shape, [1, ...stride, 1]) as tf.Tensor4D;
};

const averagePlane: PoolPlane = (x, rows, columns) =>
  tf.avgPool(
    padSpatial(x, [rows.edges, columns.edges]) as tf.Tensor4D,
    [rows.kernel, columns.kernel],
    [rows.stride, columns.stride],
    'valid',
  );

abstract class MaxPool extends Pool {
  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    return tf.tidy(() => poolAxes(x, windows, maxPlane));
  }
}

/**
 * Largest value of each window of a sequence: (B, T, C) to (B, T', C); otherwise as {@link MaxPool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool1d } from '@ai/nn';
 *
 * new MaxPool1d(2).forward(tf.zeros([1, 8, 3])); // (1, 4, 3)
 * ```
 */
export class MaxPool1d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 1, 'MaxPool1d');
  }
}

/**
 * Largest value of each window: (B, H, W, C) to (B, H', W', C), H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1,
 * or rounded up in ceil mode, where a window that would lie in the padding alone is left out.
 *
 * @throws InvalidArgumentError for sizes that are not whole numbers in range, and an input smaller than the kernel
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool2d } from '@ai/nn';
 *
 * new MaxPool2d(2).forward(tf.zeros([1, 8, 8, 3])); // (1, 4, 4, 3)
 * ```
 */
export class MaxPool2d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 2, 'MaxPool2d');
  }
}

/**
 * Largest value of each window of a volume: (B, D, H, W, C) to (B, D', H', W', C); otherwise as {@link MaxPool2d}.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { MaxPool3d } from '@ai/nn';
 *
 * new MaxPool3d(2).forward(tf.zeros([1, 4, 8, 8, 3])); // (1, 2, 4, 4, 3)
 * ```
 */
export class MaxPool3d extends MaxPool {
  constructor(kernelSize: Sizes, options: MaxPoolOptions = {}) {
    super(kernelSize, options, 3, 'MaxPool3d');
  }
}

abstract class AvgPool extends Pool {
  readonly countIncludePad: boolean;
  readonly divisor: number | undefined;

  constructor(kernelSize: Sizes, options: AvgPoolOptions, axes: number, owner: string) {
    super(kernelSize, options, axes, owner);
    this.countIncludePad = checkBoolean(options.countIncludePad ?? true, 'countIncludePad', owner);
    this.divisor =
      options.divisor === undefined ? undefined : checkNumber(options.divisor, 'divisor', owner, { above: 0 });
  }

  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    return tf.tidy(() => {
      const mean = poolAxes(x, windows, averagePlane);
      const { divisor } = this;
      if (divisor !== undefined)
        return divisor === sizeOf(this.kernel) ? mean : tf.mul(mean, sizeOf(this.kernel) / divisor);
      return windows.reduce((y, { kernel, inside, withPadding }, axis) => {
        const counts = this.countIncludePad ? withPadding : inside;
        if (counts.every((count) => count === kernel)) return y;
        const shape = mean.shape.map((_, i) => (i === axis + 1 ? counts.length : 1));
        return tf.mul(
          y,
          tf.tensor(
            counts.map((count) => kernel / count),
            shape,
          ),
        );
      }, mean);
    });
  }
}

/**
 * Mean of each window of a sequence: (B, T, C) to (B, T', C); otherwise as {@link AvgPool2d}.
 *
 * @throws InvalidArgumentError as {@link AvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool1d } from '@ai/nn';
 *
 * new AvgPool1d(3, { stride: 2, ceilMode: true }).forward(tf.ones([1, 8, 3])); // (1, 4, 3)
 * ```
 */
export class AvgPool1d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 1, 'AvgPool1d');
  }
}

/**
 * Mean of each window: (B, H, W, C) to (B, H', W', C), sizes as {@link MaxPool2d}. What reaches over the padding in ceil mode never
 * counts.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}, and for a divisor that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool2d } from '@ai/nn';
 *
 * new AvgPool2d(3, { stride: 2, padding: 1 }).forward(tf.ones([1, 8, 8, 3])); // (1, 4, 4, 3)
 * ```
 */
export class AvgPool2d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 2, 'AvgPool2d');
  }
}

/**
 * Mean of each window of a volume: (B, D, H, W, C) to (B, D', H', W', C); otherwise as {@link AvgPool2d}.
 *
 * @throws InvalidArgumentError as {@link AvgPool2d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { AvgPool3d } from '@ai/nn';
 *
 * new AvgPool3d(2).forward(tf.ones([1, 4, 8, 8, 3])); // (1, 2, 4, 4, 3)
 * ```
 */
export class AvgPool3d extends AvgPool {
  constructor(kernelSize: Sizes, options: AvgPoolOptions = {}) {
    super(kernelSize, options, 3, 'AvgPool3d');
  }
}

abstract class LpPool extends Pool {
  constructor(
    readonly power: number,
    kernelSize: Sizes,
    options: Omit<PoolOptions, 'padding'>,
    axes: number,
    owner: string,
  ) {
    super(kernelSize, { ...options, padding: 0 }, axes, owner);
    checkNumber(power, 'power', owner, { above: 0 });
  }

  forward(x: tf.Tensor): tf.Tensor {
    const windows = this.windows(x);
    const { power } = this;
    return tf.tidy(() => {
      const mean = poolAxes(power === 2 ? tf.square(x) : tf.pow(x, power), windows, averagePlane);
      return tf.pow(tf.mul(tf.relu(mean), sizeOf(this.kernel)), 1 / power);
    });
  }
}

/**
 * Norm of each window of a sequence, (sum x^p)^(1/p): (B, T, C) to (B, T', C). A negative sum counts as 0 (PyTorch
 * gives NaN); where a sum is 0 its gradient is not finite.
 *
 * @throws InvalidArgumentError as {@link MaxPool2d}, and for a power that is not positive
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LpPool1d } from '@ai/nn';
 *
 * new LpPool1d(2, 2).forward(tf.tensor3d([[[3], [4]]])).print(); // [[[5]]]
 * ```
 */
export class LpPool1d extends LpPool {
  constructor(power: number, kernelSize: Sizes, options: Omit<PoolOptions, 'padding'> = {}) {
    super(power, kernelSize, options, 1, 'LpPool1d');
  }
}

/**
 * Norm of each window, (sum x^p)^(1/p): (B, H, W, C) to (B, H', W', C); otherwise as {@link LpPool1d}.
 *
 * @throws InvalidArgumentError as {@link LpPool1d}
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { LpPool2d } from '@ai/nn';
 *
 * new LpPool2d(2, 2).forward(tf.ones([1, 4, 4, 1])); // (1, 2, 2, 1), all 2
 * ```
 */
export class LpPool2d extends LpPool {
  constructor(power: number, kernelSize: Sizes, options: Omit<PoolOptions, 'padding'> = {}) {
    super(power, kernelSize, options, 2, 'LpPool2d');
  }
}
