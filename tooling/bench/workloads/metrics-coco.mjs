import { cocoEvaluation } from '@ai/metrics';
import { spread } from '../data.mjs';

const [IMAGES, TARGETS, DETECTIONS, CLASSES] = [5_000, 8, 50, 80];

const uniform = (n, seed) => spread(n, seed).map((value) => value + 0.5);

/** Objects of every image; the first detections of an image lie near its targets. The same as in peers/metrics_coco_pycocotools.py. */
function records() {
  const place = uniform(IMAGES * TARGETS * 4, 1);
  const kind = uniform(IMAGES * TARGETS, 2);
  const targets = Array.from(kind, (k, i) => ({
    image_id: Math.floor(i / TARGETS) + 1,
    category_id: Math.floor(k * CLASSES) + 1,
    bbox: [400 * place[4 * i], 300 * place[4 * i + 1], 10 + 200 * place[4 * i + 2], 10 + 150 * place[4 * i + 3]],
    iscrowd: i % 50 === 0 ? 1 : 0,
  }));
  const noise = spread(IMAGES * DETECTIONS * 4, 3);
  const score = uniform(IMAGES * DETECTIONS, 4);
  const other = uniform(IMAGES * DETECTIONS, 5);
  const detections = Array.from(score, (value, i) => {
    const image = Math.floor(i / DETECTIONS);
    const near = targets[image * TARGETS + (i % TARGETS)];
    const change = i % DETECTIONS < 3 * TARGETS ? 40 : 400;
    const [x, y, width, height] = near.bbox.map((number, k) => number + change * noise[4 * i + k]);
    return {
      image_id: image + 1,
      category_id: i % 3 ? near.category_id : Math.floor(other[i] * CLASSES) + 1,
      bbox: [x, y, Math.max(1, width), Math.max(1, height)],
      score: value,
    };
  });
  return { targets, detections };
}

export default {
  name: 'metrics-coco',
  title: `COCO evaluation of boxes, ${IMAGES} images x ${DETECTIONS} detections, ${CLASSES} classes`,
  skip: { js: 'it uses no engine', wasm: 'it uses no engine', 'tfjs-node': 'it uses no engine' },
  python: { pycocotools: 'metrics_coco_pycocotools.py' },
  prepare() {
    const { targets, detections } = records();
    return () => cocoEvaluation(targets, detections);
  },
  check: ({ ap }) => ap,
};
