import { tf } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundaryF,
  dice,
  hausdorffDistance,
  meanIou,
  panopticEvaluation,
  panopticQuality,
  pixelAccuracy,
} from '../index.js';
import { squaredDistances } from './distance-transform.js';

type Maps = number[][][];
interface Regions {
  accuracy: number;
  iou: number;
  iouMicro: number;
  ious: number[];
  dice: number;
  dices: number[];
}
const golden = readGolden<{
  regions: { targets: Maps; predictions: Maps; all: Regions; ignoring2: Regions };
  masks: {
    targets: Maps;
    predictions: Maps;
    hausdorff: number;
    hausdorff95: number;
    boundary: number;
    boundary3: number;
  }[];
  panoptic: { targets: number[][][][]; predictions: number[][][][]; mean: number[]; each: number[][] };
}>(new URL('../../golden/segmentation.json', import.meta.url));
const tight = { relative: 1e-12 };

describe('regions as scikit-learn counts them', () => {
  const { targets, predictions, ...expected } = golden.regions;

  it('all pixels', () => {
    expectClose(pixelAccuracy(targets, predictions), expected.all.accuracy, tight);
    expectClose(meanIou(targets, predictions), expected.all.iou, tight);
    expectClose(meanIou(targets, predictions, { average: 'micro' }), expected.all.iouMicro, tight);
    expectClose(meanIou(targets, predictions, { average: 'none' }), expected.all.ious, tight);
    expectClose(dice(targets, predictions), expected.all.dice, tight);
    expectClose(dice(targets, predictions, { average: 'none' }), expected.all.dices, tight);
  });

  it('without an ignored label', () => {
    expectClose(pixelAccuracy(targets, predictions, { ignore: 2 }), expected.ignoring2.accuracy, tight);
    expectClose(meanIou(targets, predictions, { ignore: 2 }), expected.ignoring2.iou, tight);
    expectClose(dice(targets, predictions, { ignore: 2, average: 'none' }), expected.ignoring2.dices, tight);
  });

  it('leaves out classes that do not occur, unless told a value', () => {
    expect(meanIou([[[0]]], [[[0]]], { classes: 3 })).toBe(1);
    expect([...meanIou([[[0]]], [[[0]]], { classes: 2, average: 'none' })]).toEqual([1, Number.NaN]);
    expect(meanIou([[[0]]], [[[0]]], { classes: 2, zeroDivision: 0 })).toBe(0.5);
    expect(meanIou([], [])).toBeNaN();
  });

  it('reads tensors and flat data', () => {
    const flat = { data: Uint8Array.from(predictions.flat(2)), shape: [3, 20, 24] };
    expectClose(meanIou(tf.tensor3d(targets, undefined, 'int32'), flat), expected.all.iou, tight);
  });
});

describe.each(golden.masks)('masks as scikit-image measures them %#', (data) => {
  it('distances and boundaries', () => {
    const { targets, predictions } = data;
    expectClose(hausdorffDistance(targets, predictions), data.hausdorff, tight);
    expectClose(hausdorffDistance(targets, predictions, { percentile: 95 }), data.hausdorff95, tight);
    expectClose(boundaryF(targets, predictions), data.boundary, tight);
    expectClose(boundaryF(targets, predictions, { tolerance: 3 }), data.boundary3, tight);
  });
});

