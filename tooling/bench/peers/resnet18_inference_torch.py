import torch
from bench_data import fingerprint
from convolutional_torch import images
from resnet18_torch import resnet18

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    _, forward = resnet18(options["size"], options["classes"])
    x = images(options["batch"], options["size"], options["size"], 3, 1001)

    @torch.inference_mode()
    def step():
        return forward(x, False)

    return step


def check(logits):
    return fingerprint(logits.numpy())
