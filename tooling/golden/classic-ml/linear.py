"""Linear regressors: scikit-learn on the shared data sets, and ill-conditioned tables solved in exact arithmetic."""
import warnings
from fractions import Fraction

import numpy as np
import sklearn
from data_sets import regression_sets
from golden import write
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, Ridge, enet_path

warnings.simplefilter('ignore')


def fitted(model, data):
    model.fit(data['x'], data['y'], data['weights'])
    return {'coefficients': model.coef_, 'intercept': float(model.intercept_)}


def exact_least_squares(x, y):
    """The normal equations of [1 X] in rational arithmetic, rounded at the end."""
    rows = [[Fraction(1), *map(Fraction, row)] for row in x]
    size = len(rows[0])
    a = [[sum(r[i] * r[j] for r in rows) for j in range(size)] + [sum(r[i] * Fraction(t) for r, t in zip(rows, y))] for i in range(size)]
    for k in range(size):
        pivot = next(i for i in range(k, size) if a[i][k] != 0)
        a[k], a[pivot] = a[pivot], a[k]
        for i in range(size):
            if i != k:
                factor = a[i][k] / a[k][k]
                a[i] = [u - factor * v for u, v in zip(a[i], a[k])]
    b = [float(a[i][size] / a[i][i]) for i in range(size)]
    return {'coefficients': b[1:], 'intercept': b[0]}


# J. W. Longley (1967), "An appraisal of least squares programs for the electronic computer from the point of view of the user"
LONGLEY = np.array([
    [83.0, 234289, 2356, 1590, 107608, 1947, 60323], [88.5, 259426, 2325, 1456, 108632, 1948, 61122],
    [88.2, 258054, 3682, 1616, 109773, 1949, 60171], [89.5, 284599, 3351, 1650, 110929, 1950, 61187],
    [96.2, 328975, 2099, 3099, 112075, 1951, 63221], [98.1, 346999, 1932, 3594, 113270, 1952, 63639],
    [99.0, 365385, 1870, 3547, 115094, 1953, 64989], [100.0, 363112, 3578, 3350, 116219, 1954, 63761],
    [101.2, 397469, 2904, 3048, 117388, 1955, 66019], [104.6, 419180, 2822, 2857, 118734, 1956, 67857],
    [108.4, 442769, 2936, 2798, 120445, 1957, 68169], [110.8, 444546, 4681, 2637, 121950, 1958, 66513],
    [112.6, 482704, 3813, 2552, 123366, 1959, 68655], [114.2, 502601, 3931, 2514, 125368, 1960, 69564],
    [115.7, 518173, 4806, 2572, 127852, 1961, 69331], [116.9, 554894, 4007, 2827, 130081, 1962, 70551]])


def ill_conditioned():
    rng = np.random.default_rng(20)
    t = np.arange(21.0)
    x = rng.normal(size=(30, 3)).round(3)
    close = np.column_stack([x, x[:, 0] + 1e-10 * np.round(rng.normal(size=30), 2)])
    tables = {
        'longley': (LONGLEY[:, :6], LONGLEY[:, 6]),
        # the polynomial of Wampler (1970): powers 1 to 5 of 0..20
        'wampler': (np.column_stack([t ** p for p in range(1, 6)]), sum(t ** p for p in range(6))),
        'powersTo8': (np.column_stack([t ** p for p in range(1, 9)]), np.sin(t).round(3)),
        'nearlyEqualColumns': (close, (x.sum(axis=1) + rng.normal(size=30)).round(3)),
        'farFromOrigin': (x + [1e6, -1e6, 1e7], (x.sum(axis=1) + rng.normal(size=30)).round(3)),
    }
    result = {}
    for name, (a, y) in tables.items():
        condition = float(np.linalg.cond(np.column_stack([np.ones(len(a)), a])))
        result[name] = {'x': a, 'y': y, 'condition': condition, **exact_least_squares(a.tolist(), y.tolist())}
    return result


golden = {}
for name, data in regression_sets().items():
    tight = dict(tol=1e-14, max_iter=200_000)
    alphas = [2.0, 0.5, 0.1, 0.02]
    results = {
        'LinearRegression': fitted(LinearRegression(tol=1e-13), data),
        'LinearRegression without intercept': fitted(LinearRegression(fit_intercept=False, tol=1e-13), data),
        'Ridge': fitted(Ridge(alpha=0.7, solver='svd'), data),
        'Ridge without intercept': fitted(Ridge(alpha=3, solver='svd', fit_intercept=False), data),
        'Lasso': fitted(Lasso(alpha=0.2, **tight), data),
        'Lasso positive': fitted(Lasso(alpha=0.05, positive=True, **tight), data),
        'ElasticNet': fitted(ElasticNet(alpha=0.3, l1_ratio=0.4, **tight), data),
    }
    if data['weights'] is None:
        x, y = data['x'] - data['x'].mean(axis=0), data['y'] - data['y'].mean()
        results['path'] = {'alphas': alphas, 'coefficients': enet_path(x, y, l1_ratio=0.7, alphas=alphas, **tight)[1].T}
    golden[name] = results
write('classic-ml', 'linear', {'sets': golden, 'illConditioned': ill_conditioned()}, [np, sklearn])
