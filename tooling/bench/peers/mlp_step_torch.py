import torch
import torch.nn.functional as F
from bench_data import Parameters, integers, spread
from training_torch import training_step

LABEL = f"PyTorch {torch.__version__}"
BATCH, INPUTS, HIDDEN, CLASSES = 128, 784, 256, 10


def prepare(threads, options):
    torch.set_num_threads(threads)
    parameters = Parameters()
    weight1 = parameters.random((INPUTS, HIDDEN), 0.05)
    bias1 = parameters.constant((HIDDEN,), 0)
    weight2 = parameters.random((HIDDEN, CLASSES), 0.05)
    bias2 = parameters.constant((CLASSES,), 0)

    def loss_of(x, labels):
        return F.cross_entropy(torch.addmm(bias2, F.relu(torch.addmm(bias1, x, weight1)), weight2), labels)

    batch = torch.from_numpy(spread((BATCH, INPUTS), 1001)), torch.from_numpy(integers((BATCH,), CLASSES, 1002))
    return training_step(parameters.all, loss_of, torch.optim.Adam(parameters.all, lr=1e-3), batch)


def check(loss):
    return loss
