"""What the models of ../models share, in PyTorch: the same initial numbers, the same images, the step of training."""

import math

import torch
from bench_data import spread
from torch import nn


def fill(model, deviation=0.02):
    """Gives the model the numbers of ../models/parameters.mjs: seed i + 1 for its parameter i."""
    owned = [(module, *named) for module in model.modules() for named in module.named_parameters(recurse=False)]
    with torch.no_grad():
        for seed, (module, name, parameter) in enumerate(owned, 1):
            if name == "bias":
                parameter.zero_()
            elif isinstance(module, nn.Conv2d):
                he = math.sqrt(2 / parameter[0].numel())
                parameter.copy_(numbers(parameter, (2, 3, 1, 0), seed, he))  # HWIO in TensorFlow, OIHW here
            elif isinstance(module, nn.ConvTranspose2d):
                parameter.copy_(numbers(parameter, (2, 3, 1, 0), seed, deviation))
            elif isinstance(module, nn.Linear):
                parameter.copy_(numbers(parameter, (1, 0), seed, deviation))
            elif isinstance(module, nn.Embedding):
                parameter.copy_(numbers(parameter, (0, 1), seed, deviation))
    return model


def numbers(parameter, axes, seed, deviation):
    """Uniform numbers of that deviation for a parameter; `axes` are its axes in TensorFlow's order."""
    values = spread([parameter.shape[axis] for axis in axes], seed) * (math.sqrt(12) * deviation)
    return torch.from_numpy(values).permute(*(axes.index(axis) for axis in range(len(axes))))


def images(batch, height, width, channels, seed):
    return torch.from_numpy(spread((batch, height, width, channels), seed)).permute(0, 3, 1, 2).contiguous()


def settled(step):
    """`step` after the untimed steps of ../models/training.mjs."""
    for _ in range(2):
        step()
    return step


def training_step(optimizer, loss_of, batch):
    def step():
        optimizer.zero_grad()
        loss = loss_of(*batch)
        loss.backward()
        optimizer.step()
        return loss.item()

    return settled(step)
