import torch
from bench_data import fingerprint, spread

LABEL = f"PyTorch {torch.__version__}"
N = 1024


def prepare(threads, options):
    torch.set_num_threads(threads)
    a = torch.from_numpy(spread((N, N), 1))
    b = torch.from_numpy(spread((N, N), 2))
    return lambda: torch.matmul(a, b)


def check(c):
    return fingerprint(c.numpy())
