"""Information measures with SciPy; divergences of continuous families by quadrature; mutual information by counting in numpy."""
import numpy as np
import scipy
from scipy import integrate, special, stats
from scipy.spatial import distance
from golden import write

p = np.array([0.1, 0.0, 0.4, 0.5])
q = np.array([0.25, 0.05, 0.1, 0.6])
r = np.array([0.7, 0.3, 0.0, 0.0])
joint = np.array([[0.1, 0.05, 0.0], [0.2, 0.3, 0.35]])


def h(x):
    return float(stats.entropy(np.ravel(x)))


mixture = 0.2 * p + 0.5 * q + 0.3 * r
rng = np.random.default_rng(3)
x = rng.normal(size=300)
y = 0.8 * x + 0.6 * rng.normal(size=300)
z = np.stack([x + rng.normal(size=300), rng.normal(size=300)], 1)


def ksg(a, b, k):
    a, b = a.reshape(len(a), -1), b.reshape(len(b), -1)
    da, db = distance.cdist(a, a, 'chebyshev'), distance.cdist(b, b, 'chebyshev')
    both = np.sort(np.maximum(da, db), axis=1)[:, k]
    na, nb = (da < both[:, None]).sum(1), (db < both[:, None]).sum(1)  # the point itself counts for the + 1
    return special.digamma(k) + special.digamma(len(a)) - np.mean(special.digamma(na) + special.digamma(nb))


def kl(first, second, low, high):
    f = lambda t: np.exp(first.logpdf(t)) * (first.logpdf(t) - second.logpdf(t))
    edges = [first.ppf(e) for e in [1e-14, 1e-6, 0.01, 0.3, 0.7, 0.99]] + [first.isf(e) for e in [1e-6, 1e-14]]
    return sum(integrate.quad(f, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in zip(edges, edges[1:]))


write('prob-info', 'information', {
    'p': p, 'q': q, 'r': r, 'joint': joint, 'entropy': h(p), 'kl': float(stats.entropy(p, q)), 'crossEntropy': float(stats.entropy(p, q)) + h(p),
    'distance': float(distance.jensenshannon(p, q, 2)), 'divergence3': h(mixture) - 0.2 * h(p) - 0.5 * h(q) - 0.3 * h(r),
    'mutual': h(joint.sum(0)) + h(joint.sum(1)) - h(joint), 'conditional': h(joint) - h(joint.sum(1)),
    'renyi': [[a, float(np.log(np.sum(p[p > 0] ** a * q[p > 0] ** (1 - a))) / (a - 1))] for a in [0.3, 0.99, 2, 7]],
    'renyiEntropy': [[a, float(np.log(np.sum(p[p > 0] ** a)) / (1 - a))] for a in [0.3, 0.99, 2, 7]],
    'x': x, 'y': y, 'z': z, 'ksg': [ksg(x, y, 3), ksg(x, z, 5)],
    'wasserstein': float(stats.wasserstein_distance(x, y)), 'wassersteinWeighted': float(stats.wasserstein_distance(x[:5], y[:4], [1, 2, 0, 1, 3], [0.5, 1, 1, 2])),
    'pairs': [
        ['Normal', {'mean': 0, 'standardDeviation': 1}, {'mean': 1.5, 'standardDeviation': 2}, kl(stats.norm(), stats.norm(1.5, 2), -12, 12)],
        ['Gamma', {'shape': 2.5, 'rate': 1}, {'shape': 4, 'rate': 3}, kl(stats.gamma(2.5), stats.gamma(4, scale=1 / 3), 0, 60)],
        ['InverseGamma', {'shape': 5, 'scale': 1}, {'shape': 4, 'scale': 3}, kl(stats.invgamma(5), stats.invgamma(4, scale=3), 0, 60)],
        ['Beta', {'alpha': 2, 'beta': 3}, {'alpha': 4, 'beta': 1.5}, kl(stats.beta(2, 3), stats.beta(4, 1.5), 0, 1)],
        ['Laplace', {'location': 0, 'scale': 1}, {'location': 1, 'scale': 2}, kl(stats.laplace(), stats.laplace(1, 2), -40, 40)],
        ['Weibull', {'shape': 1.5, 'scale': 1}, {'shape': 2.2, 'scale': 2}, kl(stats.weibull_min(1.5), stats.weibull_min(2.2, scale=2), 0, 20)],
        ['LogNormal', {'logMean': 0, 'logStandardDeviation': 1}, {'logMean': 0.5, 'logStandardDeviation': 0.7}, kl(stats.lognorm(1), stats.lognorm(0.7, scale=np.exp(0.5)), 0, 60)],
        ['Exponential', {'rate': 1}, {'rate': 3}, kl(stats.expon(), stats.expon(scale=1 / 3), 0, 60)],
    ],
}, libraries=[np, scipy])
