"""Layers and stacks of transformers of PyTorch. Masks are stored as ours are: one where a token may be seen."""
import torch
import torch.nn as nn

from golden import write
from layer_cases import CASES, case, grid, same

torch.manual_seed(8)
SIZE, HEADS, HIDDEN = 4, 2, 6
OPTIONS = dict(feedForwardSize=HIDDEN, dropout=0)
CAUSAL = torch.ones(3, 3, dtype=torch.bool).triu(1)
PADDING = torch.tensor([[1, 1, 0], [1, 1, 1]])
SEEN = torch.tensor([[1, 0, 1], [0, 1, 1], [1, 1, 1]])


def layer(cls, **options):
    return cls(SIZE, HEADS, HIDDEN, dropout=0.0, batch_first=True, **options)


def hidden(mask):
    """PyTorch's masks are true where ours are 0."""
    return None if mask is None else mask.reshape(mask.shape[-2:]) == 0


def encode(causal):
    def call(module, x, mask=None, paddingMask=None):
        both = CAUSAL if causal else hidden(mask)
        named = 'src_mask' if isinstance(module, nn.TransformerEncoderLayer) else 'mask'
        return module(x, **{named: both}, src_key_padding_mask=hidden(paddingMask))
    return call


def decode(causal):
    def call(module, x, memory, mask=None, paddingMask=None, memoryMask=None, memoryPaddingMask=None):
        return module(x, memory, tgt_mask=CAUSAL if causal else hidden(mask), tgt_key_padding_mask=hidden(paddingMask),
                      memory_mask=hidden(memoryMask), memory_key_padding_mask=hidden(memoryPaddingMask))
    return call


def add(name, module, inputs, options=None, causal=False, layers=None):
    call = (encode if 'Encoder' in name else decode)(causal)
    case(name, [SIZE, HEADS], module, inputs, {**OPTIONS, **(options or {})}, call=call, to=same)
    CASES[-1]['causal'] = causal
    if layers:
        CASES[-1]['layers'] = layers


x = lambda: grid(2, 3, SIZE)
memory = lambda: grid(2, 4, SIZE)
MEMORY_PADDING = torch.tensor([[1, 1, 1, 0], [0, 1, 1, 1]])
MEMORY_SEEN = torch.tensor([[[1, 0, 1, 1], [1, 1, 0, 0], [0, 1, 1, 0]]])
encoder, decoder = nn.TransformerEncoderLayer, nn.TransformerDecoderLayer
first = dict(normFirst=True, activation='gelu', epsilon=1e-3)
torch_first = dict(norm_first=True, activation='gelu', layer_norm_eps=1e-3)

add('TransformerEncoderLayer', layer(encoder), {'x': x()})
add('TransformerEncoderLayer', layer(encoder, bias=False, **torch_first), {'x': x(), 'paddingMask': PADDING}, {**first, 'bias': False}, causal=True)
add('TransformerEncoderLayer', layer(encoder), {'x': x(), 'mask': SEEN[None], 'paddingMask': PADDING})
add('TransformerDecoderLayer', layer(decoder), {'x': x(), 'memory': memory()}, causal=True)
add('TransformerDecoderLayer', layer(decoder, **torch_first),
    {'x': x(), 'memory': memory(), 'mask': SEEN[None], 'paddingMask': PADDING, 'memoryMask': MEMORY_SEEN, 'memoryPaddingMask': MEMORY_PADDING}, first)
add('TransformerDecoderLayer', layer(decoder, bias=False), {'x': x(), 'memory': memory(), 'memoryPaddingMask': MEMORY_PADDING}, {'bias': False})
norm = lambda: nn.LayerNorm(SIZE)
add('TransformerEncoder', nn.TransformerEncoder(layer(encoder, **torch_first), 2, norm(), enable_nested_tensor=False), {'x': x(), 'paddingMask': PADDING}, first, layers=2)
add('TransformerDecoder', nn.TransformerDecoder(layer(decoder), 2, norm()), {'x': x(), 'memory': memory()}, causal=True, layers=2)

write('nn', 'transformers', {'cases': CASES}, libraries=[torch])
