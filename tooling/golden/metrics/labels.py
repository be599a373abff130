"""Golden values of the metrics of hard labels, from scikit-learn."""
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk

from golden import write

warnings.filterwarnings('ignore')
rng = np.random.default_rng(7)


def multiclass(n, k, missing=()):
    labels = rng.integers(0, k, n)
    predictions = np.where(rng.random(n) < 0.6, labels, rng.integers(0, k, n))
    for value in missing:  # a class that is never predicted
        predictions[predictions == value] = (value + 1) % k
    return labels, predictions


AVERAGES = ['micro', 'macro', 'weighted', None]


def specificity(labels, predictions, average):
    counts = sk.multilabel_confusion_matrix(labels, predictions)
    tn, fp = counts[:, 0, 0], counts[:, 0, 1]
    values = tn / (tn + fp)
    if average == 'micro':
        return tn.sum() / (tn + fp).sum()
    if average == 'weighted':
        return np.average(values, weights=(counts[:, 1, 0] + counts[:, 1, 1]))
    return values.mean() if average == 'macro' else values


def rates(labels, predictions):
    result = {}
    for average in AVERAGES:
        name = average or 'none'
        result[name] = {
            'precision': sk.precision_score(labels, predictions, average=average, zero_division=0),
            'recall': sk.recall_score(labels, predictions, average=average, zero_division=0),
            'f1': sk.f1_score(labels, predictions, average=average, zero_division=0),
            'f2': sk.fbeta_score(labels, predictions, beta=2, average=average, zero_division=0),
            'fHalfNaN': sk.fbeta_score(labels, predictions, beta=0.5, average=average, zero_division=np.nan),
            'precisionOne': sk.precision_score(labels, predictions, average=average, zero_division=1),
            'precisionNaN': sk.precision_score(labels, predictions, average=average, zero_division=np.nan),
            'jaccard': sk.jaccard_score(labels, predictions, average=average, zero_division=0),
            'specificity': specificity(labels, predictions, average),
        }
    return result


def case(labels, predictions):
    report = sk.classification_report(labels, predictions, output_dict=True, zero_division=0)
    return {
        'labels': labels,
        'predictions': predictions,
        'accuracy': sk.accuracy_score(labels, predictions),
        'zeroOneLoss': sk.zero_one_loss(labels, predictions),
        'balanced': sk.balanced_accuracy_score(labels, predictions),
        'balancedAdjusted': sk.balanced_accuracy_score(labels, predictions, adjusted=True),
        'confusion': sk.confusion_matrix(labels, predictions),
        'confusionTrue': sk.confusion_matrix(labels, predictions, normalize='true'),
        'confusionPredicted': sk.confusion_matrix(labels, predictions, normalize='pred'),
        'confusionAll': sk.confusion_matrix(labels, predictions, normalize='all'),
        'kappa': sk.cohen_kappa_score(labels, predictions),
        'kappaLinear': sk.cohen_kappa_score(labels, predictions, weights='linear'),
        'kappaQuadratic': sk.cohen_kappa_score(labels, predictions, weights='quadratic'),
        'matthews': sk.matthews_corrcoef(labels, predictions),
        'rates': rates(labels, predictions),
        'reportMacro': report['macro avg'],
        'reportWeighted': report['weighted avg'],
    }


def binary(n):
    labels = rng.integers(0, 2, n)
    predictions = np.where(rng.random(n) < 0.7, labels, 1 - labels)
    return {
        'labels': labels,
        'predictions': predictions,
        'precision': sk.precision_score(labels, predictions),
        'recall': sk.recall_score(labels, predictions),
        'f1': sk.f1_score(labels, predictions),
        'jaccard': sk.jaccard_score(labels, predictions),
        'specificity': sk.recall_score(labels, predictions, pos_label=0),
        'precisionOfZero': sk.precision_score(labels, predictions, pos_label=0),
    }


names = np.array(['ash', 'beech', 'oak', 'Pine'])
text_labels, text_predictions = multiclass(80, 4)
scores = rng.normal(size=(60, 5)).round(1)  # rounded, so that scores tie
score_labels = rng.integers(0, 5, 60)

write('metrics', 'labels', {
    'cases': [case(*multiclass(200, 5)), case(*multiclass(120, 4, missing=[2])), case(*multiclass(30, 9))],
    'binary': binary(100),
    'strings': case(names[text_labels], names[text_predictions]),
    'topK': {
        'labels': score_labels,
        'scores': scores,
        'expected': [sk.top_k_accuracy_score(score_labels, scores, k=k, labels=range(5)) for k in range(1, 5)],
    },
    'degenerate': {
        'matthewsOneClass': sk.matthews_corrcoef([1, 1, 1], [1, 1, 1]),
        'kappaOneClass': sk.cohen_kappa_score([1, 1, 1], [1, 1, 1]),
        'matthewsConstant': sk.matthews_corrcoef([0, 1, 1], [1, 1, 1]),
    },
}, libraries=[sklearn, np])
