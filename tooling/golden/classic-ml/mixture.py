"""Gaussian mixtures of scikit-learn from given starts on the shared data sets."""
import warnings

import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.mixture import GaussianMixture

warnings.simplefilter('ignore')
KINDS = {'full': 'full', 'tied': 'tied', 'diagonal': 'diag', 'spherical': 'spherical'}
REGULARIZATION = 1e-3


def precisions(kind, x, labels, k):
    """The inverse covariances of a hard assignment."""
    parts = [x[labels == c] for c in range(k)]
    full = np.array([np.cov(part.T, bias=True).reshape(x.shape[1], -1) for part in parts])
    regular = REGULARIZATION * np.eye(x.shape[1])
    if kind == 'full':
        return np.linalg.inv(full + regular)
    if kind == 'tied':
        return np.linalg.inv(sum(len(p) * c for p, c in zip(parts, full)) / len(x) + regular)
    variances = np.array([part.var(axis=0) for part in parts]) + REGULARIZATION
    return 1 / variances if kind == 'diag' else 1 / variances.mean(axis=1)


golden = {}
for name, data in classification_sets().items():
    x = data['x']
    if name == 'wide':
        x = x[:, :3]
    start = x[:2] * [[1.0], [1.0]]
    labels = np.linalg.norm(x[:, None] - start[None], axis=2).argmin(axis=1)
    result = {}
    for ours, kind in KINDS.items():
        model = GaussianMixture(2, covariance_type=kind, means_init=start, weights_init=np.bincount(labels, minlength=2) / len(x),
                                precisions_init=precisions(kind, x, labels, 2), reg_covar=REGULARIZATION, max_iter=15, tol=0).fit(x)
        result[ours] = {'weights': model.weights_, 'means': model.means_, 'logLikelihoods': model.score_samples(x[:6]),
                        'probabilities': model.predict_proba(x[:6]), 'bic': model.bic(x), 'aic': model.aic(x)}
    golden[name] = result
write('classic-ml', 'mixture', golden, [np, sklearn])
