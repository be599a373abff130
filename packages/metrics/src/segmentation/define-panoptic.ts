import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { type MetricDefinition, sums } from '../define-metric.js';
import { checkSameGrid, type GridLike, toGrid } from '../input/grid.js';

/** Options of {@link panopticEvaluation}. At least one category must be named. */
export interface PanopticOptions {
  /** Categories of countable objects, told apart by their instance numbers. */
  readonly things?: readonly number[];
  /** Categories of regions: one segment per image, whatever its instance numbers. */
  readonly stuff?: readonly number[];
}

/** Qualities of one category or their means. */
export interface PanopticQuality {
  /** Panoptic quality: segmentation quality times recognition quality. */
  readonly pq: number;
  /** Mean IoU of matched segments. */
  readonly sq: number;
  /** F1 of matching. */
  readonly rq: number;
}

/** What {@link panopticEvaluation} gives. */
export interface PanopticEvaluation extends PanopticQuality {
  /** Each named category in ascending order; `segments` is 0 for those that do not occur, which the means leave out. */
  readonly categories: readonly (PanopticQuality & { readonly category: number; readonly segments: number })[];
  /** The means over things. */
  readonly things: PanopticQuality;
  /** The means over stuff. */
  readonly stuff: PanopticQuality;
}

/** N images x H x W x 2: category and instance number of each pixel; other categories are void. */
export type PanopticMaps = GridLike;

type Data = [targets: PanopticMaps, predictions: PanopticMaps];

/** A segment: the place of its category times 2^32, plus its instance number. */
type Segment = number;

const VOID: Segment = -1;

const placeOf = (segment: Segment): number => Math.floor(segment / 2 ** 32);

/** Pixels of every segment of either side and of every overlapping pair. */
interface Segments {
  readonly targets: Map<Segment, number>;
  readonly predictions: Map<Segment, number>;
  readonly both: Map<Segment, Map<Segment, number>>;
}

const addTo = (counts: Map<Segment, number>, segment: Segment, pixels: number): void => {
  counts.set(segment, (counts.get(segment) ?? 0) + pixels);
};

