import contextlib
import io

import numpy as np
from bench_data import spread
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

LABEL = "pycocotools"
IMAGES, TARGETS, DETECTIONS, CLASSES = 5_000, 8, 50, 80


def uniform(shape, seed):
    return (spread(shape, seed) + np.float32(0.5)).astype(np.float64)


def records():
    """The same objects as in ../workloads/metrics-coco.mjs."""
    place = uniform((IMAGES * TARGETS, 4), 1) * [400, 300, 200, 150] + [0, 0, 10, 10]
    kind = np.floor(uniform(IMAGES * TARGETS, 2) * CLASSES).astype(int) + 1
    targets = [
        {"id": i + 1, "image_id": i // TARGETS + 1, "category_id": int(kind[i]), "bbox": place[i].tolist(),
         "area": float(place[i, 2] * place[i, 3]), "iscrowd": int(i % 50 == 0)}
        for i in range(len(kind))
    ]
    noise = spread((IMAGES * DETECTIONS, 4), 3).astype(np.float64)
    score = uniform(IMAGES * DETECTIONS, 4)
    other = np.floor(uniform(IMAGES * DETECTIONS, 5) * CLASSES).astype(int) + 1
    detections = []
    for i in range(len(score)):
        image = i // DETECTIONS
        near = image * TARGETS + i % TARGETS
        box = place[near] + (40 if i % DETECTIONS < 3 * TARGETS else 400) * noise[i]
        box[2:] = np.maximum(1, box[2:])
        detections.append({"image_id": image + 1, "category_id": int(kind[near] if i % 3 else other[i]),
                           "bbox": box.tolist(), "score": float(score[i])})
    return targets, detections


def prepare(threads, _options=None):
    targets, detections = records()
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            "images": [{"id": i + 1} for i in range(IMAGES)],
            "categories": [{"id": c + 1} for c in range(CLASSES)],
            "annotations": targets,
        }
        truth.createIndex()

    def step():
        with contextlib.redirect_stdout(io.StringIO()):
            found = truth.loadRes([dict(d) for d in detections])
            run = COCOeval(truth, found, "bbox")
            run.evaluate()
            run.accumulate()
            run.summarize()
        return run.stats

    return step


def check(stats):
    return float(stats[0])
