"""The model of ../models/unet.mjs in PyTorch."""

import torch
import torch.nn.functional as F
from bench_data import Parameters, integers
from convolutional_torch import Layers, images
from training_torch import training_step

LABEL = f"PyTorch {torch.__version__}"


def double_convolution(layers, inputs, outputs):
    stages = [(layers.convolution(channels, outputs, 3), layers.batch_norm(outputs)) for channels in (inputs, outputs)]

    def forward(x):
        for convolution, norm in stages:
            x = F.relu(norm(convolution(x), True))
        return x

    return forward


def unet(width, depth):
    parameters = Parameters()
    layers = Layers(parameters)
    widths = [width * 2**level for level in range(depth + 1)]
    encoders = [double_convolution(layers, 3 if i == 0 else widths[i - 1], w) for i, w in enumerate(widths)]
    decoders = [
        (layers.transposed_convolution(2 * w, w, 2), double_convolution(layers, 2 * w, w)) for w in widths[-2::-1]
    ]
    head = layers.convolution(width, 1, 1)

    def forward(x):
        skips = []
        for encode in encoders:
            if skips:
                x = F.max_pool2d(x, 2)
            x = encode(x)
            skips.append(x)
        skips.pop()
        for up, merge in decoders:
            x = merge(torch.cat([skips.pop(), up(x)], 1))
        return head(x)

    return parameters.all, forward


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, size = options["batch"], options["size"]
    parameters, forward = unet(options["width"], options["depth"])
    mask = torch.from_numpy(integers((batch, 1, size, size), 2, 1002)).float()
    data = images(batch, size, size, 3, 1001), mask
    optimizer = torch.optim.Adam(parameters, lr=1e-3)
    loss_of = lambda x, target: F.binary_cross_entropy_with_logits(forward(x), target)  # noqa: E731
    return training_step(parameters, loss_of, optimizer, data)


def check(loss):
    return loss
