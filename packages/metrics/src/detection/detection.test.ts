import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  boxCompleteIou,
  boxDistanceIou,
  boxGeneralizedIou,
  boxIou,
  type CocoDetection,
  type CocoEvaluation,
  type CocoKind,
  type CocoTarget,
  cocoEvaluation,
  convertBoxes,
  decodeMask,
  encodeMask,
  maskIou,
  matchDetections,
  packMask,
  polygonMask,
  type VocDetection,
  type VocTarget,
  vocEvaluation,
  vocMeanAveragePrecision,
} from '../index.js';
import { maskArea, maskBox, readRunLengths } from './run-lengths.js';

interface CocoCase {
  targets: CocoTarget[];
  detections: CocoDetection[];
  stats: number[];
  shape: number[];
  precision: number[];
  precisionSum: number;
  scoreSum: number;
  recall: number[];
}
interface VocGolden {
  targets: VocTarget[];
  detections: VocDetection[];
  '2007': Record<string, { ap: number; recall: number[]; precision: number[] }>;
  '2010': Record<string, { ap: number; recall: number[]; precision: number[] }>;
  strict: Record<string, { ap: number; recall: number[]; precision: number[] }>;
}
interface RleCase {
  mask?: number[];
  other: number[];
  packed: { size: [number, number]; counts: string };
  size: [number, number];
  area: number;
  box: number[];
  iou: number;
  crowd: number;
}
const golden = readGolden<{
  boxes: CocoCase[];
  masks: CocoCase[];
  keypoints: CocoCase[];
  voc: VocGolden;
  rle: RleCase[];
  polygons: { polygons: number[][]; size: [number, number]; counts: string }[];
  overlaps: Record<string, number[][]>;
}>(new URL('../../golden/detection.json', import.meta.url));
const exact = { relative: 1e-12 };

function statsOf(
  { ap, ap50, ap75, apSmall, apMedium, apLarge, ar, ...rest }: CocoEvaluation,
  kind: CocoKind,
): number[] {
  const { ar50, ar75, arSmall, arMedium, arLarge } = rest;
  if (kind === 'keypoints') return [ap, ap50, ap75, apMedium, apLarge, ...ar, ar50, ar75, arMedium, arLarge];
  return [ap, ap50, ap75, apSmall, apMedium, apLarge, ...ar, arSmall, arMedium, arLarge];
}

describe.each([
  ...golden.boxes.map((data) => ({ kind: 'boxes' as const, ...data })),
  ...golden.masks.map((data) => ({ kind: 'masks' as const, ...data })),
  ...golden.keypoints.map((data) => ({ kind: 'keypoints' as const, ...data })),
])('COCO, $kind, as pycocotools %#', ({ kind, targets, detections, ...expected }) => {
  const evaluation = cocoEvaluation(targets, detections, { kind });

  it('the summary', () => {
    expectClose(statsOf(evaluation, kind), expected.stats, exact);
  });

  it('all curves', () => {
    const { shape, precision, scores, recall } = evaluation.curves;
    const [T, R, ...rest] = shape;
    expect(shape).toEqual(expected.shape);
    expectClose(recall, expected.recall, exact);
    const plane = rest.reduce((a, b) => a * b);
    const everyTwentieth = precision.filter((_, i) => (Math.floor(i / plane) % R) % 20 === 0);
    expect(everyTwentieth).toHaveLength(T * 6 * plane);
    expectClose(everyTwentieth, expected.precision, exact);
    expectClose(
      precision.reduce((a, b) => a + b),
      expected.precisionSum,
      exact,
    );
    expectClose(
      scores.reduce((a, b) => a + b),
      expected.scoreSum,
      exact,
    );
  });

  it('is the mean over its categories', () => {
    const perCategory = evaluation.categories.map(({ ap }) => ap).filter((ap) => ap >= 0);
    expectClose(perCategory.reduce((a, b) => a + b) / perCategory.length, evaluation.ap, exact);
  });
});