describe('masks', () => {
  it('the distance transform is the distance to the nearest pixel', () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([height, width]) =>
        fc.tuple(
          fc.constant(height),
          fc.constant(width),
          fc.array(fc.boolean(), { minLength: height * width, maxLength: height * width }),
        ),
      );
    fc.assert(
      fc.property(image, ([height, width, cells]) => {
        const squared = squaredDistances({ pixels: Float64Array.from(cells, Number), height, width });
        squared.forEach((value, i) => {
          let nearest = Number.POSITIVE_INFINITY;
          cells.forEach((inside, j) => {
            const dy = Math.floor(i / width) - Math.floor(j / width);
            if (inside) nearest = Math.min(nearest, dy ** 2 + ((i % width) - (j % width)) ** 2);
          });
          expect(value).toBe(nearest);
        });
      }),
    );
  });

  it('empty masks', () => {
    const [none, some] = [[[[0, 0]]], [[[0, 1]]]];
    expect(hausdorffDistance(none, none)).toBe(0);
    expect(hausdorffDistance(none, some)).toBe(Number.POSITIVE_INFINITY);
    expect(boundaryF(none, none)).toBe(1);
    expect(boundaryF(none, some)).toBe(0);
  });
});

describe('panoptic quality as torchmetrics', () => {
  const single = { relative: 1e-7 }; // the reference divides areas in float32
  const { targets, predictions, mean, each } = golden.panoptic;
  const options = { things: [1, 0], stuff: [6, 3] };

  it('qualities', () => {
    const evaluation = panopticEvaluation(targets, predictions, options);
    expectClose([evaluation.pq, evaluation.sq, evaluation.rq], mean, single);
    expectClose(
      evaluation.categories.map(({ pq, sq, rq }) => [pq, sq, rq]),
      each,
      single,
    );
    expectClose(panopticQuality(targets, predictions, options), mean[0], single);
    expect(evaluation.things.pq).toBe((evaluation.categories[0].pq + evaluation.categories[1].pq) / 2);
  });

  it('a perfect prediction scores 1 whatever the instance numbers', () => {
    const renumbered = targets.map((map) => map.map((row) => row.map(([category, n]) => [category, 40 - n])));
    expect(panopticQuality(targets, renumbered, options)).toBe(1);
  });
});

it('refuses what it cannot score', () => {
  expect(() => meanIou([[[0, 1]]], [[[0]]])).toThrow(
    "'predictions' of meanIou must have the shape of 'targets' (1 x 1 x 2)",
  );
  expect(() => meanIou([[0, 1]], [[0, 1]])).toThrow(
    'must have 3 dimensions (N images x height x width), got 2 dimensions.',
  );
  expect(() => meanIou([[[0, 1], [0]]], [[[0]]])).toThrow('be rectangular nested arrays of numbers, got 1 beside 2');
  expect(() => meanIou([[[0.5]]], [[[0]]])).toThrow("'targets' of meanIou must hold whole numbers, got 0.5");
  expect(() => meanIou([[['a']]] as never, [[[0]]])).toThrow('nested arrays of numbers');
  expect(() => meanIou(3 as never, [[[0]]])).toThrow('be nested arrays or a tensor');
  expect(() => meanIou({ data: [1], shape: [1, 1, 2] }, [[[0]]])).toThrow('hold 1 x 1 x 2 = 2 numbers, got 1.');
  expect(() => meanIou([[[0]]], [[[0]]], { average: 'weighted' as never })).toThrow("'average'");
  expect(() => meanIou([[[0]]], [[[0]]], { ignore: 0.5 })).toThrow("'ignore'");
  expect(() => hausdorffDistance([[[0]]], [[[0]]], { percentile: 101 })).toThrow("'percentile'");
  expect(() => boundaryF([[[0]]], [[[0]]], { tolerance: -1 })).toThrow("'tolerance'");
  expect(() => panopticQuality([[[[0, 0]]]], [[[[0, 0]]]])).toThrow("'things' of panopticQuality must name a category");
  expect(() => panopticQuality([], [], { things: [1], stuff: [1] })).toThrow("'stuff'");
  expect(() => panopticQuality([[[[0, -1]]]], [[[[0, 0]]]], { things: [1] })).toThrow(
    'hold whole numbers from 0 to 2^32 - 1, got -1',
  );
  expect(() => panopticQuality([[[[0]]]], [[[[0]]]], { things: [1] })).toThrow(
    'have category and instance of each pixel',
  );
});
