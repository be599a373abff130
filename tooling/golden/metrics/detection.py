"""Golden values of the detection metrics: COCO from pycocotools, box overlaps from torchvision, VOC from its development kit's rules."""
import contextlib
import io

import numpy as np
import pycocotools
import torch
import torchvision.ops as ops
from pycocotools import mask as rle
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from golden import write

pycocotools.__version__ = '2.0.11'
rng = np.random.default_rng(5)


def evaluate(targets, detections, kind, images, categories):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            'images': [{'id': i, 'height': 120, 'width': 160} for i in images],
            'categories': [{'id': c} for c in categories],
            'annotations': [{**t, 'id': n + 1} for n, t in enumerate(targets)],
        }
        truth.createIndex()
        found = truth.loadRes([dict(d) for d in detections])
        run = COCOeval(truth, found, kind)
        run.evaluate()
        run.accumulate()
        run.summarize()
    precision = run.eval['precision']
    return {
        'stats': run.stats,
        'shape': precision.shape,
        # the curves at every tenth recall, and the sum over the others, keep the file small
        'precision': precision[:, ::20].ravel(),
        'precisionSum': precision.sum(),
        'scoreSum': run.eval['scores'].sum(),
        'recall': run.eval['recall'].ravel(),
    }


def boxes(count, images, categories, size=1.0):
    targets, detections = [], []
    for n in range(count):
        image, category = int(rng.choice(images)), int(rng.choice(categories))
        w, h = (rng.uniform(4, 150, 2) * size).round(1)
        x, y = rng.uniform(0, 200, 2).round(1)
        crowd = int(rng.random() < 0.08)
        targets.append({'image_id': image, 'category_id': category, 'bbox': [x, y, w, h],
                        'area': round(float(w * h * rng.uniform(0.5, 1)), 3), 'iscrowd': crowd})
        for _ in range(rng.integers(0, 4)):
            noise = rng.normal(size=4) * [w, h, w, h] * rng.choice([0.03, 0.12, 0.4])
            box = np.maximum(np.array([x, y, w, h]) + noise, 0.5).round(1)
            detections.append({'image_id': image, 'category_id': int(category if rng.random() < 0.9 else rng.choice(categories)),
                               'bbox': box.tolist(), 'score': round(float(rng.random()), 2)})  # scores tie
    return targets, detections


def box_case(count, images, categories, extra=(), size=1.0):
    targets, detections = boxes(count, images, categories, size)
    detections += extra
    return {'targets': targets, 'detections': detections, **evaluate(targets, detections, 'bbox', images, categories)}


def crowded():
    """One image with more detections than the limit."""
    targets, detections = boxes(30, [1], [1])
    detections += [{'image_id': 1, 'category_id': 1, 'score': round(float(rng.random()), 3),
                    'bbox': [float(v) for v in rng.integers(1, 90, 4)]} for _ in range(110)]
    return {'targets': targets, 'detections': detections, **evaluate(targets, detections, 'bbox', [1], [1])}


def blob(height, width):
    y, x = np.mgrid[:height, :width]
    cy, cx = rng.uniform(0, height), rng.uniform(0, width)
    ry, rx = rng.uniform(3, height / 2), rng.uniform(3, width / 2)
    return (((y - cy) / ry) ** 2 + ((x - cx) / rx) ** 2 < 1).astype(np.uint8), (cy, cx, ry, rx)


def pack(mask):
    packed = rle.encode(np.asfortranarray(mask))
    return {'size': packed['size'], 'counts': packed['counts'].decode()}


def mask_case(count, images, categories):
    height, width = 120, 160
    y, x = np.mgrid[:height, :width]
    targets, detections = [], []
    for _ in range(count):
        image, category = int(rng.choice(images)), int(rng.choice(categories))
        mask, (cy, cx, ry, rx) = blob(height, width)
        targets.append({'image_id': image, 'category_id': category, 'segmentation': pack(mask),
                        'area': int(mask.sum()), 'iscrowd': int(rng.random() < 0.1),
                        'bbox': rle.toBbox(rle.encode(np.asfortranarray(mask))).tolist()})
        for _ in range(rng.integers(0, 3)):
            dy, dx = rng.normal(size=2) * rng.choice([0.5, 3, 10])
            near = (((y - cy - dy) / ry) ** 2 + ((x - cx - dx) / rx) ** 2 < 1).astype(np.uint8)
            detections.append({'image_id': image, 'category_id': category, 'segmentation': pack(near),
                               'score': round(float(rng.random()), 2)})
    return {'targets': targets, 'detections': detections, **evaluate(targets, detections, 'segm', images, categories)}


