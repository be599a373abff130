import { Got, InvalidArgumentError } from '@ai/core';
import { maskIntersection } from '../run-lengths.js';
import type { CocoItems, CocoKind } from './records.js';

/** The overlap of a detection and a target, by their numbers. */
export type Overlap = (detection: number, target: number) => number;

/** COCO's overlap of one kind; a crowd's is the share of the detection that lies in it. */
export function overlapOf(
  kind: CocoKind,
  detections: CocoItems,
  targets: CocoItems,
  sigmas: readonly number[],
  owner: string,
): Overlap {
  if (kind === 'keypoints') return keypointSimilarity(detections, targets, sigmas);
  const boxes = boxOverlap(detections.boxes, targets.boxes, targets.crowd);
  if (kind === 'boxes') return boxes;
  return (d, g) => {
    const [found, wanted] = [detections.masks[d], targets.masks[g]];
    if (found.height !== wanted.height || found.width !== wanted.width) {
      const expected = `have masks of ${wanted.height} x ${wanted.width}, as the target`;
      throw new InvalidArgumentError(
        'detections',
        owner,
        expected,
        new Got(`${found.height} x ${found.width} in record ${d}`),
      );
    }
    if (boxes(d, g) === 0) return 0;
    const both = maskIntersection(found, wanted);
    const area = detections.pixels[d];
    return both === 0 ? 0 : both / (targets.crowd[g] ? area : area + targets.pixels[g] - both);
  };
}

function boxOverlap(a: Float64Array, b: Float64Array, crowd: Uint8Array): Overlap {
  return (d, g) => {
    const [i, j] = [4 * d, 4 * g];
    const width = Math.min(a[i] + a[i + 2], b[j] + b[j + 2]) - Math.max(a[i], b[j]);
    if (width <= 0) return 0;
    const height = Math.min(a[i + 1] + a[i + 3], b[j + 1] + b[j + 3]) - Math.max(a[i + 1], b[j + 1]);
    if (height <= 0) return 0;
    const both = width * height;
    const area = a[i + 2] * a[i + 3];
    return both / (crowd[g] ? area : area + b[j + 2] * b[j + 3] - both);
  };
}

/**
 * Object keypoint similarity: the mean over the target's labelled keypoints of exp(-d^2 / (2 s^2 k^2)), with s^2 the target's area
 * and k twice the keypoint's sigma. Of a target without labels, distances are measured to its box, doubled about its centre.
 */
function keypointSimilarity(detections: CocoItems, targets: CocoItems, sigmas: readonly number[]): Overlap {
  const points = sigmas.length;
  const variances = sigmas.map((sigma) => (2 * sigma) ** 2);
  const outside = (low: number, value: number, high: number): number =>
    Math.max(0, low - value) + Math.max(0, value - high);
  return (d, g) => {
    const a = detections.keypoints.subarray(3 * points * d, 3 * points * (d + 1));
    const b = targets.keypoints.subarray(3 * points * g, 3 * points * (g + 1));
    const [x, y, width, height] = targets.boxes.subarray(4 * g, 4 * g + 4);
    const area = targets.area[g] + 2 ** -52;
    let labelled = 0;
    for (let p = 0; p < points; p++) if (b[3 * p + 2] > 0) labelled++;
    let sum = 0;
    for (let p = 0; p < points; p++) {
      if (labelled > 0 && b[3 * p + 2] <= 0) continue;
      const dx = labelled ? a[3 * p] - b[3 * p] : outside(x - width, a[3 * p], x + width * 2);
      const dy = labelled ? a[3 * p + 1] - b[3 * p + 1] : outside(y - height, a[3 * p + 1], y + height * 2);
      sum += Math.exp(-(dx * dx + dy * dy) / variances[p] / area / 2);
    }
    return sum / (labelled || points);
  };
}
