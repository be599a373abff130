import torch
import torch.nn.functional as F
from bench_data import integers
from resnet18_torch import ResNet18
from training_torch import fill, images, training_step

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, size, classes = options["batch"], options["size"], options["classes"]
    model = fill(ResNet18(size, classes))
    data = images(batch, size, size, 3, 1001), torch.from_numpy(integers((batch,), classes, 1002))
    optimizer = torch.optim.SGD(model.parameters(), lr=options["learningRate"], momentum=options["momentum"])
    return training_step(optimizer, lambda x, labels: F.cross_entropy(model(x), labels), data)


def check(loss):
    return loss
