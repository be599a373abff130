"""The model of ../models/char-gpt.mjs in PyTorch, with its fused layer norm, GELU and attention."""

import torch
import torch.nn.functional as F
from bench_data import Parameters, integers
from training_torch import training_step

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    layers, heads, C, T, B, V = (
        options[name] for name in ("layers", "heads", "width", "context", "batch", "vocabulary")
    )
    parameters = Parameters()

    def dense(inputs, outputs):
        return parameters.random((inputs, outputs), 0.02), parameters.constant((outputs,), 0)

    def norm():
        return parameters.constant((C,), 1), parameters.constant((C,), 0)

    tokens = parameters.random((V, C), 0.02)
    positions = parameters.random((T, C), 0.02)
    blocks = [(norm(), dense(C, 3 * C), dense(C, C), norm(), dense(C, 4 * C), dense(4 * C, C)) for _ in range(layers)]
    last_norm = norm()
    head = parameters.random((C, V), 0.02)

    def apply(layer, x):
        weight, bias = layer
        return torch.addmm(bias, x, weight)

    def layer_norm(layer, x):
        return F.layer_norm(x, (C,), *layer, 1e-5)

    def loss_of(ids, following):
        h = (tokens[ids] + positions).view(B * T, C)
        for norm1, qkv, project, norm2, expand, contract in blocks:
            parts = apply(qkv, layer_norm(norm1, h)).split(C, 1)
            q, k, v = (part.view(B, T, heads, C // heads).transpose(1, 2) for part in parts)
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            h = h + apply(project, mixed.transpose(1, 2).reshape(B * T, C))
            h = h + apply(contract, F.gelu(apply(expand, layer_norm(norm2, h))))
        return F.cross_entropy(layer_norm(last_norm, h) @ head, following.view(-1))

    batch = [torch.from_numpy(integers((B, T), V, seed)) for seed in (1001, 1002)]
    return training_step(parameters.all, loss_of, torch.optim.Adam(parameters.all, lr=1e-3), batch)


def check(loss):
    return loss
