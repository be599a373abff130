import numpy as np
from scipy import stats

LABEL = 'scipy'
N = 1_000_000


def prepare(threads, options=None):
    generator = np.random.default_rng(1)
    return lambda: stats.norm.rvs(3, 0.1, size=N, random_state=generator)


def check(draws):
    return float(draws.mean())
