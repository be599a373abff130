import torch
from bench_data import fingerprint
from resnet18_torch import ResNet18
from training_torch import fill, images

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    model = fill(ResNet18(options["size"], options["classes"])).eval()
    x = images(options["batch"], options["size"], options["size"], 3, 1001)

    @torch.inference_mode()
    def step():
        return model(x)

    return step


def check(logits):
    return fingerprint(logits.numpy())