def keypoint_case(count, images):
    targets, detections = [], []
    for _ in range(count):
        image = int(rng.choice(images))
        w, h = rng.uniform(20, 150, 2).round(1)
        x, y = rng.uniform(0, 100, 2).round(1)
        points = np.stack([x + w * rng.random(17), y + h * rng.random(17), rng.integers(0, 3, 17)], 1).round(1)
        if rng.random() < 0.15:
            points[:] = 0
        targets.append({'image_id': image, 'category_id': 1, 'keypoints': points.ravel().tolist(),
                        'num_keypoints': int((points[:, 2] > 0).sum()), 'bbox': [x, y, w, h],
                        'area': round(float(w * h * 0.6), 2), 'iscrowd': int(rng.random() < 0.05)})
        for _ in range(rng.integers(0, 3)):
            found = points.copy()
            if not points.any():
                found[:, 0], found[:, 1] = x + w * rng.random(17), y + h * rng.random(17)
            found[:, :2] += rng.normal(size=(17, 2)) * rng.choice([0.5, 2, 8])
            detections.append({'image_id': image, 'category_id': 1, 'keypoints': found.round(1).ravel().tolist(),
                               'score': round(float(rng.random()), 2)})
    return {'targets': targets, 'detections': detections, **evaluate(targets, detections, 'keypoints', images, [1])}


def rle_cases():
    cases = []
    for height, width in [(7, 5), (40, 33), (1, 9), (9, 1)]:
        first, second = (rng.random((2, height, width)) < 0.5).astype(np.uint8)
        a, b = (rle.encode(np.asfortranarray(m)) for m in (first, second))
        cases.append({'mask': first.ravel(), 'other': second.ravel(), 'packed': pack(first), 'size': [height, width],
                      'area': int(rle.area(a)), 'box': rle.toBbox(a), 'iou': float(rle.iou([a], [b], [0])[0, 0]),
                      'crowd': float(rle.iou([a], [b], [1])[0, 0])})
    big = np.zeros((300, 400), np.uint8)
    big[20:280, 50:390] = 1
    cases.append({'packed': pack(big), 'size': [300, 400], 'area': int(big.sum()),
                  'box': rle.toBbox(rle.encode(np.asfortranarray(big)))})
    return cases


def voc(targets, detections, threshold, year):
    """VOCevaldet.m, word by word: greedy by score, each detection against its best overlap, pixels counted inclusively."""
    classes = {}
    for category in sorted({t['category'] for t in targets}):
        truth = [t for t in targets if t['category'] == category]
        found = sorted((d for d in detections if d['category'] == category), key=lambda d: -d['score'])
        npos = sum(not t['difficult'] for t in truth)
        taken, tp, fp = set(), [], []
        for d in found:
            best, which = -np.inf, None
            b = d['box']
            for j, t in enumerate(truth):
                if t['image'] != d['image']:
                    continue
                g = t['box']
                iw = min(b[2], g[2]) - max(b[0], g[0]) + 1
                ih = min(b[3], g[3]) - max(b[1], g[1]) + 1
                if iw > 0 and ih > 0:
                    ua = (b[2] - b[0] + 1) * (b[3] - b[1] + 1) + (g[2] - g[0] + 1) * (g[3] - g[1] + 1) - iw * ih
                    if iw * ih / ua > best:
                        best, which = iw * ih / ua, j
            hit = best >= threshold
            tp.append(0)
            fp.append(0)
            if hit and truth[which]['difficult']:
                continue
            if hit and which not in taken:
                tp[-1] = 1
                taken.add(which)
            else:
                fp[-1] = 1
        tp, fp = np.cumsum(tp), np.cumsum(fp)
        with np.errstate(all='ignore'):
            recall, precision = tp / npos, tp / (tp + fp)
        if year == 2007:
            ap = 0
            for level in np.arange(11) / 10:
                reached = precision[recall >= level]
                ap += (reached.max() if len(reached) else 0) / 11
        else:
            mrec = np.concatenate([[0], recall, [1]])
            mpre = np.concatenate([[0], precision, [0]])
            for i in range(len(mpre) - 2, -1, -1):
                mpre[i] = max(mpre[i], mpre[i + 1])
            i = np.nonzero(mrec[1:] != mrec[:-1])[0] + 1
            ap = ((mrec[i] - mrec[i - 1]) * mpre[i]).sum()
        classes[category] = {'ap': ap, 'recall': recall, 'precision': precision}
    return classes


