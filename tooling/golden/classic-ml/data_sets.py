"""The data sets over which every estimator is compared, with short decimals so that they cost little in JSON."""
import numpy as np
from golden import write


def _regression(seed, samples, features, noise=0.5):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(samples, features)).round(3)
    coefficients = np.where(rng.random(features) < 0.6, rng.normal(size=features) * 2, 0)
    y = (x @ coefficients + 1.5 + noise * rng.normal(size=samples)).round(3)
    return x, y


def regression_sets():
    """name -> {x, y, weights or None}: tall, wide, rank-deficient, badly scaled, weighted, single feature."""
    sets = {}
    x, y = _regression(0, 60, 5)
    sets['tall'] = dict(x=x, y=y)
    x, y = _regression(1, 12, 20)
    sets['wide'] = dict(x=x, y=y)
    x, y = _regression(2, 40, 4)
    x = np.column_stack([x, x[:, 0] + x[:, 1], 2 * x[:, 2]]).round(3)
    sets['rankDeficient'] = dict(x=x, y=y)
    x, y = _regression(3, 50, 4)
    sets['badlyScaled'] = dict(x=(x * [1e-3, 1, 1e3, 1e5] + [5, -100, 1e4, 0]).round(6), y=y)
    x, y = _regression(4, 45, 5)
    sets['weighted'] = dict(x=x, y=y, weights=np.random.default_rng(5).integers(0, 5, 45) * 0.75)
    x, y = _regression(6, 25, 1)
    sets['oneFeature'] = dict(x=x, y=y)
    return {name: {'weights': None, **data} for name, data in sets.items()}


def _classification(seed, samples, features, classes, spread):
    rng = np.random.default_rng(seed)
    centers = rng.normal(size=(classes, features)) * spread
    y = rng.integers(0, classes, samples)
    y[:classes] = np.arange(classes)
    return (centers[y] + rng.normal(size=(samples, features))).round(3), y


def classification_sets():
    """name -> {x, y, weights or None}: tall with 3 classes, wide, rank-deficient, badly scaled, weighted, binary, unbalanced."""
    sets = {}
    x, y = _classification(10, 70, 4, 3, 1.2)
    sets['tall'] = dict(x=x, y=y)
    x, y = _classification(11, 16, 24, 3, 0.6)
    sets['wide'] = dict(x=x, y=y)
    x, y = _classification(12, 50, 3, 3, 1.0)
    sets['rankDeficient'] = dict(x=np.column_stack([x, x[:, 0] - x[:, 1]]).round(3), y=y)
    x, y = _classification(13, 60, 3, 2, 0.8)
    sets['badlyScaled'] = dict(x=(x * [1e-2, 1, 50] + [0, 3, -20]).round(5), y=y)
    x, y = _classification(14, 60, 4, 4, 1.2)
    sets['weighted'] = dict(x=x, y=y, weights=np.random.default_rng(15).integers(0, 4, 60) * 0.5)
    x, y = _classification(16, 50, 5, 2, 0.7)
    sets['binary'] = dict(x=x, y=y)
    x, y = _classification(17, 80, 3, 2, 0.8)
    sets['unbalanced'] = dict(x=np.vstack([x[y == 0], x[y == 1][:7]]), y=np.r_[y[y == 0], y[y == 1][:7]])
    return {name: {'weights': None, **data} for name, data in sets.items()}


if __name__ == '__main__':
    write('classic-ml', 'data-sets', {'regression': regression_sets(), 'classification': classification_sets()}, [np])
