import torch
import torch.nn.functional as F
from bench_data import integers
from convolutional_torch import images
from resnet18_torch import resnet18
from training_torch import training_step

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, size, classes = options["batch"], options["size"], options["classes"]
    parameters, forward = resnet18(size, classes)
    data = images(batch, size, size, 3, 1001), torch.from_numpy(integers((batch,), classes, 1002))
    optimizer = torch.optim.Adam(parameters, lr=1e-3)
    return training_step(parameters, lambda x, labels: F.cross_entropy(forward(x, True), labels), optimizer, data)


def check(loss):
    return loss
