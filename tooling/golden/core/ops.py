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


def attention():
    cases = []
    for shape, queries, keys, values, how in [
        ((2, 3), 5, 5, 4, {"causal": True}),
        ((), 3, 5, 2, {"causal": True}),
        ((2,), 5, 3, 2, {"causal": True, "scale": 0.3}),
        ((2, 3), 4, 5, 3, {}),
        ((2, 3), 4, 5, 3, {"seen": (2, 1, 4, 5)}),
        ((2, 3), 4, 5, 3, {"added": (3, 1, 5)}),
        ((2, 3), 5, 5, 3, {"added": (2, 1, 1, 5), "causal": True}),
    ]:
        tensors = {
            "query": torch.randn(*shape, queries, 6),
            "key": torch.randn(*shape, keys, 6),
            "value": torch.randn(*shape, keys, values),
        }
        weights = torch.randn(*shape, queries, values)
        causal, scale, mask = how.get("causal", False), how.get("scale"), None
        if "seen" in how:
            mask = torch.rand(how["seen"]) < 0.6
            mask[0, 0, 1] = False  # a query that sees no key
        if "added" in how:
            tensors["mask"] = mask = torch.randn(how["added"])
        for tensor in tensors.values():
            tensor.requires_grad_()
        given = {**tensors} if mask is None else {**tensors, "mask": mask}
        future = torch.ones(queries, keys, dtype=torch.bool).tril()
        both = mask.masked_fill(~future, -torch.inf) if causal and mask is not None else mask
        y = F.scaled_dot_product_attention(
            *(tensors[name] for name in ("query", "key", "value")),
            attn_mask=both,
            is_causal=causal and mask is None,
            scale=scale,
        )
        (y * weights).sum().backward()
        gradients = {name: tensor.grad for name, tensor in tensors.items()}
        options = {"causal": causal} if scale is None else {"causal": causal, "scale": scale}
        cases.append({"inputs": given, "options": options, "weights": weights, "y": y, "gradients": gradients})
    return cases


values = {"gelu": gelu(), "layerNorm": layer_norm(), "batchNorm": batch_norm(), "attention": attention()}
write("core", "ops", values, libraries=[torch])