export function definePanoptic<Result>(
  owner: string,
  { things = [], stuff = [] }: PanopticOptions,
  choose: (evaluation: PanopticEvaluation) => Result,
): MetricDefinition<Float64Array, Data, Result> {
  for (const category of [...things, ...stuff]) checkInteger(category, 'things', owner, { min: 0 });
  const categories = [...things, ...stuff].sort((a, b) => a - b);
  if (categories.length === 0)
    throw new InvalidArgumentError('things', owner, 'name a category, or stuff must', things);
  if (new Set(categories).size !== categories.length) {
    throw new InvalidArgumentError('stuff', owner, 'share no category with things', new Got(categories.join(', ')));
  }
  const place = new Map(categories.map((category, k) => [category, k]));
  const isStuff = new Set(stuff);

  const segmentOf = (category: number, instance: number): Segment => {
    const k = place.get(category);
    return k === undefined ? VOID : k * 2 ** 32 + (isStuff.has(category) ? 0 : instance);
  };
  const countSegments = (a: Float64Array, b: Float64Array): Segments => {
    const segments: Segments = { targets: new Map(), predictions: new Map(), both: new Map() };
    for (let start = 0, end = 0; start < a.length; start = end) {
      // neighbours of the same segments are counted together
      while (
        end < a.length &&
        a[end] === a[start] &&
        a[end + 1] === a[start + 1] &&
        b[end] === b[start] &&
        b[end + 1] === b[start + 1]
      ) {
        end += 2;
      }
      const [target, prediction] = [segmentOf(a[start], a[start + 1]), segmentOf(b[start], b[start + 1])];
      const pixels = (end - start) / 2;
      addTo(segments.targets, target, pixels);
      addTo(segments.predictions, prediction, pixels);
      const row = segments.both.get(prediction) ?? new Map<Segment, number>();
      segments.both.set(prediction, row);
      addTo(row, target, pixels);
    }
    return segments;
  };
  /** Adds the matches of one image: IoU sums, hits, false positives and false negatives of each category. */
  const addImage = (totals: Float64Array, { targets, predictions, both }: Segments): void => {
    const shared = (prediction: Segment, target: Segment): number => both.get(prediction)?.get(target) ?? 0;
    const [matchedTargets, matchedPredictions] = [new Set<Segment>(), new Set<Segment>()];
    for (const [prediction, row] of both) {
      for (const [target, overlap] of row) {
        if (target === VOID || prediction === VOID || placeOf(prediction) !== placeOf(target)) continue;
        const union =
          (predictions.get(prediction) ?? 0) -
          shared(prediction, VOID) +
          (targets.get(target) ?? 0) -
          shared(VOID, target) -
          overlap;
        if (overlap / union <= 0.5) continue;
        matchedTargets.add(target);
        matchedPredictions.add(prediction);
        const k = 4 * placeOf(target);
        totals[k] += overlap / union;
        totals[k + 1]++;
      }
    }
    const addUnmatched = (
      segments: Map<Segment, number>,
      matched: Set<Segment>,
      inVoid: (segment: Segment) => number,
      slot: number,
    ): void => {
      for (const [segment, size] of segments) {
        if (segment === VOID || matched.has(segment) || inVoid(segment) / size > 0.5) continue;
        totals[4 * placeOf(segment) + slot]++;
      }
    };
    addUnmatched(predictions, matchedPredictions, (segment) => shared(segment, VOID), 2);
    addUnmatched(targets, matchedTargets, (segment) => shared(VOID, segment), 3);
  };
  return sums(
    4 * categories.length,
    (targets: PanopticMaps, predictions: PanopticMaps) => {
      const axes = 'N images x height x width x 2';
      const first = toGrid(targets, 4, axes, 'targets', owner);
      const second = toGrid(predictions, 4, axes, 'predictions', owner);
      checkSameGrid(first, second, ['targets', 'predictions'], owner);
      const [images, height, width, channels] = first.shape;
      if (images > 0 && channels !== 2) {
        throw new InvalidArgumentError(
          'targets',
          owner,
          'have category and instance of each pixel',
          new Got(`${channels} numbers`),
        );
      }
      for (const [argument, { data }] of [
        ['targets', first],
        ['predictions', second],
      ] as const) {
        const bad = data.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < 2 ** 32));
        if (bad >= 0)
          throw new InvalidArgumentError(
            argument,
            owner,
            'hold whole numbers from 0 to 2^32 - 1',
            new Got(`${data[bad]} at ${bad}`),
          );
      }
      const totals = new Float64Array(4 * categories.length);
      const size = height * width * 2;
      for (let n = 0; n < images; n++) {
        const image = ({ data }: { data: Float64Array }): Float64Array => data.subarray(n * size, (n + 1) * size);
        addImage(totals, countSegments(image(first), image(second)));
      }
      return totals;
    },
    (totals) => {
      const each = categories.map((category, k) => {
        const [iou, hits, alarms, misses] = totals.subarray(4 * k, 4 * k + 4);
        const segments = hits + (alarms + misses) / 2;
        const sq = hits === 0 ? 0 : iou / hits;
        const rq = segments === 0 ? 0 : hits / segments;
        return { category, pq: sq * rq, sq, rq, segments };
      });
      const mean = (chosen: typeof each): PanopticQuality => {
        const seen = chosen.filter(({ segments }) => segments > 0);
        const of = (name: 'pq' | 'sq' | 'rq'): number =>
          seen.reduce((sum, entry) => sum + entry[name], 0) / seen.length;
        return { pq: of('pq'), sq: of('sq'), rq: of('rq') };
      };
      return choose({
        ...mean(each),
        categories: each,
        things: mean(each.filter(({ category }) => !isStuff.has(category))),
        stuff: mean(each.filter(({ category }) => isStuff.has(category))),
      });
    },
  );
}