describe('COCO', () => {
  const target = { image_id: 1, category_id: 1, bbox: [0, 0, 10, 10] };

  it('empty cases are -1 and 0', () => {
    const nothing = cocoEvaluation([], []);
    expect([nothing.ap, nothing.ap50, nothing.apSmall, ...nothing.ar]).toEqual([-1, -1, -1, -1, -1, -1]);
    const missed = cocoEvaluation([target], []);
    expect([missed.ap, missed.apSmall, missed.apLarge, ...missed.ar]).toEqual([0, 0, -1, 0, 0, 0]);
    expect(cocoEvaluation([], [{ ...target, score: 1 }]).ap).toBe(-1);
    expect(cocoEvaluation([{ ...target, iscrowd: 1 }], [{ ...target, score: 1 }]).ap).toBe(-1);
  });

  it('takes a crowd for any number of detections', () => {
    const inCrowd = { image_id: 1, category_id: 1, bbox: [50, 50, 4, 4] };
    const targets = [target, { image_id: 1, category_id: 1, bbox: [40, 40, 30, 30], iscrowd: 1 }];
    const detections = [0.99, 0.98, 0.97].map((score) => ({ ...inCrowd, score }));
    expectClose(cocoEvaluation(targets, [...detections, { ...target, score: 0.5 }]).ap, 1, exact);
  });

  it('a threshold that is not among the given has no number', () => {
    const evaluation = cocoEvaluation([target], [{ ...target, score: 1 }], {
      iouThresholds: [0.6],
      maxDetections: [5],
    });
    expectClose([evaluation.ap, evaluation.ap50, ...evaluation.ar], [1, -1, 1], exact);
  });

  it('refuses damaged records and options', () => {
    const detection = { ...target, score: 0.5 };
    const bad =
      (changes: object): (() => unknown) =>
      () =>
        cocoEvaluation([target], [{ ...detection, ...changes }]);
    expect(bad({ bbox: [0, 0, -1, 2] })).toThrow("'detections' of cocoEvaluation must have 4 finite numbers as 'bbox'");
    expect(bad({ bbox: undefined })).toThrow("as 'bbox', the size >= 0, got undefined in record 0.");
    expect(bad({ score: Number.NaN })).toThrow('have a finite score, got NaN in record 0.');
    expect(bad({ image_id: 'a' })).toThrow("have a whole number as 'image_id'");
    expect(() => cocoEvaluation([{ ...target, area: -1 }], [])).toThrow('have an area >= 0');
    expect(() => cocoEvaluation({} as never, [])).toThrow('be an array of records');
    expect(() => cocoEvaluation([target], [], { kind: 'masks' })).toThrow("have run lengths as 'segmentation'");
    const masked = (height: number, width: number) => ({
      ...detection,
      segmentation: { size: [height, width] as const, counts: [0, height * width] },
    });
    expect(() => cocoEvaluation([masked(2, 3)], [masked(3, 2)], { kind: 'masks' })).toThrow(
      "'detections' of cocoEvaluation must have masks of 2 x 3, as the target, got 3 x 2 in record 0.",
    );
    expect(() => cocoEvaluation([target], [], { kind: 'keypoints' })).toThrow(
      "have 3 x 17 finite numbers as 'keypoints'",
    );
    expect(() => cocoEvaluation([], [], { kind: 'box' as never })).toThrow("'kind'");
    expect(() => cocoEvaluation([], [], { iouThresholds: [] })).toThrow("'iouThresholds'");
    expect(() => cocoEvaluation([], [], { iouThresholds: [0] })).toThrow("'iouThresholds'");
    expect(() => cocoEvaluation([], [], { maxDetections: [10, 1] })).toThrow("'maxDetections'");
    expect(() => cocoEvaluation([], [], { sigmas: [0] })).toThrow("'sigmas'");
  });
});

