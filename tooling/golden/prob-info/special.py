"""Special functions at 50 digits with mpmath: arguments are float64 and taken as exact."""
import mpmath as mp
from golden import write

mp.mp.dps = 50
f = mp.mpf


def rows(function, *grids):
    points = [()]
    for grid in grids:
        points = [p + (x,) for p in points for x in grid]
    return [[*p, float(v)] for p in points if (v := function(*map(f, p))) is not None]


def log_gamma_p(a, x):
    return mp.log(mp.gammainc(a, 0, x, regularized=True))


def gamma_tails(a, x):
    """The log of both tails, each at a precision that leaves it 30 digits."""
    with mp.workdps(60):
        if x < a:
            lower = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * mp.hyp1f1(1, a + 1, x)
            return mp.log(lower), mp.log1p(-lower)
        upper = quadrature_upper(a, x) if a > 50 else mp.gammainc(a, x, mp.inf, regularized=True)
        return mp.log1p(-upper), mp.log(upper)


def quadrature_upper(a, x):
    """Q(a, x) = x^a e^-x / Gamma(a) * integral of e^(-x t) (1 + t)^(a - 1) over t > 0."""
    scale = 1 / (x - a + 1 + mp.sqrt(a))
    value = mp.quad(lambda t: mp.exp(-x * t + (a - 1) * mp.log1p(t)), [0, scale, 4 * scale, 16 * scale, 64 * scale, 400 * scale])
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * value


def beta_tail(a, b, x):
    """log I_x(a, b) for x at or below the mean by the hypergeometric function of positive terms, and the log of its complement."""
    with mp.workdps(80):
        value = mp.exp(a * mp.log(x) + b * mp.log(1 - x) - mp.log(a) - mp.log(mp.beta(a, b))) * mp.hyp2f1(1, a + b, a + 1, x)
        return mp.log(value), mp.log1p(-value)


positive = [1e-300, 1e-20, 1e-5, 0.1, 0.49, 0.75, 0.9999, 1, 1.0001, 1.25, 1.4616, 1.4616321449683622, 1.8, 1.99999, 2, 2.0003, 2.4, 3.7, 9.99,
            10, 12.5, 77.7, 1e3, 1e8, 1e100]
tails = []
for a in [1e-10, 1e-3, 0.1, 0.5, 0.99, 1, 2.5, 7, 15, 24.9, 25, 40, 100, 1e3, 1e5]:
    spread = max(a ** 0.5, 0.5)
    for x in [1e-200, 1e-8, 0.01, 0.3, 0.56, 0.9, 1.05, 1.5, a / 3, a * 0.71, a - 5 * spread, a - spread, a, a * 1.0001, a + 0.5, a + spread,
              a + 5 * spread, 1.29 * a, 2 * a, 5 * a, 10 * a + 20, 700]:
        if x > 0 and not (a > 100 and (x < a / 3 or x > 2 * a)):
            p, q = gamma_tails(f(a), f(x))
            tails.append([a, x, float(p), float(q)])
betas = []
for a in [1e-10, 1e-3, 0.2, 0.5, 1, 3, 12, 90, 1e3, 2e4]:
    for b in [1e-3, 0.5, 1, 2.5, 15, 300, 1e4]:
        mean = a / (a + b)
        sd = (a * b / (a + b + 1)) ** 0.5 / (a + b)
        for x in {1e-200, 1e-6, 0.01, 0.3 * mean, mean - 5 * sd, mean - sd, 0.99 * mean, mean}:
            if 0 < x <= mean and not (max(a, b) > 500 and x < 0.1 * mean):
                p, q = beta_tail(f(a), f(b), f(x))
                betas.append([a, b, x, float(p), float(q)])

