"""The model of ../models/dcgan.mjs in PyTorch. The images made once are judged twice, as the usual loop does it."""

import torch
import torch.nn.functional as F
from torch import nn
from training_torch import fill, images, settled

LABEL = f"PyTorch {torch.__version__}"
SIZE = 64


def generator(width, latent):
    layers = []
    widths = [latent, 8 * width, 4 * width, 2 * width, width]
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        stride, pad = (1, 0) if i == 0 else (2, 1)
        up = nn.ConvTranspose2d(inputs, outputs, 4, stride, pad, bias=False)
        layers += up, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    return nn.Sequential(*layers, nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())


def discriminator(width):
    layers = [nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
    for inputs in (width, 2 * width, 4 * width):
        down = nn.Conv2d(inputs, 2 * inputs, 4, 2, 1, bias=False)
        layers += down, nn.BatchNorm2d(2 * inputs), nn.LeakyReLU(0.2, inplace=True)
    return nn.Sequential(*layers, nn.Conv2d(8 * width, 1, 4, bias=False), nn.Flatten(0))


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, latent = options["batch"], options["latent"]
    generate, discriminate = fill(generator(options["width"], latent)), fill(discriminator(options["width"]))
    generator_optimizer, discriminator_optimizer = (
        torch.optim.Adam(model.parameters(), lr=2e-4, betas=(0.5, 0.999)) for model in (generate, discriminate)
    )
    real, noise = images(batch, SIZE, SIZE, 3, 1001), images(batch, 1, 1, latent, 1002)

    def judge(x, is_real):
        logits = discriminate(x)
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, float(is_real)))

    def step():
        fake = generate(noise)
        discriminate.requires_grad_(True)
        discriminator_optimizer.zero_grad()
        discriminator_loss = judge(real, True) + judge(fake.detach(), False)
        discriminator_loss.backward()
        discriminator_optimizer.step()
        discriminate.requires_grad_(False)  # the generator's step needs no gradients of its parameters
        generator_optimizer.zero_grad()
        generator_loss = judge(fake, True)
        generator_loss.backward()
        generator_optimizer.step()
        return (discriminator_loss + generator_loss).item()

    return settled(step)


def check(loss):
    return loss
