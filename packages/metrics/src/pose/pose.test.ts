import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { mpjpe, oks, pck, pckh } from '../index.js';

type Poses = number[][][];
const golden = readGolden<{
  poses: {
    targets: Poses;
    predictions: Poses;
    scales: number[];
    sigmas: number[];
    pck: number;
    each: number[];
    pckh: number;
    oks: number;
  };
  skeletons: { targets: Poses; predictions: Poses; none: number; root1: number; procrustes: number }[];
}>(new URL('../../golden/retrieval.json', import.meta.url));
const tight = { relative: 1e-12 };

it('keypoints', () => {
  const { targets, predictions, scales, sigmas, ...expected } = golden.poses;
  expectClose(pck(targets, predictions, scales), expected.pck, tight);
  expectClose(pck(targets, predictions, scales, { average: 'none' }), expected.each, tight);
  const mean = expected.each.reduce((a, b) => a + b) / expected.each.length;
  expectClose(pck(targets, predictions, scales, { average: 'macro' }), mean, tight);
  expectClose(pckh(targets, predictions, scales), expected.pckh, tight);
  expect(pck(targets, predictions, scales, { threshold: 0.5 })).toBe(pckh(targets, predictions, scales));
  const areas = scales.map((scale) => scale * scale);
  expectClose(oks(targets, predictions, areas, { sigmas }), expected.oks, tight);
});

describe.each(golden.skeletons)('joints %#', ({ targets, predictions, ...expected }) => {
  it('distances', () => {
    expectClose(mpjpe(targets, predictions), expected.none, tight);
    expectClose(mpjpe(targets, predictions, { align: 'root', root: 1 }), expected.root1, tight);
    expectClose(mpjpe(targets, predictions, { align: 'procrustes' }), expected.procrustes, { relative: 1e-11 });
  });

  it('aligned poses do not change when the prediction is moved, turned and scaled', () => {
    const turned = predictions.map((pose) =>
      pose.map(([x, y, ...z]) => [-2 * y + 3, 2 * x - 1, ...z.map((v) => 2 * v)]),
    );
    expectClose(mpjpe(targets, turned, { align: 'procrustes' }), expected.procrustes, { relative: 1e-11 });
  });
});

it('undefined values', () => {
  expect(pck([], [], [])).toBeNaN();
  expect(pck([[[0, 0, 0]]], [[[0, 0]]], [1])).toBeNaN();
  expect(oks([[[0, 0, 0]]], [[[0, 0]]], [1], { sigmas: [0.1] })).toBeNaN();
  expect(mpjpe([], [])).toBeNaN();
  expect(mpjpe([[[1, 2]]], [[[3, 4]]], { align: 'procrustes' })).toBe(0);
});

it('refuses what it cannot score', () => {
  const target = [[[0, 0, 1]]];
  expect(() => pck(target, [[[0, 0]]], [0])).toThrow("'scales' of pck must hold numbers > 0, got 0 at index 0.");
  expect(() => pckh(target, [[[0, 0]]], [-1])).toThrow("'headSizes' of pckh");
  expect(() => pck(target, [[[0, 0]]], [1, 2])).toThrow("'scales' of pck must have as many samples");
  expect(() =>
    pck(
      target,
      [
        [
          [0, 0],
          [1, 1],
        ],
      ],
      [1],
    ),
  ).toThrow('have 1 keypoints as the targets, got 2.');
  expect(() => pck([[[0, 0]]], [[[0, 0]]], [1])).toThrow('have 3 numbers per keypoint (x, y, visibility), got 2.');
  expect(() => pck(target, [[[0]]], [1])).toThrow('have 2 numbers per keypoint (x, y), got 1.');
  expect(() => pck(target, [[[0, 0]]], [1], { threshold: 0 })).toThrow("'threshold'");
  expect(() => pck(target, [[[0, 0]]], [1], { average: 'mean' as never })).toThrow("'average'");
  expect(() => oks(target, [[[0, 0]]], [1])).toThrow(
    "'sigmas' of oks must have a number for each of 1 keypoints, got 17.",
  );
  expect(() => oks(target, [[[0, 0]]], [1], { sigmas: [0] })).toThrow("'sigmas'");
  expect(() => mpjpe([[[0, 0]]], [[[0, 0, 0]]])).toThrow("'predictions' of mpjpe must have the shape of 'targets'");
  expect(() => mpjpe([[[0, 0]]], [[[0, 0]]], { root: 1 })).toThrow("'root'");
  expect(() => mpjpe([], [], { align: 'scale' as never })).toThrow("'align'");
});
