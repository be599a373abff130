import type { MetricCase } from '@ai/core/testing';

/** One image of 12 x 12 pixels and a channel. */
const image = (seed: number): number[][][] =>
  Array.from({ length: 12 }, (_, y) =>
    Array.from({ length: 12 }, (_, x) => [((7 * y + 3 * x * seed + seed) % 16) / 16]),
  );
const images = [1, 2, 3].map((seed) => [
  [image(seed), image(seed + 3)],
  [image(seed + 1), image(seed + 4)],
]);
const tooBright = [[[[[[0], [3]]]], [[[[0], [1]]]]]];
const features = [
  [
    [
      [0, 1],
      [2, 1.5],
      [3, 0],
    ],
    [
      [1, 1],
      [2, 2.5],
    ],
  ],
  [[[1, -1]], [[0.5, 0.25]]],
  [
    [
      [0.5, 3],
      [4, 1],
    ],
    [
      [3, 0.75],
      [1, 4],
      [2, -1],
    ],
  ],
];
const sides: Pick<MetricCase, 'batches' | 'aligned'> = { batches: features, aligned: [false, false] };
const probabilities = [
  [
    [
      [0.5, 0.25, 0.25],
      [1, 0, 0],
    ],
  ],
  [[[0.125, 0.125, 0.75]]],
  [[[0.25, 0.5, 0.25]]],
];
const layer = (value: number): number[][][][] => [[[[value, 1, 0.5]], [[0.25, value, 2]]]];
const layers = [1, 2, 3].map((value) => [
  [layer(value), layer(value + 0.5)],
  [layer(value / 2), layer(3)],
]);
const depths = [1, 2, 3].map((value) => [[[[value, 2, 0]]], [[[2, value + 0.25, 1]]]]);
const undefinedPair = { precision: Number.NaN, recall: Number.NaN };

export const imageCases: Record<string, readonly MetricCase[]> = {
  psnr: [{ batches: images, invalid: tooBright }],
  ssim: [
    { batches: images, invalid: tooBright },
    { batches: images, options: { window: 'uniform', sampleCovariance: true } },
  ],
  msSsim: [{ batches: images, options: { window: 'uniform', size: 3, weights: [0.25, 0.75] } }],
  frechetDistance: [{ ...sides, relative: 1e-10 }],
  kernelDistance: [{ ...sides }, { ...sides, options: { subsetSize: 2, subsets: 3, seed: 1, degree: 2 } }],
  generatorPrecisionRecall: [{ ...sides, options: { k: 1 }, empty: undefinedPair }],
  inceptionScore: [{ batches: probabilities, invalid: [[[[0.5, 0.25]]]] }],
  lpips: [
    {
      batches: layers,
      tensors: [false, false], // lists of layers
      whole: [0, 1].map((side) => [0, 1].map((place) => layers.flatMap((batch) => batch[side][place]))),
    },
  ],
  absoluteRelativeError: [{ batches: depths }, { batches: depths, options: { align: 'median' } }],
  depthDelta: [
    { batches: depths, invalid: [[[[[1]]], [[[-1]]]]] },
    { batches: depths, options: { threshold: 1.5 } },
  ],
};