def voc_case():
    targets, detections = boxes(45, [1, 2, 3, 4], [1, 2, 3])
    corner = lambda b: [int(b[0]), int(b[1]), int(b[0] + b[2]), int(b[1] + b[3])]
    targets = [{'image': t['image_id'], 'category': t['category_id'], 'box': corner(t['bbox']), 'difficult': t['iscrowd']}
               for t in targets]
    scores = rng.permutation(len(detections)) / len(detections)
    detections = [{'image': d['image_id'], 'category': d['category_id'], 'box': corner(d['bbox']), 'score': s}
                  for d, s in zip(detections, scores.tolist())]
    return {'targets': targets, 'detections': detections, '2007': voc(targets, detections, 0.5, 2007),
            '2010': voc(targets, detections, 0.5, 2010), 'strict': voc(targets, detections, 0.8, 2010)}


def polygon_cases():
    cases = []
    for n in range(14):
        height, width = [(30, 40), (17, 9), (50, 50)][n % 3]
        parts = [(rng.uniform(-5, 55, 2 * int(rng.integers(3, 9)))).round(int(rng.integers(0, 3))).tolist() for _ in range(1 + n % 3)]
        packed = rle.merge(rle.frPyObjects(parts, height, width))
        cases.append({'polygons': parts, 'size': [height, width], 'counts': packed['counts'].decode()})
    for parts in ([[1, 1, 3, 1, 3, 3, 1, 3]], [[0, 0, 10, 0, 10, 10, 0, 10]], [[2, 2, 2, 2, 2, 2]], [[0, 0, 5, 5, 0, 0]],
                  [[-20, -20, -3, -20, -3, -2]], [[0, 0, 4, 0, 4, 10, 0, 10], [4, 0, 10, 0, 10, 10, 4, 10]], [[9.5, 9.5, 10, 9.5, 10, 10]]):
        packed = rle.merge(rle.frPyObjects([[float(v) for v in part] for part in parts], 10, 10))
        cases.append({'polygons': parts, 'size': [10, 10], 'counts': packed['counts'].decode()})
    return cases


corners = torch.tensor(np.concatenate([rng.uniform(0, 50, (6, 2)), rng.uniform(51, 100, (6, 2))], 1))
others = torch.tensor(np.concatenate([rng.uniform(0, 90, (5, 2)), rng.uniform(91, 130, (5, 2))], 1))

write('metrics', 'detection', {
    'boxes': [
        box_case(40, range(1, 6), [1, 2, 7], [{'image_id': 3, 'category_id': 9, 'bbox': [1, 1, 5, 5], 'score': 0.5}]),
        box_case(25, [4, 2, 11], [3], size=0.2),
        crowded(),
    ],
    'masks': [mask_case(25, [1, 2, 3], [1, 2])],
    'keypoints': [keypoint_case(20, [1, 2, 3])],
    'voc': voc_case(),
    'rle': rle_cases(),
    'polygons': polygon_cases(),
    'overlaps': {
        'first': corners, 'second': others,
        'iou': ops.box_iou(corners, others),
        'generalized': ops.generalized_box_iou(corners, others),
        'distance': ops.distance_box_iou(corners, others, eps=0),
        'complete': ops.complete_box_iou(corners, others, eps=0),
        'cxcywh': ops.box_convert(corners, 'xyxy', 'cxcywh'),
        'xywh': ops.box_convert(corners, 'xyxy', 'xywh'),
    },
}, libraries=[pycocotools, np, torch, torchvision := __import__('torchvision')])
