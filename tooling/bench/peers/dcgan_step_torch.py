"""The model of ../models/dcgan.mjs in PyTorch."""

import torch
import torch.nn.functional as F
from bench_data import Parameters
from convolutional_torch import Layers, images

LABEL = f"PyTorch {torch.__version__}"
SIZE = 64


def generator(width, latent):
    parameters = Parameters()
    layers = Layers(parameters)
    widths = [latent, 8 * width, 4 * width, 2 * width, width]
    stages = [
        (layers.transposed_convolution(inputs, outputs, 4, 1 if i == 0 else 2), layers.batch_norm(outputs))
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]))
    ]
    last = layers.transposed_convolution(width, 3, 4)

    def forward(z):
        for up, norm in stages:
            z = F.relu(norm(up(z), True))
        return torch.tanh(last(z))

    return parameters.all, forward


def discriminator(width):
    parameters = Parameters()
    layers = Layers(parameters)
    widths = [width, 2 * width, 4 * width, 8 * width]
    first = layers.convolution(3, width, 4, 2, 1)
    stages = [
        (layers.convolution(inputs, outputs, 4, 2, 1), layers.batch_norm(outputs))
        for inputs, outputs in zip(widths, widths[1:])
    ]
    last = layers.convolution(8 * width, 1, 4, 1, 0)

    def forward(x):
        x = F.leaky_relu(first(x), 0.2)
        for down, norm in stages:
            x = F.leaky_relu(norm(down(x), True), 0.2)
        return last(x).flatten()

    return parameters.all, forward


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, latent = options["batch"], options["latent"]
    generator_parameters, generate = generator(options["width"], latent)
    discriminator_parameters, discriminate = discriminator(options["width"])
    adam = [
        torch.optim.Adam(parameters, lr=2e-4, betas=(0.5, 0.999))
        for parameters in (discriminator_parameters, generator_parameters)
    ]
    real = images(batch, SIZE, SIZE, 3, 1001)
    noise = images(batch, 1, 1, latent, 1002)

    def judge(x, is_real):
        logits = discriminate(x)
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, float(is_real)))

    def step():
        with torch.no_grad():
            fake = generate(noise)
        adam[0].zero_grad()
        discriminator_loss = judge(real, True) + judge(fake, False)
        discriminator_loss.backward()
        adam[0].step()
        adam[1].zero_grad()
        generator_loss = judge(generate(noise), True)
        # gradients of the generator only, as in dcgan.mjs
        gradients = torch.autograd.grad(generator_loss, generator_parameters)
        for parameter, gradient in zip(generator_parameters, gradients):
            parameter.grad = gradient
        adam[1].step()
        return (discriminator_loss + generator_loss).item()

    return step


def check(loss):
    return loss
