"""Golden values of the retrieval, face and pose metrics: torchmetrics and scikit-learn for rankings, SciPy for equal error rates and
Procrustes alignment, plain NumPy after the papers for identification and keypoints."""
import numpy as np
import scipy
import sklearn
import torch
import torchmetrics
import torchmetrics.functional.retrieval as tr
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from scipy.spatial import procrustes
from sklearn import metrics as sk

from golden import write

rng = np.random.default_rng(23)


def rankings(n, g, grades, empty):
    relevance = rng.integers(0, grades, (n, g)) * (rng.random((n, g)) < 0.5)
    relevance[:empty] = 0
    scores = np.stack([rng.permutation(g) for _ in range(n)]) / g + 0.01 * relevance
    binary = (relevance > 0).astype(int)
    mean = lambda f, **kw: np.mean([
        float(f(torch.tensor(s), torch.tensor(b), **kw)) for s, b in zip(scores, binary)])
    order = np.argsort(-scores, axis=1, kind='stable')
    sorted_hits = np.take_along_axis(binary, order, 1)
    return {
        'relevance': relevance, 'scores': scores,
        'map': np.mean([sk.average_precision_score(b, s) if b.any() else 0 for b, s in zip(binary, scores)]),
        'mrr': mean(tr.retrieval_reciprocal_rank),
        'precisionAt3': mean(tr.retrieval_precision, top_k=3),
        'recallAt3': mean(tr.retrieval_recall, top_k=3),
        'cmc': [(sorted_hits[:, :k].any(1)).mean() for k in range(1, 6)],
        'cmcSkip': [(sorted_hits[binary.any(1), :k].any(1)).mean() for k in range(1, 6)],
        'ndcg': sk.ndcg_score(relevance, scores),
        'ndcgAt4': sk.ndcg_score(relevance, scores, k=4),
        'ndcgTies': sk.ndcg_score(relevance, scores.round(1)),
        'ndcgTiesAt3': sk.ndcg_score(relevance, scores.round(1), k=3),
        'ndcgExponential': sk.ndcg_score(2.0 ** relevance - 1, scores),
    }


def pairs(n, decimals):
    labels = rng.integers(0, 2, n)
    scores = (rng.normal(size=n) + 1.5 * labels).round(decimals)
    fpr, tpr, _ = sk.roc_curve(labels, scores, drop_intermediate=False)
    rate = interp1d(fpr, tpr)
    return {
        'labels': labels, 'scores': scores,
        'eer': brentq(lambda x: 1 - x - rate(x), 0, 1, xtol=1e-15),
        'tar': [tpr[fpr <= far].max() for far in (0.001, 0.05, 0.2)],
    }


def identification(n, g, unknown):
    relevance = np.zeros((n, g), int)
    relevance[np.arange(n), rng.integers(0, g, n)] = 1
    relevance[:unknown] = 0
    scores = (rng.random((n, g)) + 0.6 * relevance).round(2)
    best, result = scores.max(1), []
    for rank, far in [(1, 0.1), (1, 0.5), (3, 0.2)]:
        rates = [0.0]
        for threshold in np.unique(scores):
            if (best[:unknown] >= threshold).mean() > far:
                continue
            hits = 0
            for r, s in zip(relevance[unknown:], scores[unknown:]):
                match = s[r > 0].max()
                hits += match >= threshold and (s[r == 0] >= match).sum() < rank
            rates.append(hits / (n - unknown))
        result.append(max(rates))
    return {'relevance': relevance, 'scores': scores, 'expected': result}


def poses(n, p):
    targets = np.concatenate([rng.uniform(0, 100, (n, p, 2)), rng.integers(0, 3, (n, p, 1))], 2).round(2)
    predictions = (targets[..., :2] + rng.normal(size=(n, p, 2)) * 6).round(2)
    scales = rng.uniform(20, 60, n).round(2)
    visible = targets[..., 2] > 0
    distance = np.linalg.norm(targets[..., :2] - predictions, axis=2)
    right = (distance <= 0.2 * scales[:, None]) & visible
    sigmas = rng.uniform(0.02, 0.1, p)
    similarity = np.exp(-distance ** 2 / (2 * (scales ** 2)[:, None] * (2 * sigmas) ** 2))
    return {
        'targets': targets, 'predictions': predictions, 'scales': scales, 'sigmas': sigmas,
        'pck': right.sum() / visible.sum(), 'each': right.sum(0) / visible.sum(0),
        'pckh': ((distance <= 0.5 * scales[:, None]) & visible).sum() / visible.sum(),
        'oks': np.mean([s[v].mean() for s, v in zip(similarity, visible) if v.any()]),
    }


def skeletons(n, j, d):
    targets = rng.normal(size=(n, j, d))
    predictions = targets @ np.linalg.qr(rng.normal(size=(d, d)))[0] * 1.3 + 0.3 * rng.normal(size=(n, j, d)) + 2
    aligned = []
    for a, b in zip(targets, predictions):
        x, y = a - a.mean(0), b - b.mean(0)
        u, s, vt = np.linalg.svd(y.T @ x)
        sign = np.ones(d)
        sign[-1] = np.sign(np.linalg.det(u @ vt))
        rotation = u @ np.diag(sign) @ vt
        fitted = y @ rotation * (s * sign).sum() / (y ** 2).sum()
        aligned.append(np.linalg.norm(x - fitted, axis=1).mean())
        if sign[-1] > 0:  # without a reflection SciPy finds the same fit, up to the size of the target
            one, two, _ = procrustes(a, b)
            assert np.allclose(np.linalg.norm(one - two, axis=1) * np.linalg.norm(x), np.linalg.norm(x - fitted, axis=1))
    centred = lambda v: v - v[:, 1:2]
    return {
        'targets': targets, 'predictions': predictions,
        'none': np.linalg.norm(targets - predictions, axis=2).mean(),
        'root1': np.linalg.norm(centred(targets) - centred(predictions), axis=2).mean(),
        'procrustes': np.mean(aligned),
    }


write('metrics', 'retrieval', {
    'rankings': [rankings(12, 15, 4, 0), rankings(10, 8, 2, 3)],
    'pairs': [pairs(200, 6), pairs(100, 1)],
    'identification': identification(60, 12, 20),
    'poses': poses(12, 6),
    'skeletons': [skeletons(6, 9, 3), skeletons(6, 9, 3), skeletons(5, 7, 2)],
}, libraries=[sklearn, scipy, torchmetrics, np])
