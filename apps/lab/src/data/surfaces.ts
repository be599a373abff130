// Surfaces to walk down, and how they look from above.
import { tf } from '@ai/core';
import type { Pixels } from '../experiment.js';
import { heatPicture, withContours } from '../figures/pixels.js';
import { type Text, text } from '../text.js';

export type Surface = (x: tf.Scalar, y: tf.Scalar) => tf.Scalar;

/** Surfaces are shown over [-3, 3] x [-3, 3]. */
export const SURFACE_RANGE = 3;
const GRID = 200;
const CONTOURS = 14;

export type SurfaceName = 'bowl' | 'valley' | 'banana' | 'saddle' | 'waves';

/** Functions of the plane; `code` is the same function for scripts. */
export const surfaces: Readonly<Record<SurfaceName, { f: Surface; code: string }>> = {
  bowl: {
    f: (x, y) => x.square().add(y.square()),
    code: 'x.square().add(y.square())',
  },
  valley: {
    f: (x, y) => x.square().mul(0.15).add(y.square().mul(3)),
    code: 'x.square().mul(0.15).add(y.square().mul(3))',
  },
  banana: {
    f: (x, y) => tf.scalar(1).sub(x).square().mul(0.5).add(y.sub(x.square()).square().mul(2)),
    code: 'tf.scalar(1).sub(x).square().mul(0.5).add(y.sub(x.square()).square().mul(2))',
  },
  saddle: {
    f: (x, y) => x.square().mul(0.5).sub(y.square().mul(0.5)).add(y.pow(4).mul(0.04)),
    code: 'x.square().mul(0.5).sub(y.square().mul(0.5)).add(y.pow(4).mul(0.04))',
  },
  waves: {
    f: (x, y) => x.mul(3).cos().mul(-1).sub(y.mul(3).cos()).add(x.square().add(y.square()).mul(0.35)),
    code: 'x.mul(3).cos().mul(-1).sub(y.mul(3).cos()).add(x.square().add(y.square()).mul(0.35))',
  },
};

export const SURFACE_NAMES: Readonly<Record<SurfaceName, Text>> = {
  bowl: text('round bowl', '圆碗'),
  valley: text('narrow valley', '窄谷'),
  banana: text('banana (Rosenbrock)', '香蕉谷（Rosenbrock）'),
  saddle: text('saddle', '鞍面'),
  waves: text('many hollows', '多个凹坑'),
};

/** The heights as a picture; on a root scale, so that the bottom is not one flat spot, and with lines of equal height. */
export function heightPicture(
  f: Surface,
  draw: (heights: Float32Array, width: number) => Pixels = heatPicture,
): Pixels {
  const heights = tf.tidy(() => {
    const axis = tf.linspace(-SURFACE_RANGE, SURFACE_RANGE, GRID);
    const x = axis.reshape([1, GRID]).tile([GRID, 1]);
    const y = axis.reverse().reshape([GRID, 1]).tile([1, GRID]);
    return f(x as never, y as never).dataSync() as Float32Array;
  });
  const lowest = heights.reduce((low, z) => Math.min(low, z));
  const rooted = heights.map((z) => Math.sqrt(z - lowest));
  return withContours(draw(rooted, GRID), rooted, CONTOURS);
}
