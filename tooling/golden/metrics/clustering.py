"""Golden values of the clustering metrics, from scikit-learn."""
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk

from golden import write

warnings.filterwarnings('ignore')
rng = np.random.default_rng(13)


def labelings(first, second):
    return {
        'labels': first, 'clusters': second,
        'adjustedRandIndex': sk.adjusted_rand_score(first, second),
        'randIndex': sk.rand_score(first, second),
        'mutualInformation': sk.mutual_info_score(first, second),
        'normalized': {m: sk.normalized_mutual_info_score(first, second, average_method=m)
                       for m in ('arithmetic', 'geometric', 'min', 'max')},
        'adjusted': {m: sk.adjusted_mutual_info_score(first, second, average_method=m)
                     for m in ('arithmetic', 'geometric', 'min', 'max')},
        'homogeneity': sk.homogeneity_score(first, second),
        'completeness': sk.completeness_score(first, second),
        'vMeasure': sk.v_measure_score(first, second),
        'vMeasure2': sk.v_measure_score(first, second, beta=2),
        'fowlkesMallows': sk.fowlkes_mallows_score(first, second),
    }


def noisy(n, k, m):
    first = rng.integers(0, k, n)
    return first, np.where(rng.random(n) < 0.7, first % m, rng.integers(0, m, n))


def points(n, k, d):
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    x = rng.normal(size=(n, d)) + 2 * rng.normal(size=(k, d))[labels]
    return {'points': x, 'clusters': labels, 'silhouette': sk.silhouette_score(x, labels),
            'samples': sk.silhouette_samples(x, labels),
            'daviesBouldin': sk.davies_bouldin_score(x, labels), 'calinskiHarabasz': sk.calinski_harabasz_score(x, labels)}


singles = points(12, 3, 2)
lonely = np.array([0] * 6 + [1] * 5 + [2])
singles['clusters'] = lonely
singles['silhouette'] = sk.silhouette_score(singles['points'], lonely)
singles['samples'] = sk.silhouette_samples(singles['points'], lonely)
singles['daviesBouldin'] = sk.davies_bouldin_score(singles['points'], lonely)
singles['calinskiHarabasz'] = sk.calinski_harabasz_score(singles['points'], lonely)

write('metrics', 'clustering', {
    'labelings': [
        labelings(*noisy(150, 5, 5)), labelings(*noisy(90, 4, 7)), labelings(rng.integers(0, 3, 60), rng.integers(0, 4, 60)),
        labelings([0, 0, 1, 1], [1, 1, 0, 0]), labelings([0, 0, 0, 0], [0, 1, 2, 3]), labelings([1, 1, 1], [2, 2, 2]),
        labelings([0, 1, 2, 3], [3, 2, 1, 0]), labelings([5], [7]),
    ],
    'points': [points(60, 4, 3), points(30, 2, 1), singles],
}, libraries=[sklearn, np])
