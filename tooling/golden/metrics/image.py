"""Golden values of the image metrics: similarity from scikit-image, Frechet distance from SciPy's matrix square root, kernel distance
from torchmetrics, the others in NumPy after their papers."""
import numpy as np
import scipy
import skimage
import torch
import torchmetrics
from scipy.ndimage import gaussian_filter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torchmetrics.image.kid import poly_mmd
from torchmetrics.image.fid import _compute_fid

from golden import write

rng = np.random.default_rng(29)


def photos(n, height, width, channels):
    y, x = np.mgrid[:height, :width]
    waves = [np.sin(x * rng.uniform(0.05, 0.5) + y * rng.uniform(0.05, 0.5) + rng.uniform(0, 6)) for _ in range(n * channels)]
    clean = np.stack(waves, -1).reshape(height, width, n, channels).transpose(2, 0, 1, 3) * 0.4 + 0.5
    return clean.round(3), (clean + rng.normal(size=clean.shape) * rng.uniform(0.02, 0.1)).clip(0, 1).round(3)


def similarity(a, b, **options):
    return np.mean([structural_similarity(x, y, data_range=1, channel_axis=-1, **options) for x, y in zip(a, b)])


def scales(a, b, weights):
    """MS-SSIM on one channel: the terms of each scale over the windows inside of the image."""
    product = 1.0
    for n, weight in enumerate(weights):
        if n:
            h, w = a.shape[0] // 2 * 2, a.shape[1] // 2 * 2
            a, b = (v[:h, :w].reshape(h // 2, 2, w // 2, 2).mean((1, 3)) for v in (a, b))
        blur = lambda v: gaussian_filter(v, 1.5, truncate=3.5, mode='reflect')[5:-5, 5:-5]
        ma, mb = blur(a), blur(b)
        va, vb, vab = blur(a * a) - ma * ma, blur(b * b) - mb * mb, blur(a * b) - ma * mb
        contrast = (2 * vab + 0.03 ** 2) / (va + vb + 0.03 ** 2)
        luminance = (2 * ma * mb + 0.01 ** 2) / (ma ** 2 + mb ** 2 + 0.01 ** 2)
        term = (luminance * contrast).mean() if n == len(weights) - 1 else contrast.mean()
        product *= max(term, 0) ** weight
    return product


def frechet(a, b):
    """The trace of the root of the product of covariances, as the sum of singular values: exact for singular covariances too."""
    factors = [(v - v.mean(0)).T / np.sqrt(len(v) - 1) for v in (a, b)]
    spread = sum((f ** 2).sum() for f in factors) - 2 * np.linalg.norm(factors[0].T @ factors[1], 'nuc')
    expected = ((a.mean(0) - b.mean(0)) ** 2).sum() + spread
    ca, cb = (f @ f.T for f in factors)
    if np.linalg.matrix_rank(ca) == np.linalg.matrix_rank(cb) == a.shape[1]:
        root = np.real(scipy.linalg.sqrtm(ca @ cb))
        assert abs(expected - ((a.mean(0) - b.mean(0)) ** 2).sum() - np.trace(ca + cb - 2 * root)) < 1e-10
        assert abs(expected - float(_compute_fid(*(torch.tensor(v) for v in (a.mean(0), ca, b.mean(0), cb))))) < 1e-10
    return expected


def covered(queries, points, k):
    among = np.linalg.norm(points[:, None] - points[None], axis=2)
    radius = np.sort(among, axis=1)[:, k]
    return (np.linalg.norm(queries[:, None] - points[None], axis=2) <= radius).any(1).mean()


def perceptual(layers, weights):
    total = 0
    for (a, b), w in zip(layers, weights):
        unit = lambda v: v / (np.sqrt((v ** 2).sum(-1, keepdims=True)) + 1e-10)
        total = total + (w * (unit(a) - unit(b)) ** 2).sum(-1).mean((1, 2))
    return total.mean()


def depth(targets, predictions, median):
    values = []
    for t, p in zip(targets, predictions):
        t, p = t[t > 0], p[t > 0]
        p = p * np.median(t) / np.median(p) if median else p
        ratio = np.maximum(t / p, p / t)
        values.append([np.mean(np.abs(t - p) / t), *((ratio < 1.25 ** n).mean() for n in (1, 2, 3))])
    return np.mean(values, 0)


targets, predictions = photos(2, 24, 31, 3)
gray, noisy = photos(1, 62, 57, 1)
real, fake = rng.normal(size=(40, 5)), rng.normal(size=(30, 5)) @ rng.normal(size=(5, 5)) + 0.5
flat = rng.normal(size=(12, 2)) @ rng.normal(size=(2, 5))  # a covariance of rank 2
logits = rng.normal(size=(50, 6)) * 2
classes = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
layers = [(rng.normal(size=(3, 4, 5, 6)), rng.normal(size=(3, 4, 5, 6))), (rng.normal(size=(3, 2, 2, 3)), rng.normal(size=(3, 2, 2, 3)))]
layers[0][0][0, 1, 2] = 0  # a place without features
weights = [rng.random(6), rng.random(3)]
true_depth = rng.uniform(1, 10, (3, 6, 7)).round(3) * (rng.random((3, 6, 7)) < 0.8)
found_depth = (rng.uniform(1, 10, (3, 6, 7)) * 0.5 + true_depth * 0.8 + 0.1).round(3)

write('metrics', 'image', {
    'photos': {
        'targets': targets, 'predictions': predictions,
        'psnr': np.mean([peak_signal_noise_ratio(a, b, data_range=1) for a, b in zip(targets, predictions)]),
        'gaussian': similarity(targets, predictions, gaussian_weights=True, sigma=1.5, use_sample_covariance=False),
        'uniform': similarity(targets, predictions),
        'uniform11': similarity(targets, predictions, win_size=11, use_sample_covariance=False),
        'wide': similarity(targets, predictions, gaussian_weights=True, sigma=2.2, use_sample_covariance=True, K1=0.02, K2=0.05),
    },
    'scales': {'targets': gray, 'predictions': noisy, 'weights': [0.2, 0.3, 0.5],
               'expected': scales(gray[0, ..., 0], noisy[0, ..., 0], [0.2, 0.3, 0.5])},
    'features': {
        'real': real, 'generated': fake, 'flat': flat,
        'frechet': frechet(real, fake), 'frechetFlat': frechet(real, flat),
        'kernel': poly_mmd(torch.tensor(real[:30]), torch.tensor(fake)),
        'kernel2': poly_mmd(torch.tensor(real[:30]), torch.tensor(fake), degree=2, gamma=0.3, coef=0.5),
        'precision': covered(fake, real, 3), 'recall': covered(real, fake, 3),
        'precision1': covered(fake, real, 1), 'recall1': covered(real, fake, 1),
    },
    'classes': {'probabilities': classes,
                'expected': np.exp((classes * np.log(classes / classes.mean(0))).sum(1).mean())},
    'perceptual': {'targets': [a for a, _ in layers], 'predictions': [b for _, b in layers], 'weights': weights,
                   'plain': perceptual(layers, [np.ones(6), np.ones(3)]), 'weighted': perceptual(layers, weights)},
    'depth': {'targets': true_depth, 'predictions': found_depth, 'plain': depth(true_depth, found_depth, False),
              'median': depth(true_depth, found_depth, True)},
}, libraries=[skimage, scipy, torchmetrics, np])
