"""Densities and both tails of the families of one variable, in logarithms at up to 700 digits with mpmath; moments, entropies and
quantiles with SciPy. Parameters and arguments are float64, taken as exact."""
import mpmath as mp
import numpy as np
import scipy
from scipy import stats
from golden import write

f = mp.mpf
DIGITS = 400


def gamma_cdf(a, y):
    return mp.gammainc(a, 0, y, regularized=True)


def beta_cdf(a, b, x):
    """By the hypergeometric series of positive terms."""
    if x > a / (a + b):
        return 1 - beta_cdf(b, a, 1 - x)
    return mp.exp(a * mp.log(x) + b * mp.log(1 - x)) / a / mp.beta(a, b) * mp.hyp2f1(1, a + b, a + 1, x)


def t_cdf(z, v):
    tail = beta_cdf(v / 2, f(1) / 2, v / (v + z * z)) / 2
    return tail if z < 0 else 1 - tail


def ncdf(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


def discrete(pmf, lower):
    """cdf as a sum of probabilities."""
    return lambda k: mp.fsum(pmf(f(j)) for j in range(lower, int(k) + 1))


def build(name, parameters):
    """log density, cdf, SciPy's frozen twin, and points."""
    p = {key: f(value) for key, value in parameters.items()}
    q = parameters
    if name == 'Normal':
        m, s = p['mean'], p['standardDeviation']
        z = lambda x: (x - m) / s
        pts = [q['mean'] + q['standardDeviation'] * k for k in [-40, -38.5, -20, -5, -1, -0.25, 0, 0.5, 2, 8, 15, 37, 40]]
        return lambda x: -z(x) ** 2 / 2 - mp.log(s * mp.sqrt(2 * mp.pi)), lambda x: ncdf(z(x)), stats.norm(q['mean'], q['standardDeviation']), pts
    if name == 'LogNormal':
        m, s = p['logMean'], p['logStandardDeviation']
        z = lambda x: (mp.log(x) - m) / s
        return (lambda x: -z(x) ** 2 / 2 - mp.log(s * x * mp.sqrt(2 * mp.pi)), lambda x: ncdf(z(x)),
                stats.lognorm(q['logStandardDeviation'], scale=float(mp.exp(m))), [1e-12, 1e-3, 0.1, 0.9, 1, 2.5, 30, 1e4, 1e12])
    if name == 'Uniform':
        lo, hi = p['low'], p['high']
        w = q['high'] - q['low']
        return lambda x: -mp.log(hi - lo), lambda x: (x - lo) / (hi - lo), stats.uniform(q['low'], w), [q['low'] + w * k for k in [1e-12, 0.1, 0.5, 0.75, 0.999]]
    if name == 'Exponential':
        r = p['rate']
        return lambda x: mp.log(r) - r * x, lambda x: -mp.expm1(-r * x), stats.expon(scale=1 / q['rate']), [k / q['rate'] for k in [1e-300, 1e-10, 0.01, 0.5, 1, 3, 50, 700]]
    if name == 'Laplace':
        m, s = p['location'], p['scale']
        return (lambda x: -abs(x - m) / s - mp.log(2 * s), lambda x: mp.exp((x - m) / s) / 2 if x < m else 1 - mp.exp((m - x) / s) / 2,
                stats.laplace(q['location'], q['scale']), [q['location'] + q['scale'] * k for k in [-700, -30, -2, -0.1, 0, 0.3, 1, 25, 600]])
    if name == 'Logistic':
        m, s = p['location'], p['scale']
        return (lambda x: -(x - m) / s - 2 * mp.log1p(mp.exp(-(x - m) / s)) - mp.log(s), lambda x: 1 / (1 + mp.exp(-(x - m) / s)),
                stats.logistic(q['location'], q['scale']), [q['location'] + q['scale'] * k for k in [-700, -30, -2, -0.1, 0, 0.3, 1, 25, 600]])
    if name == 'StudentT':
        v, m, s = p['degreesOfFreedom'], p['location'], p['scale']
        log_norm = mp.log(s) + mp.log(v) / 2 + mp.log(mp.beta(v / 2, f(1) / 2))
        return (lambda x: -(v + 1) / 2 * mp.log1p(((x - m) / s) ** 2 / v) - log_norm, lambda x: t_cdf((x - m) / s, v),
                stats.t(q['degreesOfFreedom'], q['location'], q['scale']), [q['location'] + q['scale'] * k for k in [-1e60, -1e10, -50, -5, -1.2, -0.01, 0.3, 1, 2.26, 12, 40, 1e5]])
    if name == 'Weibull':
        k, s = p['shape'], p['scale']
        return (lambda x: mp.log(k / s) + (k - 1) * mp.log(x / s) - (x / s) ** k, lambda x: -mp.expm1(-(x / s) ** k),
                stats.weibull_min(q['shape'], scale=q['scale']), [q['scale'] * t ** (1 / q['shape']) for t in [1e-200, 1e-10, 0.01, 0.3, 1, 4, 60, 690]])
    if name == 'Gamma' or name == 'ChiSquared':
        a, r = (p['shape'], p['rate']) if name == 'Gamma' else (p['degreesOfFreedom'] / 2, f(1) / 2)
        mean, sd = float(a / r), float(mp.sqrt(a) / r)
        pts = [1e-100 * mean, 1e-6 * mean, 0.02 * mean, 0.3 * mean, 0.8 * mean, mean, mean + sd, mean + 4 * sd, 3 * mean + 9 * sd, mean + 60 * sd]
        return (lambda x: a * mp.log(r) + (a - 1) * mp.log(x) - r * x - mp.loggamma(a), lambda x: gamma_cdf(a, r * x),
                stats.gamma(float(a), scale=float(1 / r)), pts)
    if name == 'InverseGamma':
        a, s = p['shape'], p['scale']
        pts = [float(s) / y for y in [1e-60, 1e-6, 0.05, 0.4, 1.3, 2.5, 6, 30, 200, 600]]
        return (lambda x: a * mp.log(s) - (a + 1) * mp.log(x) - s / x - mp.loggamma(a), lambda x: mp.gammainc(a, s / x, mp.inf, regularized=True),
                stats.invgamma(float(a), scale=float(s)), pts)
    if name == 'Beta':
        a, b = p['alpha'], p['beta']
        return (lambda x: (a - 1) * mp.log(x) + (b - 1) * mp.log(1 - x) - mp.log(mp.beta(a, b)), lambda x: beta_cdf(a, b, x),
                stats.beta(q['alpha'], q['beta']), [1e-100, 1e-9, 0.003, 0.1, 0.3, 0.5, 0.62, 0.9, 0.9995, 1 - 2.0 ** -40])
    if name == 'FDistribution':
        n, m = p['numeratorDegrees'], p['denominatorDegrees']
        share = lambda x: n * x / (n * x + m)
        return (lambda x: n / 2 * mp.log(share(x)) + m / 2 * mp.log(1 - share(x)) - mp.log(x) - mp.log(mp.beta(n / 2, m / 2)), lambda x: beta_cdf(n / 2, m / 2, share(x)),
                stats.f(q['numeratorDegrees'], q['denominatorDegrees']), [1e-80, 1e-5, 0.05, 0.5, 1, 1.4, 3, 20, 1e4, 1e12])
    if name == 'Bernoulli':
        w = p['probability']
        pmf = lambda k: mp.log(w if k == 1 else 1 - w)
        return pmf, lambda k: 1 - w if k == 0 else f(1), stats.bernoulli(q['probability']), [0, 1]
    if name == 'Binomial':
        n, w = q['trials'], p['probability']
        pmf = lambda k: mp.binomial(n, k) * w ** k * (1 - w) ** (n - k)
        mid, sd = n * q['probability'], (n * q['probability'] * (1 - q['probability'])) ** 0.5
        pts = sorted({k for k in [0, 1, round(mid - 5 * sd), round(mid - sd), round(mid), round(mid + 2 * sd), round(mid + 9 * sd), n - 1, n] if 0 <= k <= n})
        cdf = discrete(pmf, 0) if n <= 2000 else lambda k: beta_cdf(n - k, k + 1, 1 - w) if k < n else f(1)
        return lambda k: mp.log(pmf(k)), cdf, stats.binom(n, q['probability']), pts
    if name == 'BetaBinomial':
        n, a, b = q['trials'], p['alpha'], p['beta']
        pmf = lambda k: mp.binomial(n, k) * mp.beta(k + a, n - k + b) / mp.beta(a, b)
        return lambda k: mp.log(pmf(k)), discrete(pmf, 0), stats.betabinom(n, q['alpha'], q['beta']), sorted({0, 1, n // 3, n // 2, n - 2, n})
    if name == 'Poisson':
        r = p['rate']
        pmf = lambda k: mp.exp(k * mp.log(r) - r - mp.loggamma(k + 1))
        mid, sd = q['rate'], q['rate'] ** 0.5
        pts = sorted({max(0, round(k)) for k in [0, 1, mid - 5 * sd, mid - sd, mid, mid + sd, mid + 6 * sd, mid + 30 * sd + 20]})
        return lambda k: mp.log(pmf(k)), lambda k: mp.gammainc(k + 1, r, mp.inf, regularized=True), stats.poisson(q['rate']), pts
    if name == 'NegativeBinomial':
        n, w = p['size'], p['probability']
        log_pmf = lambda k: mp.loggamma(k + n) - mp.loggamma(k + 1) - mp.loggamma(n) + n * mp.log(w) + k * mp.log(1 - w)
        return (log_pmf, lambda k: beta_cdf(n, k + 1, w), stats.nbinom(q['size'], q['probability']),
                [0, 1, 3, round(q['size'] / q['probability']), round(9 * q['size'] / q['probability']) + 20])
    if name == 'Geometric':
        w = p['probability']
        return (lambda k: (k - 1) * mp.log(1 - w) + mp.log(w), lambda k: 1 - (1 - w) ** k, stats.geom(q['probability']),
                [1, 2, 5, round(1 / q['probability']) + 1, round(20 / q['probability']) + 2, round(300 / q['probability'])])
    raise ValueError(name)


CASES = [
    ('Normal', {'mean': 0.0, 'standardDeviation': 1.0}), ('Normal', {'mean': -3.5, 'standardDeviation': 1e-3}),
    ('LogNormal', {'logMean': 0.3, 'logStandardDeviation': 0.8}), ('LogNormal', {'logMean': -2.0, 'logStandardDeviation': 3.0}),
    ('Uniform', {'low': -1.0, 'high': 3.0}), ('Exponential', {'rate': 1.0}), ('Exponential', {'rate': 250.0}),
    ('Laplace', {'location': 0.0, 'scale': 1.0}), ('Laplace', {'location': 2.0, 'scale': 0.5}), ('Logistic', {'location': 0.0, 'scale': 1.0}), ('Logistic', {'location': -1.0, 'scale': 4.0}),
    ('StudentT', {'degreesOfFreedom': 0.7, 'location': 0.0, 'scale': 1.0}), ('StudentT', {'degreesOfFreedom': 5.0, 'location': 1.0, 'scale': 2.0}),
    ('StudentT', {'degreesOfFreedom': 300.0, 'location': 0.0, 'scale': 1.0}),
    ('Weibull', {'shape': 0.6, 'scale': 2.0}), ('Weibull', {'shape': 4.0, 'scale': 0.1}),
    ('Gamma', {'shape': 0.02, 'rate': 1.0}), ('Gamma', {'shape': 0.7, 'rate': 3.0}), ('Gamma', {'shape': 1.0, 'rate': 1.0}), ('Gamma', {'shape': 6.5, 'rate': 0.25}),
    ('Gamma', {'shape': 40.0, 'rate': 1.0}), ('Gamma', {'shape': 2500.0, 'rate': 10.0}),
    ('InverseGamma', {'shape': 0.8, 'scale': 1.0}), ('InverseGamma', {'shape': 7.0, 'scale': 3.0}),
    ('ChiSquared', {'degreesOfFreedom': 1.0}), ('ChiSquared', {'degreesOfFreedom': 2.0}), ('ChiSquared', {'degreesOfFreedom': 77.0}),
    ('Beta', {'alpha': 0.01, 'beta': 0.5}), ('Beta', {'alpha': 1.0, 'beta': 1.0}), ('Beta', {'alpha': 2.5, 'beta': 4.0}), ('Beta', {'alpha': 300.0, 'beta': 200.0}),
    ('FDistribution', {'numeratorDegrees': 1.0, 'denominatorDegrees': 6.0}), ('FDistribution', {'numeratorDegrees': 12.0, 'denominatorDegrees': 30.0}),
    ('FDistribution', {'numeratorDegrees': 150.0, 'denominatorDegrees': 90.0}),
    ('Bernoulli', {'probability': 0.3}), ('Bernoulli', {'probability': 1e-12}),
    ('Binomial', {'trials': 1, 'probability': 0.25}), ('Binomial', {'trials': 20, 'probability': 0.5}), ('Binomial', {'trials': 1500, 'probability': 0.97}),
    ('Binomial', {'trials': 100000, 'probability': 0.001}),
    ('BetaBinomial', {'trials': 10, 'alpha': 8.0, 'beta': 4.0}), ('BetaBinomial', {'trials': 300, 'alpha': 0.3, 'beta': 0.9}),
    ('Poisson', {'rate': 0.2}), ('Poisson', {'rate': 4.0}), ('Poisson', {'rate': 90.0}), ('Poisson', {'rate': 20000.0}),
    ('NegativeBinomial', {'size': 2.5, 'probability': 0.3}), ('NegativeBinomial', {'size': 0.1, 'probability': 0.01}),
    ('Geometric', {'probability': 0.25}), ('Geometric', {'probability': 1e-6}),
]
LEVELS = [0.001, 0.03, 0.3, 0.5, 0.75, 0.99, 0.9999]


def case(name, parameters):
    with mp.workdps(DIGITS):
        log_density, cdf, frozen, points = build(name, parameters)
        rows = []
        for x in points:
            lower = cdf(f(x))
            rows.append([x, float(log_density(f(x))), float(mp.log(lower)) if lower > 0 else '-Infinity',
                         float(mp.log1p(-lower)) if lower < 1 else '-Infinity'])
    mean, variance = frozen.stats('mv')
    entropy = frozen.entropy()
    if frozen.dist.name in ('poisson', 'nbinom'):  # SciPy's sum stops early
        k = np.arange(float(frozen.mean()) * 2 + 6000)
        entropy = -np.sum(frozen.pmf(k) * np.maximum(frozen.logpmf(k), -745))
    if name == 'StudentT' and parameters['degreesOfFreedom'] <= 1:  # SciPy says infinity, but the integral does not exist
        mean = variance = np.nan
    return {'name': name, 'parameters': parameters, 'rows': rows, 'mean': float(mean), 'variance': float(variance),
            'entropy': float(entropy), 'quantiles': [[p, float(frozen.ppf(p))] for p in LEVELS]}


if __name__ == '__main__':
    write('prob-info', 'distributions', {'cases': [case(*item) for item in CASES]}, libraries=[mp, scipy])
