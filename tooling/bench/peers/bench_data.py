"""The same numbers as ../data.mjs."""

import numpy as np


def spread(shape, seed=1):
    with np.errstate(over="ignore"):
        h = np.arange(1, np.prod(shape) + 1, dtype=np.uint32) * np.uint32(0x9E3779B1)
        h += np.uint32(seed) * np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(15)
        h *= np.uint32(0x2C1B3C6D)
        h ^= h >> np.uint32(12)
    return ((h >> np.uint32(8)).astype(np.float64) / 2**24 - 0.5).astype(np.float32).reshape(shape)


def fingerprint(values):
    return float(np.abs(np.ascontiguousarray(values).ravel()[::997]).mean(dtype=np.float64))


def integers(shape, below, seed):
    return np.floor((spread(shape, seed).astype(np.float64) + 0.5) * below).astype(np.int64)
