"""The same tables as ../classic-data.mjs."""

import numpy as np
from bench_data import spread


def table(rows, columns, seed=1):
    return spread((rows, columns), seed).astype(np.float64)


def values(x, seed=2):
    coefficients = ((np.arange(x.shape[1]) * 7) % 11 - 5) / 5
    return x @ coefficients + spread(len(x), seed).astype(np.float64) / 2


def labels(x, count, seed=3):
    return (x[:, :count] + spread((len(x), count), seed).astype(np.float64) / 2).argmax(axis=1)
