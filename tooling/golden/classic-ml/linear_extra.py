"""Generalised linear models, Bayesian ridge, perceptron and linear support vector machines on the shared data sets."""
import warnings

import numpy as np
import scipy
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from scipy.optimize import minimize
from sklearn.linear_model import BayesianRidge, GammaRegressor, Perceptron, PoissonRegressor, TweedieRegressor
from sklearn.svm import LinearSVC

warnings.simplefilter('ignore')
TIGHT = dict(solver='newton-cholesky', tol=1e-12, max_iter=1000)


def fitted(model, x, y, w):
    model.fit(x, y, w)
    return {'coefficients': model.coef_, 'intercept': float(model.intercept_), 'score': model.score(x, y, w)}


regression = {}
for name, data in regression_sets().items():
    x, y, w = data['x'], data['y'], data['weights']
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    counts = np.floor(2 * np.exp(np.clip((y - y.mean()) / y.std(), -3, 3)))
    positive = (np.exp(np.clip(y / 4, -3, 3)) + 0.01).round(4)
    bayes = BayesianRidge(tol=1e-10, max_iter=2000).fit(x, y, w)
    means, deviations = bayes.predict(x[:5], return_std=True)
    regression[name] = {
        'scaled': scaled, 'counts': counts, 'positive': positive,
        'poisson': fitted(PoissonRegressor(alpha=0.1, **TIGHT), scaled, counts, w),
        'gamma': fitted(GammaRegressor(alpha=0.2, **TIGHT), scaled, positive, w),
        'tweedie': fitted(TweedieRegressor(power=1.6, alpha=0.1, **TIGHT), scaled, counts, w),
        'inverseGaussian': fitted(TweedieRegressor(power=3, alpha=0.5, **TIGHT), scaled, positive, w),
        'normal': fitted(TweedieRegressor(power=0, alpha=0.3, **TIGHT), scaled, y, w),
        'bayes': {'coefficients': bayes.coef_, 'intercept': float(bayes.intercept_), 'noisePrecision': float(bayes.alpha_),
                  'weightPrecision': float(bayes.lambda_), 'covariance': bayes.sigma_, 'means': means, 'deviations': deviations},
    }


def squared_hinge(x, side, w, c):
    """The same objective by SciPy."""
    def objective(b):
        gap = np.maximum(0, 1 - side * (x @ b[:-1] + b[-1]))
        slope = -2 * c * w * side * gap
        return 0.5 * b[:-1] @ b[:-1] + c * (w * gap ** 2).sum(), np.r_[b[:-1] + x.T @ slope, slope.sum()]
    found = minimize(objective, np.zeros(x.shape[1] + 1), jac=True, method='L-BFGS-B',
                     options=dict(maxiter=50_000, maxfun=100_000, ftol=1e-16, gtol=1e-10))
    return found.x


classification = {}
for name, data in classification_sets().items():
    x, y = data['x'], data['y']
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    w = np.ones(len(y)) if data['weights'] is None else data['weights']
    svm = LinearSVC(C=0.7, dual=False, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(x, y, w)
    classes = [1] if y.max() == 1 else range(y.max() + 1)
    perceptron = Perceptron(shuffle=False, tol=None, max_iter=3).fit(x, y, sample_weight=data['weights'])
    classification[name] = {'x': x, 'svm without intercept': svm.coef_,
                            'svm': [squared_hinge(x, np.where(y == c, 1, -1), w, 0.7) for c in classes],
                            'perceptron': np.column_stack([perceptron.coef_, perceptron.intercept_])}
write('classic-ml', 'linear-extra', {'regression': regression, 'classification': classification}, [np, scipy, sklearn])
