import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  absoluteRelativeError,
  depthDelta,
  frechetDistance,
  generatorPrecisionRecall,
  inceptionScore,
  kernelDistance,
  lpips,
  msSsim,
  psnr,
  ssim,
} from '../index.js';

type Grid4 = number[][][][];
const golden = readGolden<{
  photos: { targets: Grid4; predictions: Grid4 } & Record<string, number>;
  scales: { targets: Grid4; predictions: Grid4; weights: number[]; expected: number };
  features: { real: number[][]; generated: number[][]; flat: number[][] } & Record<string, number>;
  classes: { probabilities: number[][]; expected: number };
  perceptual: { targets: Grid4[]; predictions: Grid4[]; weights: number[][]; plain: number; weighted: number };
  depth: { targets: number[][][]; predictions: number[][][]; plain: number[]; median: number[] };
}>(new URL('../../golden/image.json', import.meta.url));
const tight = { relative: 1e-12 };

const plane = (height: number, width: number, value: (y: number, x: number) => number): Grid4 => [
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => [value(y, x)])),
];

describe('pairs of images as scikit-image compares them', () => {
  const { targets, predictions, ...expected } = golden.photos;

  it('noise and structure', () => {
    expectClose(psnr(targets, predictions), expected['psnr'], tight);
    expectClose(ssim(targets, predictions), expected['gaussian'], tight);
    const uniform = { window: 'uniform' } as const;
    expectClose(ssim(targets, predictions, { ...uniform, sampleCovariance: true }), expected['uniform'], tight);
    expectClose(ssim(targets, predictions, { ...uniform, size: 11 }), expected['uniform11'], tight);
    const wide = { sigma: 2.2, sampleCovariance: true, k1: 0.02, k2: 0.05 };
    expectClose(ssim(targets, predictions, wide), expected['wide'], tight);
  });

  it('several scales', () => {
    const { targets: a, predictions: b, weights, expected: product } = golden.scales;
    expectClose(msSsim(a, b, { weights }), product, tight);
    expectClose(msSsim(a, b, { weights: [1] }), ssim(a, b), tight);
  });

  it('do not depend on the unit', () => {
    const bytes = (grid: Grid4): Grid4 =>
      grid.map((n) => n.map((row) => row.map((pixel) => pixel.map((v) => 255 * v))));
    const options = { dataRange: 255 };
    expectClose(ssim(bytes(targets), bytes(predictions), options), ssim(targets, predictions), tight);
    expectClose(psnr(bytes(targets), bytes(predictions), options), psnr(targets, predictions), tight);
  });

  it('equal images', () => {
    expect(psnr(targets, targets)).toBe(Number.POSITIVE_INFINITY);
    expectClose(ssim(targets, targets), 1, tight);
    const flat = plane(11, 11, () => 0.5);
    expectClose(ssim(flat, flat), 1, tight);
    expect(ssim([], [])).toBeNaN();
  });

  it('opposite structure counts 0 in the product of scales', () => {
    const a = plane(12, 12, (y, x) => (x + y) % 2);
    const b = plane(12, 12, (y, x) => 1 - ((x + y) % 2));
    expect(ssim(a, b)).toBeLessThan(-0.9);
    expect(msSsim(a, b, { weights: [0.5] })).toBe(0);
  });
});

