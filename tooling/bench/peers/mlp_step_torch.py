import torch
import torch.nn.functional as F
from bench_data import integers, spread
from torch import nn
from training_torch import fill, training_step

LABEL = f"PyTorch {torch.__version__}"
BATCH, INPUTS, HIDDEN, CLASSES = 128, 784, 256, 10


def prepare(threads, options):
    torch.set_num_threads(threads)
    model = fill(nn.Sequential(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CLASSES)), 0.05)
    batch = torch.from_numpy(spread((BATCH, INPUTS), 1001)), torch.from_numpy(integers((BATCH,), CLASSES, 1002))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    return training_step(optimizer, lambda x, labels: F.cross_entropy(model(x), labels), batch)


def check(loss):
    return loss
