"""Golden values of @ai/core's own operations: PyTorch in float64, values and gradients."""

import torch
import torch.nn.functional as F
from golden import write

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def gelu():
    x = torch.tensor([-6, -2.5, -1, -0.1, 0, 0.3, 1, 4.0], requires_grad=True)
    y = F.gelu(x)
    y.sum().backward()
    return {"x": x, "y": y, "dx": x.grad}


def layer_norm():
    x = (1 + 2 * torch.randn(3, 4, 5)).requires_grad_()
    scale, offset = torch.randn(5).requires_grad_(), torch.randn(5).requires_grad_()
    weights = torch.randn(3, 4, 5)
    y = F.layer_norm(x, (5,), scale, offset, 1e-5)
    (y * weights).sum().backward()
    gradients = {"dx": x.grad, "dscale": scale.grad, "doffset": offset.grad}
    return {"x": x, "scale": scale, "offset": offset, "weights": weights, "y": y, **gradients}


def batch_norm():
    x = (1 + 2 * torch.randn(3, 4, 2, 5)).requires_grad_()  # N H W C
    scale, offset = torch.randn(5).requires_grad_(), torch.randn(5).requires_grad_()
    weights = torch.randn(3, 4, 2, 5)
    mean, variance = torch.zeros(5), torch.ones(5)
    y = F.batch_norm(x.permute(0, 3, 1, 2), mean, variance, scale, offset, training=True, momentum=1.0).permute(0, 2, 3, 1)
    (y * weights).sum().backward()
    gradients = {"dx": x.grad, "dscale": scale.grad, "doffset": offset.grad}
    biased = variance * 23 / 24  # the running variance is the unbiased one
    return {"x": x, "scale": scale, "offset": offset, "weights": weights, "y": y, "mean": mean, "variance": biased, **gradients}


write("core", "ops", {"gelu": gelu(), "layerNorm": layer_norm(), "batchNorm": batch_norm()}, libraries=[torch])
