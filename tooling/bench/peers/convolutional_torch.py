"""The parts of ../models/convolutional.mjs in PyTorch. Numbers are made in TensorFlow's layout and moved to PyTorch's own."""

import math

import torch
import torch.nn.functional as F
from bench_data import spread


class Layers:
    def __init__(self, parameters):
        self.parameters = parameters

    def _filter(self, shape, deviation):
        values = self.parameters.random(shape, deviation)
        moved = values.detach().permute(3, 2, 0, 1).contiguous().requires_grad_()
        self.parameters.all[-1] = moved
        return moved

    def convolution(self, inputs, outputs, size, stride=1, pad=None):
        kernel = self._filter((size, size, inputs, outputs), math.sqrt(2 / (size * size * inputs)))
        pad = (size - 1) // 2 if pad is None else pad
        return lambda x: F.conv2d(x, kernel, stride=stride, padding=pad)

    def transposed_convolution(self, inputs, outputs, size, stride=2):
        kernel = self._filter((size, size, outputs, inputs), 0.02)
        pad = 0 if stride == 1 else (size - stride) // 2
        return lambda x: F.conv_transpose2d(x, kernel, stride=stride, padding=pad)

    def batch_norm(self, channels):
        gain = self.parameters.constant((channels,), 1)
        bias = self.parameters.constant((channels,), 0)
        mean, variance = torch.zeros(channels), torch.ones(channels)
        return lambda x, training: F.batch_norm(x, mean, variance, gain, bias, training, 0.1, 1e-5)

    def dense(self, inputs, outputs):
        weight = self.parameters.random((inputs, outputs), 0.02)
        bias = self.parameters.constant((outputs,), 0)
        return lambda x: torch.addmm(bias, x, weight)


def images(batch, height, width, channels, seed):
    return torch.from_numpy(spread((batch, height, width, channels), seed)).permute(0, 3, 1, 2).contiguous()