real = [-40, -10, -3, -1.2, -0.7, -0.1, -1e-10, 0, 1e-200, 1e-5, 0.3, 0.5, 0.99, 1, 1.7, 2.5, 4, 6, 10, 20, 26]
write('prob-info', 'special', {
    'logGamma': rows(mp.loggamma, positive) + rows(lambda x: mp.log(abs(mp.gamma(x))), [-0.5, -1.3, -2.99, -10.6, -1e-7]),
    'logGamma1p': rows(lambda y: mp.loggamma(1 + y), [-0.6, -0.4, -1e-3, -1e-12, 0, 1e-30, 1e-9, 0.2, 0.49, 0.51, 3]),
    'logGammaRatio': rows(lambda x, s: mp.loggamma(x + s) - mp.loggamma(x), [1e-5, 0.3, 1, 4.5, 11, 300, 1e6], [1e-12, 1e-4, 0.3, 2, 50, 1e5]),
    'logBeta': rows(lambda a, b: mp.log(mp.beta(a, b)), [1e-10, 0.1, 1, 5, 30, 1e4, 1e9], [1e-7, 0.5, 2, 11, 200, 1e6]),
    'logChoose': rows(lambda n, k: mp.log(mp.binomial(n, k)), [50, 1e3, 1e9], [0, 1, 2, 17, 49]),
    'digamma': rows(mp.digamma, positive) + rows(mp.digamma, [-0.5, -2.3, -1e-3]),
    'trigamma': rows(lambda x: mp.polygamma(1, x), [x for x in positive if x > 1e-100]),
    'tetragamma': rows(lambda x: mp.polygamma(2, x), [x for x in positive if 1e-100 < x < 1e90]),
    'erf': rows(mp.erf, real),
    'erfc': rows(mp.erfc, real),
    'erfcx': rows(lambda x: mp.exp(x * x) * mp.erfc(x), [-20, -5, -1, -0.1, 0, 1e-9, 0.2, 0.5, 1, 3, 10, 30]) + [[1e5, float(1 / (mp.sqrt(mp.pi) * f(1e5)) * (1 - f(1) / 2 / f(1e10)))]],
    'logNormalCdf': rows(lambda z: mp.log(mp.ncdf(z)) if z < 5 else mp.log1p(-mp.ncdf(-z)), [-1e3, -40, -38, -10, -3, -1, -0.3, 0, 0.5, 1, 2, 8, 37]),
    'normalQuantile': [[float(mp.ncdf(f(z))), float(mp.sqrt(2) * mp.erfinv(2 * f(float(mp.ncdf(f(z)))) - 1)) if z > -5 else z]
                       for z in [-3, -2, -1, -0.3, 0, 1e-3, 0.5, 1.4, 3]]
                      + [[float(p), float(mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(f(p)), -mp.sqrt(-2 * mp.log(f(p)))))]
                         for p in [1e-6, 1e-15, 1e-30, 1e-100, 1e-300]],
    'logNormalQuantile': [[p, float(mp.findroot(lambda z: mp.log(mp.ncdf(z)) - f(p), -mp.sqrt(-2 * f(p))))] for p in [-2, -10, -700, -1000, -1e5]],
    'erfInverse': rows(mp.erfinv, [-0.99, -0.5, -1e-9, 0, 1e-300, 0.3, 0.84, 0.86, 0.999]),
    'erfcInverse': [[y, float(mp.erfinv(1 - f(y)) if y > 1e-20 else mp.findroot(lambda x: mp.log(mp.erfc(x)) - mp.log(f(y)), mp.sqrt(-mp.log(f(y)))))]
                    for y in [1e-300, 1e-40, 1e-10, 0.1, 0.9, 1, 1.5, 1.99]],
    'log1pMinus': rows(lambda x: mp.log1p(x) - x, [-0.99, -0.6, -0.3, -1e-4, -1e-12, 1e-200, 1e-9, 0.01, 0.5, 0.99, 1.01, 40]),
    'log1mExp': rows(lambda x: mp.log(1 - mp.exp(x)), [-800, -40, -1, -0.69, -0.1, -1e-10]),
    'log1pExp': rows(lambda x: mp.log1p(mp.exp(x)), [-700, -40, -1, 0, 3, 40, 800]),
    'gammaTails': tails,
    'betaTails': betas,
}, libraries=[mp])
