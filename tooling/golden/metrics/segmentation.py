"""Golden values of the segmentation metrics: regions from scikit-learn, distances from scikit-image and SciPy, panoptic quality from
torchmetrics, boundaries after the published DAVIS rules with scikit-image's morphology."""
import numpy as np
import scipy
import skimage
import sklearn
import torch
import torchmetrics
from scipy.spatial import cKDTree
from skimage.metrics import hausdorff_distance
from skimage.morphology import dilation, disk
from sklearn import metrics as sk
from torchmetrics.functional.detection import panoptic_quality

from golden import write

rng = np.random.default_rng(17)


def blobs(n, height, width, labels):
    """Smooth random label maps."""
    noise = rng.normal(size=(n, labels, height, width))
    for axis in (2, 3):
        for _ in range(6):
            noise = (noise + np.roll(noise, 1, axis) + np.roll(noise, -1, axis)) / 3
    return noise.argmax(1)


def near(maps, labels, rate=0.15):
    other = np.roll(maps, rng.integers(-2, 3), axis=2)
    return np.where(rng.random(maps.shape) < rate, rng.integers(0, labels, maps.shape), other)


def regions(targets, predictions, ignore=None):
    keep = np.ones(targets.shape, bool) if ignore is None else targets != ignore
    a, b = targets[keep], predictions[keep]
    return {
        'accuracy': sk.accuracy_score(a, b),
        'iou': sk.jaccard_score(a, b, average='macro'), 'ious': sk.jaccard_score(a, b, average=None),
        'iouMicro': sk.jaccard_score(a, b, average='micro'),
        'dice': sk.f1_score(a, b, average='macro'), 'dices': sk.f1_score(a, b, average=None),
    }


def edge(mask):
    """The boundary map of the DAVIS toolkit."""
    east, south, corner = (np.zeros_like(mask) for _ in range(3))
    east[:, :-1] = mask[:, 1:]
    south[:-1] = mask[1:]
    corner[:-1, :-1] = mask[1:, 1:]
    b = mask ^ east | mask ^ south | mask ^ corner
    b[-1] = mask[-1] ^ east[-1]
    b[:, -1] = mask[:, -1] ^ south[:, -1]
    b[-1, -1] = 0
    return b


def boundary_f(target, prediction, tolerance):
    radius = tolerance if tolerance >= 1 else np.ceil(tolerance * np.linalg.norm(target.shape))
    a, b = edge(target), edge(prediction)
    element = disk(int(radius))
    found, hit = b * dilation(a, element), a * dilation(b, element)
    if not a.any() or not b.any():
        return float(not a.any() and not b.any())
    precision, recall = found.sum() / b.sum(), hit.sum() / a.sum()
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def percentile(target, prediction, q):
    a, b = np.argwhere(target), np.argwhere(prediction)
    return max(np.percentile(cKDTree(a).query(b)[0], q), np.percentile(cKDTree(b).query(a)[0], q))


targets = blobs(3, 20, 24, 4)
predictions = near(targets, 4)
masks = (blobs(5, 30, 41, 2) == 1).astype(np.uint8)
found = (near(masks.astype(int), 2, 0.02) == 1).astype(np.uint8)
masks[3, :] = 0
masks[3, 4, 7] = 1  # a single pixel
lines = (rng.random((4, 1, 30)) < 0.2).astype(np.uint8)  # single rows
line_found = (rng.random((4, 1, 30)) < 0.2).astype(np.uint8)
lines[:, 0, 3] = line_found[:, 0, 20] = 1

category = blobs(3, 24, 24, 5)
instance = blobs(3, 24, 24, 3)
panoptic = np.stack([category, instance], -1)
panoptic_found = np.stack([near(category, 5, 0.05), near(instance, 3, 0.05)], -1)
pq, sq, rq = panoptic_quality(torch.tensor(panoptic_found), torch.tensor(panoptic), things={0, 1}, stuffs={3, 6},
                              allow_unknown_preds_category=True, return_sq_and_rq=True)
each = panoptic_quality(torch.tensor(panoptic_found), torch.tensor(panoptic), things={0, 1}, stuffs={3, 6},
                        allow_unknown_preds_category=True, return_sq_and_rq=True, return_per_class=True)

write('metrics', 'segmentation', {
    'regions': {'targets': targets, 'predictions': predictions, 'all': regions(targets, predictions),
                'ignoring2': regions(targets, predictions, 2)},
    'masks': [
        {'targets': a, 'predictions': b,
         'hausdorff': np.mean([hausdorff_distance(x, y) for x, y in zip(a, b)]),
         'hausdorff95': np.mean([percentile(x, y, 95) for x, y in zip(a, b)]),
         'boundary': np.mean([boundary_f(x, y, 0.008) for x, y in zip(a, b)]),
         'boundary3': np.mean([boundary_f(x, y, 3) for x, y in zip(a, b)])}
        for a, b in [(masks, found), (lines, line_found)]
    ],
    'panoptic': {'targets': panoptic, 'predictions': panoptic_found, 'mean': [pq, sq, rq],
                 # torchmetrics lists things first, then stuff: 0, 1, 3, 6
                 'each': each.reshape(-1, 3)},
}, libraries=[sklearn, skimage, scipy, torchmetrics, np])
