"""Max pooling with indices and unpooling of PyTorch: outputs, indices, what is put back, and its gradients. Images are channels last."""
import torch
import torch.nn as nn

from golden import write
from layer_cases import array, distinct, grid, last

torch.manual_seed(9)
CASES = []


def case(axes, shape, kernel, options=None, size=None):
    options = options or {}
    x = distinct(*shape)
    pool = getattr(nn, f'MaxPool{axes}d')(kernel, return_indices=True, **options)
    unpool = getattr(nn, f'MaxUnpool{axes}d')(kernel, **{k: v for k, v in options.items() if k in ('stride', 'padding')})
    output, indices = pool(x)
    values = output.clone().requires_grad_(True)
    back = unpool(values, indices, output_size=size and list(shape[:2]) + list(size))
    weights = grid(*back.shape)
    (back * weights).sum().backward()
    CASES.append({'axes': axes, 'kernel': kernel, 'options': {{'ceil_mode': 'ceilMode'}.get(k, k): v for k, v in options.items()},
                  'size': size, 'x': array(last(x)), 'output': array(last(output)), 'indices': array(last(indices)),
                  'back': array(last(back)), 'weights': array(last(weights)), 'gradient': array(last(values.grad))})


case(1, (2, 3, 7), 2, size=(7,))
case(1, (1, 2, 8), 3, dict(stride=3, padding=1), size=(8,))
case(2, (2, 3, 4, 6), 2)
case(2, (1, 2, 5, 7), [2, 3], size=(5, 7))
case(2, (1, 2, 6, 6), 2, dict(dilation=2, stride=4))
case(2, (1, 2, 5, 5), 2, dict(ceil_mode=True), size=(5, 5))
case(3, (1, 2, 4, 2, 5), 2, size=(4, 2, 5))

write('nn', 'unpooling', {'cases': CASES}, libraries=[torch])
