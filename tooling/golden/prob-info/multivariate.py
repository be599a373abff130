"""Vector distributions and mixtures with SciPy."""
import numpy as np
import scipy
from scipy import integrate, special, stats
from golden import write

rng = np.random.default_rng(0)
a = rng.normal(size=(4, 4))
covariance = a @ a.T + 0.3 * np.eye(4)
mean = rng.normal(size=4)
normal = stats.multivariate_normal(mean, covariance)
points = rng.normal(size=(6, 4)) * 3
given, values = [3, 0], np.array([0.4, -1.1])
rest = [1, 2]
gain = covariance[np.ix_(rest, given)] @ np.linalg.inv(covariance[np.ix_(given, given)])

multinomial = stats.multinomial(12, [0.2, 0.5, 0.05, 0.25])
counts = [[3, 5, 1, 3], [0, 12, 0, 0], [2, 2, 2, 6]]
dirichlet = stats.dirichlet([0.4, 3.0, 7.5])
simplex = [[0.2, 0.3, 0.5], [1e-12, 0.4, 0.6 - 1e-12], [0.01, 0.01, 0.98]]

weights = np.array([0.3, 0.6, 0.1])
parts = [stats.norm(-1, 0.5), stats.norm(2, 2), stats.t(3, 0, 1)]
xs = [-30.0, -2.0, 0.3, 5.0, 25.0]
logs = lambda method, x: float(special.logsumexp([getattr(p, method)(x) for p in parts], b=weights))
entropy = -integrate.quad(lambda x: np.exp(logs('logpdf', x)) * logs('logpdf', x), -1e4, 1e4, points=[-5, -1, 0, 2, 8, 50, -50], limit=2000, epsabs=1e-12)[0]

write('prob-info', 'multivariate', {
    'normal': {'mean': mean, 'covariance': covariance, 'points': points, 'logPdf': normal.logpdf(points), 'entropy': normal.entropy(),
               'given': given, 'values': values, 'conditionalMean': mean[rest] + gain @ (values - mean[given]),
               'conditionalCovariance': covariance[np.ix_(rest, rest)] - gain @ covariance[np.ix_(given, rest)]},
    'multinomial': {'trials': 12, 'probabilities': [0.2, 0.5, 0.05, 0.25], 'counts': counts, 'logPmf': multinomial.logpmf(counts),
                    'entropy': multinomial.entropy(), 'covariance': multinomial.cov()},
    'dirichlet': {'concentration': [0.4, 3.0, 7.5], 'points': simplex, 'logPdf': [dirichlet.logpdf(x) for x in simplex],
                  'entropy': dirichlet.entropy(), 'covariance': dirichlet.cov()},
    'mixture': {'weights': weights, 'x': xs, 'logPdf': [logs('logpdf', x) for x in xs], 'logCdf': [logs('logcdf', x) for x in xs],
                'logSurvival': [logs('logsf', x) for x in xs], 'entropy': entropy},
}, libraries=[np, scipy])
