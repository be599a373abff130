import type { ImageGroup } from './evaluate-category.js';
import type { CocoItems } from './records.js';

/** Numbers of the objects of every category that has targets (ascending), image by image (ascending), in their own order. */
export function groupByCategory(targets: CocoItems, detections: CocoItems): Map<number, ImageGroup[]> {
  const none = new Int32Array(0);
  const groups = new Map<number, Map<number, { targets: Int32Array; detections: Int32Array }>>();
  for (const [side, items] of [
    ['targets', targets],
    ['detections', detections],
  ] as const) {
    const { image, category } = items;
    const order = Int32Array.from(image, (_, i) => i).sort(
      (a, b) => category[a] - category[b] || image[a] - image[b] || a - b,
    );
    for (let start = 0, end = 0; start < order.length; start = end) {
      const first = order[start];
      while (end < order.length && category[order[end]] === category[first] && image[order[end]] === image[first])
        end++;
      if (side === 'detections' && !groups.has(category[first])) continue; // nothing to find: no precision, no recall
      const images = groups.get(category[first]) ?? new Map();
      groups.set(category[first], images);
      const group = images.get(image[first]) ?? { targets: none, detections: none };
      images.set(image[first], group);
      group[side] = order.subarray(start, end);
    }
  }
  const ascending = <T>(map: Map<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);
  return new Map(
    ascending(groups).map(([category, images]) => [category, ascending(images).map(([, group]) => group)]),
  );
}
