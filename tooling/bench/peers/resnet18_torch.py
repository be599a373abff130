"""The model of ../models/resnet18.mjs in PyTorch."""

import torch.nn.functional as F
from bench_data import Parameters
from convolutional_torch import Layers

STAGES = 64, 128, 256, 512


def block(layers, inputs, outputs, stride):
    convolution1 = layers.convolution(inputs, outputs, 3, stride)
    norm1 = layers.batch_norm(outputs)
    convolution2 = layers.convolution(outputs, outputs, 3)
    norm2 = layers.batch_norm(outputs)
    if inputs == outputs and stride == 1:
        shortcut = None
    else:
        shortcut, shortcut_norm = layers.convolution(inputs, outputs, 1, stride), layers.batch_norm(outputs)

    def forward(x, training):
        h = norm2(convolution2(F.relu(norm1(convolution1(x), training))), training)
        return F.relu(h + (shortcut_norm(shortcut(x), training) if shortcut else x))

    return forward


def resnet18(size, classes):
    parameters = Parameters()
    layers = Layers(parameters)
    small = size <= 64
    stem = layers.convolution(3, 64, 3 if small else 7, 1 if small else 2)
    stem_norm = layers.batch_norm(64)
    blocks = []
    for stage, channels in enumerate(STAGES):
        blocks.append(block(layers, STAGES[max(stage - 1, 0)], channels, 1 if stage == 0 else 2))
        blocks.append(block(layers, channels, channels, 1))
    head = layers.dense(512, classes)

    def forward(x, training):
        h = F.relu(stem_norm(stem(x), training))
        if not small:
            h = F.max_pool2d(h, 3, 2, 1)
        for one in blocks:
            h = one(h, training)
        return head(h.mean((2, 3)))

    return parameters.all, forward