describe('VOC', () => {
  const { targets, detections, ...expected } = golden.voc;
  it.each([
    ['2007', { year: 2007 }],
    ['2010', {}],
    ['strict', { iouThreshold: 0.8 }],
  ] as const)('as the development kit: %s', (name, options) => {
    const { map, categories } = vocEvaluation(targets, detections, options);
    for (const { category, ap, recall, precision } of categories) {
      const other = expected[name][category];
      expectClose(ap, other.ap, exact);
      expectClose(recall, other.recall, exact);
      expectClose(precision, other.precision, exact);
    }
    const areas = Object.values(expected[name]).map(({ ap }) => ap);
    expectClose(map, areas.reduce((a, b) => a + b) / areas.length, exact);
    expect(vocMeanAveragePrecision(targets, detections, options)).toBe(map);
  });

  it('a box without inclusive pixels is smaller', () => {
    const target = { image: 1, category: 'a', box: [0, 0, 9, 9] };
    const detection = { image: 1, category: 'a', box: [0, 0, 9, 4], score: 1 };
    expect(vocMeanAveragePrecision([target], [detection])).toBe(1);
    expect(vocMeanAveragePrecision([target], [detection], { inclusive: false })).toBe(0);
  });

  it('undefined values and refusals', () => {
    const target = { image: 1, category: 'a', box: [0, 0, 9, 9] };
    expect(vocMeanAveragePrecision([], [])).toBeNaN();
    expect(vocMeanAveragePrecision([target], [])).toBe(0);
    expect(vocEvaluation([{ ...target, difficult: true }], []).categories[0].ap).toBeNaN();
    expect(() => vocEvaluation([{ ...target, box: [1, 2, 0, 3] }], [])).toThrow(
      "'targets' of vocEvaluation must have a box",
    );
    expect(() => vocEvaluation([], [{ ...target } as never])).toThrow('have a finite score');
    expect(() => vocEvaluation([{ ...target, image: 0.5 }], [])).toThrow("as 'image'");
    expect(() => vocEvaluation(3 as never, [])).toThrow('be an array of records');
    expect(() => vocEvaluation([], [], { year: 2012 as never })).toThrow("'year'");
    expect(() => vocEvaluation([], [], { iouThreshold: 0 })).toThrow("'iouThreshold'");
    expect(() => vocEvaluation([], [], { inclusive: 1 as never })).toThrow("'inclusive'");
  });
});

describe('masks in run lengths', () => {
  it.each(golden.rle)('as pycocotools %#', (data) => {
    const [height, width] = data.size;
    expect(maskArea(readRunLengths(data.packed))).toBe(data.area);
    expect(maskBox(readRunLengths(data.packed))).toEqual(data.box);
    const pixels = decodeMask(data.packed);
    expect(packMask(encodeMask(pixels, height, width))).toEqual(data.packed);
    if (!data.mask) return;
    expect([...pixels]).toEqual(data.mask);
    const other = encodeMask(data.other, height, width);
    expect(maskIou(data.packed, other)).toBe(data.iou);
    expect(maskIou(data.packed, other, true)).toBe(data.crowd);
  });

  it.each(golden.polygons)('polygons as pycocotools draws them %#', ({ polygons, size, counts }) => {
    expect(packMask(polygonMask(polygons, ...size))).toEqual({ size, counts });
  });

  it('refuses what is no polygon', () => {
    const bad: unknown[] = [[[1, 2, 3, 4]], [[1, 2, 3, 4, 5, 6, 7]], [[1, 2, 3, 4, 5, Number.NaN]], [3]];
    for (const polygons of bad) {
      expect(() => polygonMask(polygons as number[][], 5, 5)).toThrow("'polygons' of polygonMask must have x and y");
    }
    expect(() => polygonMask(3 as never, 5, 5)).toThrow("'polygons' of polygonMask must be a list");
    expect(() => polygonMask([], -1, 5)).toThrow("'height'");
    expect(() => polygonMask([], 5, 0.5)).toThrow("'width'");
    expect(packMask(polygonMask([], 2, 2)).counts).toBe('4');
  });

  it('empty masks', () => {
    const empty = encodeMask(new Uint8Array(6), 2, 3);
    expect(maskBox(readRunLengths(empty))).toEqual([0, 0, 0, 0]);
    expect(maskIou(empty, empty)).toBe(0);
  });

  it('refuses damaged runs', () => {
    expect(() => decodeMask({ size: [2, 2], counts: [1, 2] })).toThrow('sum to 3 for a mask of 2 x 2');
    expect(() => decodeMask({ size: [2, 2], counts: ' ' })).toThrow('Bad run length at character 0');
    expect(() => decodeMask({ size: [2, 2], counts: 'P' })).toThrow('Bad run length');
    expect(() => decodeMask({ size: [2, 2], counts: 'O' })).toThrow('negative');
    expect(() => encodeMask([1, 0, 1], 2, 2)).toThrow("'mask' of encodeMask must hold 2 x 2 numbers, got 3.");
    expect(() => maskIou({ size: [1, 2], counts: [2] }, { size: [2, 1], counts: [2] })).toThrow("'second' of maskIou");
  });
});

