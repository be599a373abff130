import {
  complex,
  concat,
  customGrad,
  getBackend,
  getKernel,
  imag,
  matMul,
  mul,
  neg,
  real,
  reshape,
  reverse,
  slice,
  spectral,
  squeeze,
  stack,
  type Tensor,
  tensor2d,
  tidy,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { fusedKernel } from './fused-kernel.js';

/**
 * A discrete Fourier transform over N points, times `scale` and nothing else. Complex numbers are pairs along the last axis.
 * - `half`: real [..., N] to the K = N / 2 + 1 (rounded down) frequencies that are not below 0, [..., K, 2];
 * - `whole`: those back, [..., K, 2] to real [..., N]: the sum of all N frequencies;
 * - `forward`, `backward`: [..., N, 2] to [..., N, 2], by exp(-2 pi i k n / N) and by its conjugate.
 */
export interface Fourier {
  readonly kind: 'half' | 'whole' | 'forward' | 'backward';
  readonly length: number;
  readonly scale: number;
}

const halfOf = (length: number): number => Math.floor(length / 2) + 1;

/** How many of the N frequencies each of the K stands for: itself and, but for the first and a middle one, its conjugate. */
function counts(length: number): number[] {
  return Array.from({ length: halfOf(length) }, (_, k) => (k === 0 || 2 * k === length ? 1 : 2));
}

/** The shape of the result for an input of `shape`. */
function resultShape({ kind, length }: Fourier, shape: readonly number[]): number[] {
  if (kind === 'half') return [...shape.slice(0, -1), halfOf(length), 2];
  return kind === 'whole' ? [...shape.slice(0, -2), length] : [...shape];
}

/** The transform with its gradient, which is a transform again: the transpose of a linear map. */
export function fourier(x: Tensor, transform: Fourier): Tensor {
  const { kind, length } = transform;
  const perFrequency = (weights: number[]): Tensor => tensor2d(weights, [weights.length, 1]);
  const gradient = (dy: Tensor): Tensor =>
    tidy(() => {
      switch (kind) {
        case 'half':
          return fourier(mul(dy, perFrequency(counts(length).map((count) => 1 / count))), {
            ...transform,
            kind: 'whole',
          });
        case 'whole':
          return mul(fourier(dy, { ...transform, kind: 'half' }), perFrequency(counts(length)));
        case 'forward':
          return fourier(dy, { ...transform, kind: 'backward' });
        case 'backward':
          return fourier(dy, { ...transform, kind: 'forward' });
      }
    });
  const run = customGrad((input) => {
    const given = input as Tensor;
    const value =
      fusedKernel<Tensor>('Fourier', { x: given }, { ...transform }) ?? tidy(() => composed(given, transform));
    return { value, gradFunc: gradient };
  });
  return run(x);
}

function composed(x: Tensor, transform: Fourier): Tensor {
  if (x.size === 0) return zeros(resultShape(transform, x.shape));
  const hasComplex = getKernel('FFT', getBackend()) !== undefined;
  return hasComplex ? byComplexNumbers(x, transform) : byTable(x, transform);
}

const pairs = (z: Tensor): Tensor => stack([real(z), imag(z)], -1);

/** One of the two numbers of every pair. */
const part = (x: Tensor, index: 0 | 1): Tensor =>
  squeeze(slice(x, [...x.shape.slice(1).map(() => 0), index], [...x.shape.slice(0, -1), 1]), [x.rank - 1]);

/** By TensorFlow.js's complex transforms, of which the backward one is divided by N. */
function byComplexNumbers(x: Tensor, { kind, length, scale }: Fourier): Tensor {
  if (kind === 'half') {
    const whole = spectral.fft(complex(x, zerosLike(x)));
    const half = slice(pairs(whole), new Array(x.rank + 1).fill(0), [...x.shape.slice(0, -1), halfOf(length), 2]);
    return mul(half, scale);
  }
  const [re, im] = [part(x, 0), part(x, 1)];
  if (kind === 'forward') return mul(pairs(spectral.fft(complex(re, im))), scale);
  if (kind === 'backward') return mul(pairs(spectral.ifft(complex(re, im))), scale * length);
  const mirrored = length - halfOf(length);
  const below = (half: Tensor): Tensor => {
    const begin = half.shape.map((_, axis) => (axis === half.rank - 1 ? 1 : 0));
    return reverse(slice(half, begin, [...half.shape.slice(0, -1), mirrored]), half.rank - 1);
  };
  const whole =
    mirrored === 0 ? complex(re, im) : complex(concat([re, below(re)], -1), concat([im, neg(below(im))], -1));
  return mul(real(spectral.ifft(whole)), scale * length);
}

/** By a product with the whole matrix of the transform, for engines without complex numbers. */
function byTable(x: Tensor, transform: Fourier): Tensor {
  const { kind, length, scale } = transform;
  const half = halfOf(length);
  const columns = kind === 'half' ? 2 * half : kind === 'whole' ? length : 2 * length;
  const rows = kind === 'half' ? length : kind === 'whole' ? 2 * half : 2 * length;
  const share = counts(length);
  const table = new Float32Array(rows * columns);
  const sign = kind === 'backward' ? -1 : 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = kind === 'half' ? row : row >> 1;
      const frequency = kind === 'whole' ? column : column >> 1;
      const angle = (2 * Math.PI * ((place * frequency) % length)) / length;
      const fromImaginary = kind === 'half' ? 0 : row & 1;
      const toImaginary = kind === 'whole' ? 0 : column & 1;
      const [cosine, sine] = [Math.cos(angle), sign * Math.sin(angle)];
      if (kind === 'whole') table[row * columns + column] = share[place] * scale * (fromImaginary ? -sine : cosine);
      else
        table[row * columns + column] = scale * (fromImaginary === toImaginary ? cosine : fromImaginary ? sine : -sine);
    }
  }
  const product = matMul(reshape(x, [x.size / rows, rows]), tensor2d(table, [rows, columns]));
  return reshape(product, resultShape(transform, x.shape));
}
