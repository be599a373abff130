"""The model of ../models/unet.mjs in PyTorch."""

import torch
import torch.nn.functional as F
from bench_data import integers
from torch import nn
from training_torch import fill, images, training_step

LABEL = f"PyTorch {torch.__version__}"


def double_convolution(inputs, outputs):
    layers = []
    for channels in (inputs, outputs):
        layers += nn.Conv2d(channels, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    return nn.Sequential(*layers)


class Decoder(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.up = nn.ConvTranspose2d(2 * width, width, 2, 2, bias=False)
        self.merge = double_convolution(2 * width, width)

    def forward(self, x, skip):
        return self.merge(torch.cat([skip, self.up(x)], 1))


class UNet(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        widths = [width * 2**level for level in range(depth + 1)]
        self.encoders = nn.ModuleList(double_convolution(*pair) for pair in zip([3, *widths], widths))
        self.decoders = nn.ModuleList(Decoder(w) for w in widths[-2::-1])
        self.head = nn.Conv2d(width, 1, 1, bias=False)

    def forward(self, x):
        skips = [self.encoders[0](x)]
        for encode in self.encoders[1:]:
            skips.append(encode(F.max_pool2d(skips[-1], 2)))
        x = skips.pop()
        for decode in self.decoders:
            x = decode(x, skips.pop())
        return self.head(x)


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, size = options["batch"], options["size"]
    model = fill(UNet(options["width"], options["depth"]))
    mask = torch.from_numpy(integers((batch, 1, size, size), 2, 1002)).float()
    data = images(batch, size, size, 3, 1001), mask
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    return training_step(optimizer, lambda x, target: F.binary_cross_entropy_with_logits(model(x), target), data)


def check(loss):
    return loss