describe('generated images', () => {
  const { real, generated, flat, ...expected } = golden.features;

  it('distances of features', () => {
    expectClose(frechetDistance(real, generated), expected['frechet'], { relative: 1e-10 });
    expectClose(frechetDistance(real, flat), expected['frechetFlat'], { relative: 1e-10 });
    expectClose(frechetDistance(real, real), 0, { absolute: 1e-10 });
    expectClose(kernelDistance(real.slice(0, 30), generated), expected['kernel'], tight);
    const options = { degree: 2, gamma: 0.3, coefficient: 0.5 };
    expectClose(kernelDistance(real.slice(0, 30), generated, options), expected['kernel2'], tight);
  });

  it('random subsets estimate the same distance, the same for the same seed', () => {
    const options = { subsetSize: 20, subsets: 400, seed: 3 };
    const estimate = kernelDistance(real, generated, options);
    expectClose(estimate, kernelDistance(real, generated), { relative: 0.1 });
    expect(kernelDistance(real, generated, options)).toBe(estimate);
    expect(kernelDistance(real, generated, { ...options, seed: 4 })).not.toBe(estimate);
  });

  it('precision and recall', () => {
    const actual = generatorPrecisionRecall(real, generated);
    expectClose([actual.precision, actual.recall], [expected['precision'], expected['recall']], tight);
    const narrow = generatorPrecisionRecall(real, generated, { k: 1 });
    expectClose([narrow.precision, narrow.recall], [expected['precision1'], expected['recall1']], tight);
    expect(generatorPrecisionRecall(real, real)).toEqual({ precision: 1, recall: 1 });
  });

  it('Inception score', () => {
    expectClose(inceptionScore(golden.classes.probabilities), golden.classes.expected, tight);
    expectClose(
      inceptionScore([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
      1,
      tight,
    );
  });

  it('perceptual distance', () => {
    const { targets, predictions, weights, plain, weighted } = golden.perceptual;
    expectClose(lpips(targets, predictions), plain, tight);
    expectClose(lpips(targets, predictions, { weights }), weighted, tight);
    expect(lpips(targets, targets)).toBe(0);
  });

  it('undefined values', () => {
    expect(frechetDistance([[1]], [[1], [2]])).toBeNaN();
    expect(kernelDistance([], [[1], [2]])).toBeNaN();
    expect(generatorPrecisionRecall([[1]], [[1]])).toEqual({ precision: Number.NaN, recall: Number.NaN });
    expect(inceptionScore([])).toBeNaN();
    expect(lpips([], [])).toBeNaN();
  });
});

it('depth', () => {
  const { targets, predictions, plain, median } = golden.depth;
  for (const [align, expected] of [
    ['none', plain],
    ['median', median],
  ] as const) {
    const actual = [
      absoluteRelativeError(targets, predictions, { align }),
      ...[1, 2, 3].map((power) => depthDelta(targets, predictions, { align, threshold: 1.25 ** power })),
    ];
    expectClose(actual, expected, tight);
  }
  expect(absoluteRelativeError([[[0, -1]]], [[[1, 1]]])).toBeNaN();
});

it('refuses what it cannot score', () => {
  const small = plane(8, 8, () => 0.5);
  expect(() => ssim(small, small)).toThrow("'targets' of ssim must hold images of at least 11 x 11 pixels, got 8 x 8.");
  expect(() => msSsim(small, small, { weights: [0.5, 0.5] })).toThrow('at least 22 x 22 pixels');
  expect(() => msSsim(small, small, { weights: [] })).toThrow("'weights'");
  expect(() => msSsim(small, small, { weights: [-1] })).toThrow("'weights'");
  const bytes = plane(8, 8, (y) => 32 * y);
  expect(() => psnr(bytes, bytes)).toThrow(
    "'targets' of psnr must span at most 'dataRange' (1), got numbers from 0 to 224.",
  );
  expect(() => psnr(small, small, { dataRange: 0 })).toThrow("'dataRange'");
  expect(() =>
    psnr(
      small,
      plane(8, 7, () => 0),
    ),
  ).toThrow("'predictions' of psnr must have the shape of 'targets'");
  expect(() => ssim(small, small, { window: 'box' as never })).toThrow("'window'");
  expect(() => ssim(small, small, { sigma: 0 })).toThrow("'sigma'");
  expect(() => ssim(small, small, { size: 4 })).toThrow("'size' of ssim must be odd");
  expect(() => ssim(small, small, { k1: -1 })).toThrow("'k1'");
  expect(() => ssim(small, small, { sampleCovariance: 1 as never })).toThrow("'sampleCovariance'");
  expect(() => ssim(small, small, { k2: -1 })).toThrow("'k2'");
  expect(() =>
    frechetDistance(
      [[1], [2]],
      [
        [1, 2],
        [2, 1],
      ],
    ),
  ).toThrow("'generated' of frechetDistance must have as many columns");
  expect(() =>
    kernelDistance(
      [[1], [2]],
      [
        [1, 2],
        [2, 1],
      ],
    ),
  ).toThrow("'generated' of kernelDistance");
  const badKernels = [
    { degree: 0 },
    { gamma: 0 },
    { coefficient: Number.NaN },
    { subsets: 0 },
    { subsetSize: 1 },
    { seed: 0.5 },
  ];
  for (const options of badKernels) {
    expect(() => kernelDistance([], [], options)).toThrow(`'${Object.keys(options)[0]}' of kernelDistance`);
  }
  expect(() => generatorPrecisionRecall([], [], { k: 0 })).toThrow("'k'");
  expect(() => inceptionScore([[0.5, 0.6]])).toThrow('have rows that sum to 1');
  expect(() => lpips([], [[[[[1]]]]])).toThrow("'predictions' of lpips");
  expect(() => lpips([[[[[1]]]]], [[[[[1, 2]]]]])).toThrow("'predictions[0]' of lpips must have the shape");
  expect(() => lpips([[[[[1]]]]], [[[[[1]]]]], { weights: [[1, 2]] })).toThrow("'weights' of lpips");
  expect(() => lpips([], [], { weights: 1 as never })).toThrow("'weights'");
  expect(() => lpips(1 as never, [])).toThrow("'targets' of lpips must be a list of layers");
  expect(() => depthDelta([[[1]]], [[[0]]])).toThrow("'predictions' of depthDelta must hold depths > 0");
  expect(() => depthDelta([[[1]]], [[[1]]], { threshold: 1 })).toThrow("'threshold'");
  expect(() => absoluteRelativeError([[[1]]], [[[1]]], { align: 'mean' as never })).toThrow("'align'");
  const stream = frechetDistance.streaming();
  const state = stream.update(stream.init(), [[1], [2]], [[1], [2]]);
  expect(() => stream.update(state, [[1, 2]], [[1, 2]])).toThrow(
    'as many columns as the batches before, got 2 after 1',
  );
});
