"""Golden values of the metrics of scores and probabilities, from scikit-learn (calibration error from torchmetrics)."""
import warnings

import numpy as np
import sklearn
import torch
import torchmetrics
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve
from torchmetrics.functional.classification import binary_calibration_error, multiclass_calibration_error

from golden import write

warnings.filterwarnings('ignore')
rng = np.random.default_rng(11)


def binary(labels, scores):
    curve = sk.roc_curve(labels, scores)
    full = sk.roc_curve(labels, scores, drop_intermediate=False)
    return {
        'labels': labels,
        'scores': scores,
        'roc': {'falsePositiveRate': curve[0], 'truePositiveRate': curve[1], 'thresholds': curve[2]},
        'rocFull': {'falsePositiveRate': full[0], 'truePositiveRate': full[1], 'thresholds': full[2]},
        'auc': sk.roc_auc_score(labels, scores),
        'aucPartial': [sk.roc_auc_score(labels, scores, max_fpr=limit) for limit in (0.05, 0.3, 0.77)]
        if len(set(labels)) == 2 else [],
        'pr': dict(zip(['precision', 'recall', 'thresholds'], sk.precision_recall_curve(labels, scores))),
        'averagePrecision': sk.average_precision_score(labels, scores),
    }


def probabilities(labels, values):
    result = {
        'labels': labels,
        'probabilities': values,
        'logLoss': sk.log_loss(labels, values, labels=[0, 1]),
        'brier': sk.brier_score_loss(labels, values),
    }
    for strategy in ('uniform', 'quantile'):
        fraction, mean = calibration_curve(labels, values, n_bins=7, strategy=strategy)
        result[strategy] = {'fractionPositive': fraction, 'meanPredicted': mean}
    for norm in ('l1', 'l2', 'max'):
        result[norm] = binary_calibration_error(torch.tensor(values), torch.tensor(labels), n_bins=9, norm=norm)
    return result


def multiclass(n, k):
    labels = rng.integers(0, k, n)
    logits = rng.normal(size=(n, k)) + 1.5 * np.eye(k)[labels]
    values = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    values = (values * 64).round() / 64  # ties
    values[:, 0] += 1 - values.sum(1)
    classes = range(k)
    return {
        'labels': labels,
        'probabilities': values,
        'logLoss': sk.log_loss(labels, values, labels=classes),
        'brier': sk.brier_score_loss(labels, values, labels=classes),
        'hinge': sk.hinge_loss(labels, logits, labels=classes),
        'logits': logits,
        'auc': {
            f'{strategy}-{average}': sk.roc_auc_score(labels, values, multi_class=strategy, average=average)
            for strategy in ('ovr', 'ovo') for average in ('macro', 'weighted')
        },
        'averagePrecision': {
            average: sk.average_precision_score(np.eye(k)[labels], values, average=average)
            for average in ('macro', 'weighted')
        },
        **{
            norm: multiclass_calibration_error(
                torch.tensor(values), torch.tensor(labels), num_classes=k, n_bins=11, norm=norm)
            for norm in ('l1', 'l2', 'max')
        },
    }


def multilabel(n, k, empty_rows=0):
    labels = (rng.random((n, k)) < 0.4).astype(int)
    labels[:empty_rows] = 0
    scores = (rng.normal(size=(n, k)) + labels).round(1)
    predictions = (scores > 0.5).astype(int)
    result = {'labels': labels, 'scores': scores, 'predictions': predictions}
    result['rates'] = {
        average or 'none': {
            'precision': sk.precision_score(labels, predictions, average=average, zero_division=0),
            'recall': sk.recall_score(labels, predictions, average=average, zero_division=0),
            'f1': sk.f1_score(labels, predictions, average=average, zero_division=0),
            'f2': sk.fbeta_score(labels, predictions, beta=2, average=average, zero_division=0),
            'precisionOne': sk.precision_score(labels, predictions, average=average, zero_division=1),
            'jaccard': sk.jaccard_score(labels, predictions, average=average, zero_division=0),
        } for average in ('micro', 'macro', 'weighted', 'samples', None)
    }
    averages = ['micro', 'macro', 'weighted'] + (['samples'] if not empty_rows else [])
    if empty_rows or not (labels.any(1) & ~labels.all(1)).all():
        averages = ['micro', 'macro', 'weighted']
    result['auc'] = {average: sk.roc_auc_score(labels, scores, average=average) for average in averages}
    result['averagePrecision'] = {
        average: sk.average_precision_score(labels, scores, average=average)
        for average in ('micro', 'macro', 'weighted', 'samples')
    }
    result['hamming'] = sk.hamming_loss(labels, predictions)
    result['subset'] = sk.accuracy_score(labels, predictions)
    result['confusion'] = sk.multilabel_confusion_matrix(labels, predictions)
    result['coverage'] = sk.coverage_error(labels, scores)
    result['rankingPrecision'] = sk.label_ranking_average_precision_score(labels, scores)
    result['rankingLoss'] = sk.label_ranking_loss(labels, scores)
    return result


labels = rng.integers(0, 2, 150)
smooth = rng.random(150) * 0.8 + 0.2 * labels
tied = (rng.normal(size=150) + labels).round(1)
decisions = rng.normal(size=50)
signs = np.sign(decisions + rng.normal(size=50))

write('metrics', 'scores', {
    'binary': [binary(labels, smooth), binary(labels, tied), binary(np.array([0, 1, 1]), np.array([.5, .5, .5]))],
    'oneClass': {
        'positives': {k: v for k, v in binary(np.ones(4, int), np.array([.1, .4, .4, .9])).items() if k != 'rocFull'},
        'negatives': {k: v for k, v in binary(np.zeros(4, int), np.array([.1, .4, .4, .9])).items() if k != 'rocFull'},
    },
    'probabilities': [probabilities(labels, smooth), probabilities(np.array([0, 1, 1, 0]), np.array([0., 1., .3, 1.]))],
    'hinge': {'labels': signs, 'scores': decisions, 'expected': sk.hinge_loss(signs, decisions)},
    'multiclass': [multiclass(90, 4), multiclass(60, 3)],
    'multilabel': [multilabel(60, 5), multilabel(30, 4, empty_rows=3), multilabel(40, 12)],
}, libraries=[sklearn, np, torchmetrics])
