"""The model of ../models/char-gpt.mjs in PyTorch, with its fused layer norm, GELU and attention."""

import torch
import torch.nn.functional as F
from bench_data import integers
from torch import nn
from training_torch import fill, training_step

LABEL = f"PyTorch {torch.__version__}"


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.expand = nn.Linear(width, 4 * width)
        self.contract = nn.Linear(4 * width, width)

    def attention(self, x):
        B, T, C = x.shape
        q, k, v = (part.view(B, T, self.heads, -1).transpose(1, 2) for part in self.qkv(x).split(C, 2))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.project(mixed.transpose(1, 2).reshape(B, T, C))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.contract(F.gelu(self.expand(self.norm2(x))))


class CharGpt(nn.Module):
    def __init__(self, vocabulary, context, layers, width, heads):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(layers)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, ids):
        return self.head(self.norm(self.blocks(self.tokens(ids) + self.positions.weight)))


def prepare(threads, options):
    torch.set_num_threads(threads)
    V, T, B = (options[name] for name in ("vocabulary", "context", "batch"))
    model = fill(CharGpt(V, T, options["layers"], options["width"], options["heads"]))
    batch = [torch.from_numpy(integers((B, T), V, seed)) for seed in (1001, 1002)]
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss_of = lambda ids, following: F.cross_entropy(model(ids).flatten(0, 1), following.flatten())  # noqa: E731
    return training_step(optimizer, loss_of, batch)


def check(loss):
    return loss
