import numpy as np
from scipy import stats

from bench_data import spread

LABEL = 'scipy'
N = 1_000_000


def prepare(threads, options=None):
    x = spread(N, 1).astype(np.float64)
    return lambda: stats.norm.logpdf(x, 0.1, 0.7)


def check(logs):
    return float(logs.mean())
