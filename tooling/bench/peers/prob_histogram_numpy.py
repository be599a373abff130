import numpy as np

from bench_data import spread

LABEL = 'numpy'
N = 10_000_000


def prepare(threads, options=None):
    x = spread(N, 1).astype(np.float64)
    return lambda: np.histogram(x, 100)[0]


def check(counts):
    return float(np.sum(counts * (np.arange(100) % 7 + 1)))