describe('boxes', () => {
  const { first, second, iou, generalized, distance, complete, cxcywh, xywh } = golden.overlaps;

  it('overlaps as torchvision', () => {
    expectClose(boxIou(first, second).data, iou.flat(), exact);
    expectClose(boxGeneralizedIou(first, second).data, generalized.flat(), exact);
    expectClose(boxDistanceIou(first, second).data, distance.flat(), exact);
    expectClose(boxCompleteIou(first, second).data, complete.flat(), exact);
  });

  it('formats', () => {
    expectClose(convertBoxes(first, 'xyxy', 'cxcywh').data, cxcywh.flat(), exact);
    expectClose(convertBoxes(first, 'xyxy', 'xywh').data, xywh.flat(), exact);
    expectClose(convertBoxes(cxcywh, 'cxcywh', 'xyxy').data, first.flat(), exact);
    const inCentres = boxIou(cxcywh, convertBoxes(second, 'xyxy', 'cxcywh'), { format: 'cxcywh' });
    expectClose(inCentres.data, iou.flat(), { relative: 1e-10 });
    expectClose(boxIou(xywh, xywh, { format: 'xywh' }).data[0], 1, exact);
  });

  it('degenerate boxes', () => {
    const point = [[1, 1, 1, 1]];
    for (const measure of [boxIou, boxGeneralizedIou, boxDistanceIou, boxCompleteIou]) {
      expect(measure(point, point).data[0]).toBe(0);
    }
    expectClose(boxGeneralizedIou([[0, 0, 1, 0]], [[3, 0, 4, 0]]).data, [0]);
    expect(boxIou([], [[0, 0, 1, 1]]).rows).toBe(0);
  });

  it('matches greedily by score', () => {
    const overlaps = boxIou(
      [
        [0, 0, 2, 2],
        [0, 0, 2, 3],
        [5, 5, 6, 6],
      ],
      [
        [0, 0, 2, 3],
        [0, 0, 2, 2],
      ],
    );
    expect([...matchDetections(overlaps, [0.1, 0.9, 0.5])]).toEqual([1, 0, -1]);
    expect([...matchDetections(overlaps, [0.9, 0.1, 0.5], { threshold: 1 })]).toEqual([1, 0, -1]);
  });

  it('refuses what is no box', () => {
    expect(() => boxIou([[0, 0, 1]], [])).toThrow("'first' of boxIou must have 4 numbers per box, got 3.");
    expect(() => boxIou([], [[2, 0, 1, 1]])).toThrow("'second' of boxIou must hold boxes of width and height >= 0");
    expect(() => boxIou([], [], { format: 'yxyx' as never })).toThrow("'format'");
    expect(() => convertBoxes([], 'xyxy', 'yxyx' as never)).toThrow("'to'");
    expect(() => matchDetections(boxIou([], []), [1])).toThrow("'scores' of matchDetections");
    expect(() => matchDetections(boxIou([], []), [], { threshold: 2 })).toThrow("'threshold'");
  });
});
