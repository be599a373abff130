import numpy as np

from bench_data import spread

LABEL = 'numpy'
N, D = 1_000_000, 10


def prepare(threads, options=None):
    table = spread(N * D, 1).astype(np.float64).reshape(N, D)
    return lambda: np.cov(table, rowvar=False)


def check(covariance):
    return float(covariance[0, 0])
