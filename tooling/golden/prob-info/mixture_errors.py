"""Standard errors of mixtures: the Hessian of the log-likelihood at its maximum, in 40 digits, confirmed by differences of SciPy's.

A maximum is found by SciPy and polished by Newton's steps; the Hessian comes from central differences with steps of 1e-10.
"""
import mpmath
import numpy as np
import scipy
from mpmath import mp, mpf
from scipy import optimize, stats
from golden import write

mp.dps = 40
rng = np.random.default_rng(11)


def normal(x, mean, deviation):
    return mpmath.npdf(x, mean, deviation)


def gamma(x, shape, rate):
    return rate ** shape * x ** (shape - 1) * mpmath.exp(-rate * x) / mpmath.gamma(shape)


def poisson(x, rate):
    return rate ** x * mpmath.exp(-rate) / mpmath.factorial(x)


FAMILIES = {
    'Normal': (normal, lambda x, m, s: stats.norm.logpdf(x, m, s), ['mean', 'standardDeviation']),
    'Gamma': (gamma, lambda x, a, b: stats.gamma.logpdf(x, a, scale=1 / b), ['shape', 'rate']),
    'Poisson': (poisson, lambda x, r: stats.poisson.logpmf(x, r), ['rate']),
}


def split(theta, names, size):
    weights = [*theta[:size - 1], 1 - sum(theta[:size - 1])]
    return weights, [theta[size - 1 + i * len(names):size - 1 + (i + 1) * len(names)] for i in range(size)]


def differences(f, theta, steps):
    """Gradient and Hessian by central differences."""
    n = len(theta)
    moved = lambda *moves: f([t + sum(s * steps[i] for j, s in moves if j == i) for i, t in enumerate(theta)])
    gradient = [(moved((i, 1)) - moved((i, -1))) / (2 * steps[i]) for i in range(n)]
    hessian = [[(moved((i, 1), (j, 1)) - moved((i, 1), (j, -1)) - moved((i, -1), (j, 1)) + moved((i, -1), (j, -1)))
                / (4 * steps[i] * steps[j]) for j in range(n)] for i in range(n)]
    return gradient, hessian


def case(family, size, values, counts, start):
    density, log_density, names = FAMILIES[family]

    def exact(theta):
        weights, parts = split(theta, names, size)
        return mpmath.fsum(int(c) * mpmath.log(sum(w * density(mpf(float(x)), *part) for w, part in zip(weights, parts)))
                           for x, c in zip(values, counts))

    def by_scipy(theta):
        weights, parts = split(theta, names, size)
        return float(counts @ scipy.special.logsumexp([log_density(values, *part) for part in parts], axis=0,
                                                      b=np.reshape(weights, (-1, 1))))

    def loss(theta):
        weights, parts = split(theta, names, size)
        inside = min(weights) > 0 and (family == 'Normal' or min(map(min, parts)) > 0)
        return -by_scipy(theta) if inside and (family != 'Normal' or min(p[1] for p in parts) > 0) else 1e10

    theta = optimize.minimize(loss, start, method='Nelder-Mead', options={'xatol': 1e-9, 'fatol': 1e-11, 'maxiter': 20000, 'maxfev': 20000}).x
    theta = [mpf(float(t)) for t in theta]
    steps = [mpf('1e-10')] * len(theta)
    for _ in range(3):
        gradient, hessian = differences(exact, theta, steps)
        theta = list(mpmath.matrix(theta) - mpmath.lu_solve(mpmath.matrix(hessian), mpmath.matrix(gradient)))
    gradient, hessian = differences(exact, theta, steps)
    assert max(map(abs, gradient)) < 1e-12, gradient
    covariance = (-mpmath.matrix(hessian)) ** -1
    errors = [float(mpmath.sqrt(covariance[i, i])) for i in range(len(theta))]
    point = [float(t) for t in theta]
    rough = np.linalg.inv(-np.array(differences(by_scipy, point, [0.005 * e for e in errors])[1]))
    np.testing.assert_allclose(np.sqrt(np.diag(rough)), errors, rtol=5e-4)

    last = float(mpmath.sqrt(sum(covariance[i, j] for i in range(size - 1) for j in range(size - 1))))
    weights, parts = split(point, names, size)
    return {
        'family': family, 'values': values, 'counts': counts, 'weights': weights,
        'components': [dict(zip(names, part)) for part in parts],
        'standardErrors': {**{f'weight{k}': e for k, e in enumerate([*errors[:size - 1], last])},
                           **{f'{name}{k}': errors[size - 1 + k * len(names) + i] for k in range(size) for i, name in enumerate(names)}},
    }


two = np.concatenate([rng.normal(0, 1, 50), rng.normal(3, 0.7, 40)])
three = np.concatenate([rng.normal(-4, 1, 30), rng.normal(0, 0.8, 40), rng.normal(5, 1.5, 30)])
skew = np.concatenate([rng.gamma(2, 1 / 3, 60), rng.gamma(20, 1 / 4, 50)])
events = np.arange(16)
seen = np.array([14, 24, 19, 12, 8, 9, 11, 14, 12, 10, 8, 5, 3, 2, 1, 1])
ones = lambda x: np.ones(len(x), dtype=int)
write('prob-info', 'mixture-errors', {'cases': [
    case('Normal', 2, two, ones(two), [0.5, 0, 1, 3, 0.7]),
    case('Normal', 3, three, ones(three), [0.3, 0.4, -4, 1, 0, 0.8, 5, 1.5]),
    case('Normal', 2, two, 1 + np.arange(len(two)) % 3, [0.5, 0, 1, 3, 0.7]),
    case('Gamma', 2, skew, ones(skew), [0.5, 2, 3, 20, 4]),
    case('Poisson', 2, events, seen, [0.5, 1.5, 8]),
]}, libraries=[np, scipy, mpmath])
