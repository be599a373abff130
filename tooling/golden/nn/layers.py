"""Layers of PyTorch in float64: outputs and gradients of sum(output * weights), from the same parameters. Images are channels last."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from golden import write
from layer_cases import CASES, array, case, distinct, grid, randomize, renamed, same

torch.manual_seed(1)

# Linear, embedding
case('Linear', [3, 4], nn.Linear(3, 4), {'x': grid(2, 3)}, {})
case('Linear', [3, 4], nn.Linear(3, 4, bias=False), {'x': grid(2, 5, 3)}, {'bias': False}, to=same)
embedding = nn.Embedding(6, 3, padding_idx=1)
indices = torch.tensor([[1, 0, 5], [2, 2, 1]])
randomize(embedding)
with torch.no_grad():
    embedding.weight[1] = 0
case('Embedding', [6, 3], embedding, {'x': indices}, {'paddingIndex': 1}, to=same, skip=('weight',))

# Convolutions
conv1 = dict(stride=2, padding=2, dilation=2, groups=2)
case('Conv1d', [4, 6, 3], nn.Conv1d(4, 6, 3, **conv1), {'x': grid(2, 4, 9)}, conv1)
case('Conv1d', [4, 4, 2], nn.Conv1d(4, 4, 2, padding='same', groups=4), {'x': grid(1, 4, 5)}, dict(padding='same', groups=4))
for options in [
    dict(padding=1),
    dict(stride=[2, 1], padding=[1, 0], bias=False),
    dict(dilation=[2, 3], padding=[2, 3]),
    dict(dilation=2, stride=2, padding=1, groups=2),
    dict(padding='same'),
    dict(padding=2, padding_mode='reflect'),
    dict(padding=2, padding_mode='replicate', stride=2),
    dict(padding=1, padding_mode='circular'),
]:
    torch_options = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
    ours = {{'padding_mode': 'paddingMode'}.get(k, k): v for k, v in options.items()}
    kernel = [2, 3] if options.get('padding') == 'same' else [3, 3]
    case('Conv2d', [2, 4, kernel], nn.Conv2d(2, 4, tuple(kernel), **torch_options), {'x': grid(2, 2, 6, 5)}, ours)
for options in [dict(groups=3, padding=1), dict(groups=3, stride=2), dict(groups=3, dilation=2, padding=2)]:
    case('Conv2d', [3, 6, 3], nn.Conv2d(3, 6, 3, **options), {'x': grid(2, 3, 5, 6)}, options)
case('Conv2d', [3, 3, 3], nn.Conv2d(3, 3, 3, groups=3, stride=(2, 1)), {'x': grid(1, 3, 5, 6)}, dict(groups=3, stride=[2, 1]))
conv3 = dict(stride=[1, 2, 1], padding=[1, 0, 1], dilation=[1, 1, 2], groups=2)
case('Conv3d', [2, 4, [2, 3, 2]], nn.Conv3d(2, 4, (2, 3, 2), **{k: tuple(v) if isinstance(v, list) else v for k, v in conv3.items()}),
     {'x': grid(1, 2, 3, 5, 4)}, conv3)
for options in [dict(), dict(stride=2, padding=1), dict(stride=[2, 3], padding=[1, 0], output_padding=[1, 2]),
                dict(stride=2, padding=1, output_padding=1, groups=2, bias=False)]:
    torch_options = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
    ours = {{'output_padding': 'outputPadding'}.get(k, k): v for k, v in options.items()}
    case('ConvTranspose2d', [4, 6, [3, 4]], nn.ConvTranspose2d(4, 6, (3, 4), **torch_options), {'x': grid(1, 4, 3, 2)}, ours)
case('ChannelShuffle', [3], nn.ChannelShuffle(3), {'x': grid(1, 6, 2, 2)})

# Pooling
case('MaxPool2d', [2], nn.MaxPool2d(2), {'x': distinct(2, 2, 5, 4)}, {})
case('MaxPool2d', [3], nn.MaxPool2d(3, stride=2, padding=1), {'x': distinct(1, 2, 6, 5)}, dict(stride=2, padding=1))
case('MaxPool2d', [[3, 2]], nn.MaxPool2d((3, 2), stride=(1, 2), padding=(1, 0)), {'x': distinct(1, 2, 6, 5)}, dict(stride=[1, 2], padding=[1, 0]))
case('AvgPool2d', [2], nn.AvgPool2d(2), {'x': grid(2, 2, 5, 4)}, {})
case('AvgPool2d', [3], nn.AvgPool2d(3, stride=2, padding=1), {'x': grid(1, 2, 6, 5)}, dict(stride=2, padding=1))
case('AvgPool2d', [3], nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), {'x': grid(1, 2, 6, 5)},
     dict(stride=2, padding=1, countIncludePad=False))
for size in [[3, 2], [1, 1], [7, 5]]:
    case('AdaptiveAvgPool2d', [size], nn.AdaptiveAvgPool2d(size), {'x': grid(1, 2, 7, 5)})
    case('AdaptiveMaxPool2d', [size], nn.AdaptiveMaxPool2d(size), {'x': distinct(1, 2, 7, 5)})
case('GlobalAvgPool', [], lambda x: x.mean((2, 3)), {'x': grid(2, 3, 4, 5)})
case('GlobalMaxPool', [], lambda x: x.amax(2), {'x': distinct(2, 3, 4)})
case('SpatialPyramidPool', [[1, 2, 3]],
     lambda x: torch.cat([F.adaptive_max_pool2d(x, n).flatten(1) for n in (1, 2, 3)], 1), {'x': distinct(2, 2, 7, 5)})
case('Flatten', [], nn.Flatten(), {'x': grid(2, 3, 2, 4)}, {})

# Normalization
for training in (True, False):
    case('BatchNorm1d', [3], nn.BatchNorm1d(3), {'x': grid(5, 3)}, {}, training=training)
    case('BatchNorm1d', [3], nn.BatchNorm1d(3, momentum=0.3, eps=1e-3), {'x': grid(2, 3, 4)}, dict(momentum=0.3, epsilon=1e-3), training=training)
    case('BatchNorm2d', [3], nn.BatchNorm2d(3), {'x': grid(2, 3, 2, 3)}, {}, training=training)
case('BatchNorm2d', [2], nn.BatchNorm2d(2, affine=False), {'x': grid(2, 2, 2, 3)}, dict(affine=False), training=True)
case('LayerNorm', [4], nn.LayerNorm(4), {'x': grid(2, 3, 4)}, {}, to=same)
case('LayerNorm', [[3, 4]], nn.LayerNorm([3, 4], eps=1e-3, bias=False), {'x': grid(2, 3, 4)}, dict(epsilon=1e-3, bias=False), to=same)
case('RmsNorm', [4], nn.RMSNorm(4, eps=2**-23), {'x': grid(2, 3, 4)}, {}, to=same)
case('GroupNorm', [2, 4], nn.GroupNorm(2, 4), {'x': grid(2, 4, 3, 2)}, {})
case('InstanceNorm', [3], nn.InstanceNorm2d(3, affine=True), {'x': grid(2, 3, 4, 2)}, dict(affine=True))
case('InstanceNorm', [3], nn.InstanceNorm1d(3), {'x': grid(2, 3, 4)}, {})
for training in (True, False):
    wrapped = nn.utils.spectral_norm(nn.Conv2d(2, 3, 2))
    case('SpectralNorm', ['Conv2d', 2, 3, 2], wrapped, {'x': grid(1, 2, 4, 3)}, {}, training=training, wrap=True,
         skip=('weight_u', 'weight_v'), rename=lambda name: name)
    wrapped = nn.utils.spectral_norm(nn.Linear(4, 3))
    case('SpectralNorm', ['Linear', 4, 3], wrapped, {'x': grid(2, 4)}, {}, training=training, wrap=True,
         skip=('weight_u', 'weight_v'))

# Resampling
for options in [dict(scale=2), dict(scale=1.5), dict(size=[5, 3]),
                dict(scale=2, mode='bilinear'), dict(size=[5, 7], mode='bilinear'), dict(size=[5, 7], mode='bilinear', alignCorners=True),
                dict(scale=1.7, mode='bilinear'), dict(scale=2, mode='bicubic'), dict(size=[3, 7], mode='bicubic', alignCorners=True)]:
    size = tuple(options['size']) if 'size' in options else None
    align = options.get('alignCorners', False) if options.get('mode', 'nearest') != 'nearest' else None
    case('Upsample', [], nn.Upsample(size=size, scale_factor=options.get('scale'), mode=options.get('mode', 'nearest'), align_corners=align),
         {'x': grid(1, 2, 4, 3)}, options)
case('PixelShuffle', [2], nn.PixelShuffle(2), {'x': grid(1, 8, 2, 3)})
case('PixelUnshuffle', [2], nn.PixelUnshuffle(2), {'x': grid(1, 2, 4, 6)})

# Attention
def attend(module, query, key=None, value=None, causal=False, mask=None):
    key = query if key is None else key
    value = key if value is None else value
    t, s = query.shape[1], key.shape[1]
    hidden = None
    if causal:
        hidden = torch.ones(t, s, dtype=torch.bool).triu(1 + s - t)
    return module(query, key, value, attn_mask=hidden, key_padding_mask=None if mask is None else mask == 0, need_weights=False)[0]


attention = lambda **options: nn.MultiheadAttention(6, 2, batch_first=True, **options)
case('MultiHeadAttention', [6, 2], attention(), {'query': grid(2, 4, 6)}, {}, call=attend, to=same)
case('MultiHeadAttention', [6, 3], nn.MultiheadAttention(6, 3, bias=False, batch_first=True), {'query': grid(2, 4, 6)}, dict(bias=False),
     call=lambda m, query: attend(m, query, causal=True), to=same)
CASES[-1]['causal'] = True
case('MultiHeadAttention', [6, 2], attention(),
     {'query': grid(2, 3, 6), 'key': grid(2, 4, 6), 'value': grid(2, 4, 6), 'mask': torch.tensor([[1, 1, 1, 0], [1, 0, 1, 1]])}, {},
     call=attend, to=same)

# Recurrent layers: the outputs, then the last states
LENGTHS = [3, 5, 1]


def recur(module, x, hidden=None, cell=None, lengths=None):
    state = None if hidden is None else (hidden if cell is None else (hidden, cell))
    if lengths:
        packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        output, last_state = module(packed, state)
        output = nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])[0]
    else:
        output, last_state = module(x, state)
    return [output, *(last_state if isinstance(last_state, tuple) else [last_state])]


for layer, cls in [('Rnn', nn.RNN), ('Lstm', nn.LSTM), ('Gru', nn.GRU)]:
    states = {'hidden': grid(4, 3, 2), **({'cell': grid(4, 3, 2)} if layer == 'Lstm' else {})}
    case(layer, [2, 2], cls(2, 2, batch_first=True), {'x': grid(2, 3, 2)}, {}, call=recur, to=same)
    case(layer, [2, 2], cls(2, 2, num_layers=2, bidirectional=True, batch_first=True), {'x': grid(3, 5, 2), **states},
         dict(numLayers=2, bidirectional=True), call=lambda m, **i: recur(m, **i, lengths=LENGTHS), to=same)
    CASES[-1]['lengths'] = LENGTHS
case('Rnn', [2, 3], nn.RNN(2, 3, nonlinearity='relu', bias=False, batch_first=True), {'x': grid(2, 3, 2)},
     dict(nonlinearity='relu', bias=False), call=recur, to=same)

# Activations
points = lambda: torch.tensor([[-100.0, -7.5, -3.25, -1.0, -0.5, -0.015625, 0.0], [0.25, 0.75, 1.5, 2.5, 4.0, 7.0, 100.0]])
away = lambda: torch.tensor([[-7.5, -3.25, -1.0, -0.5], [0.25, 1.5, 2.5, 7.0]])
for layer, args, fn in [
    ('Sigmoid', [], torch.sigmoid), ('Tanh', [], torch.tanh), ('Gelu', [], F.gelu), ('Gelu', ['tanh'], lambda x: F.gelu(x, approximate='tanh')),
    ('Silu', [], F.silu), ('Softplus', [], lambda x: F.softplus(x, threshold=1e9)), ('Softsign', [], F.softsign), ('Mish', [], lambda x: x * torch.tanh(torch.logaddexp(x, torch.zeros_like(x)))),
    ('Softmax', [], lambda x: x.softmax(-1)), ('Softmax', [0], lambda x: x.softmax(0)), ('Elu', [], F.elu), ('Selu', [], F.selu),
]:
    case(layer, args, fn, {'x': points()}, to=same)
for layer, args, fn in [
    ('Relu', [], F.relu), ('Relu6', [], F.relu6), ('LeakyRelu', [0.2], lambda x: F.leaky_relu(x, 0.2)), ('Elu', [0.5], lambda x: F.elu(x, 0.5)),
    ('HardSigmoid', [], F.hardsigmoid), ('HardSwish', [], F.hardswish), ('Glu', [], F.glu), ('Step', [], lambda x: (x > 0) + 0 * x),
]:
    case(layer, args, fn, {'x': away()}, to=same)
case('PRelu', [3], nn.PReLU(3), {'x': grid(2, 3, 4)})

# Later additions, so that the numbers above stay
POOL = {'ceil_mode': 'ceilMode', 'count_include_pad': 'countIncludePad', 'divisor_override': 'divisor'}
for axes, shape in [(1, (1, 2, 7)), (2, (1, 2, 6, 7)), (3, (1, 1, 4, 5, 3))]:
    pool, average = getattr(nn, f'MaxPool{axes}d'), getattr(nn, f'AvgPool{axes}d')
    for options in [dict(ceil_mode=True), dict(stride=2, padding=1, ceil_mode=True), dict(stride=1, dilation=2), dict(stride=3, padding=1, dilation=2, ceil_mode=True)]:
        kernel = 3 if options.get('padding') else 2
        if axes == 3 and options.get('dilation', 1) > 1:
            continue
        case(f'MaxPool{axes}d', [kernel], pool(kernel, **options), {'x': distinct(*shape)}, renamed(options, POOL))
    for options in [dict(ceil_mode=True), dict(stride=2, padding=1, ceil_mode=True), dict(stride=2, padding=1, ceil_mode=True, count_include_pad=False),
                    dict(stride=1, padding=1, divisor_override=5)]:
        if axes == 1 and 'divisor_override' in options:
            continue
        case(f'AvgPool{axes}d', [3 if options.get('padding') else 2], average(3 if options.get('padding') else 2, **options), {'x': grid(*shape)}, renamed(options, POOL))
    for kind, values in [('Avg', grid), ('Max', distinct)]:
        case(f'Adaptive{kind}Pool{axes}d', [2 if axes == 1 else [2, 3, 2][:axes]], getattr(nn, f'Adaptive{kind}Pool{axes}d')((2, 3, 2)[:axes]), {'x': values(*shape)})
case('MaxPool3d', [2], nn.MaxPool3d(2, stride=1, dilation=(3, 1, 2)), {'x': distinct(1, 1, 4, 3, 3)}, dict(stride=1, dilation=[3, 1, 2]))
positive = lambda *shape: grid(*shape).abs() + 0.25
case('LpPool1d', [3, 2], nn.LPPool1d(3, 2, ceil_mode=False), {'x': positive(1, 2, 7)}, {})
case('LpPool2d', [2, [2, 3]], nn.LPPool2d(2, (2, 3), stride=(1, 2)), {'x': positive(1, 2, 5, 6)}, dict(stride=[1, 2]))

TRANSPOSED = {'output_padding': 'outputPadding'}
for axes, shape in [(1, (2, 4, 5)), (2, (1, 4, 3, 2)), (3, (1, 4, 2, 3, 2))]:
    conv = getattr(nn, f'ConvTranspose{axes}d')
    for options in [dict(stride=3, padding=1, output_padding=2), dict(stride=2, dilation=2, padding=2, output_padding=1, groups=2), dict(dilation=3, output_padding=2, bias=False)]:
        if axes == 3 and 'bias' in options:
            continue
        case(f'ConvTranspose{axes}d', [4, 2, 2 if axes == 3 else 3], conv(4, 2, 2 if axes == 3 else 3, **options), {'x': grid(*shape)}, renamed(options, TRANSPOSED))
for mode in ('reflect', 'replicate', 'circular'):
    case('Conv1d', [2, 2, 3], nn.Conv1d(2, 2, 3, padding=2, padding_mode=mode), {'x': grid(1, 2, 5)}, dict(padding=2, paddingMode=mode))
    case('Conv3d', [1, 2, 2], nn.Conv3d(1, 2, 2, padding=(1, 0, 1), padding_mode=mode), {'x': grid(1, 1, 2, 3, 2)}, dict(padding=[1, 0, 1], paddingMode=mode))
    case('Conv2d', [2, 2, 3], nn.Conv2d(2, 2, 3, padding='same', padding_mode=mode, dilation=2, groups=2), {'x': grid(1, 2, 5, 6)},
         dict(padding='same', paddingMode=mode, dilation=2, groups=2))
case('Conv3d', [2, 2, [2, 3, 1]], nn.Conv3d(2, 2, (2, 3, 1), padding='same', dilation=(1, 2, 1), groups=2), {'x': grid(1, 2, 3, 4, 2)},
     dict(padding='same', dilation=[1, 2, 1], groups=2))

for training in (True, False):
    case('BatchNorm3d', [2], nn.BatchNorm3d(2), {'x': grid(2, 2, 2, 1, 3)}, {}, training=training)
    case('BatchNorm2d', [2], nn.BatchNorm2d(2, track_running_stats=False), {'x': grid(2, 2, 2, 3)}, dict(trackRunningStats=False), training=training)
case('BatchNorm1d', [3], nn.BatchNorm1d(3, momentum=None), {'x': grid(4, 3)}, dict(momentum=None), training=True)
case('InstanceNorm', [2], nn.InstanceNorm3d(2, eps=1e-3), {'x': grid(2, 2, 2, 3, 2)}, dict(epsilon=1e-3), )
case('LayerNorm', [4], nn.LayerNorm(4, elementwise_affine=False), {'x': grid(2, 4)}, dict(affine=False), to=same)
case('RmsNorm', [[2, 3]], nn.RMSNorm((2, 3), eps=1e-2, elementwise_affine=False), {'x': grid(2, 2, 3)}, dict(epsilon=1e-2, affine=False), to=same)
case('GroupNorm', [3, 6], nn.GroupNorm(3, 6, affine=False, eps=1e-2), {'x': grid(2, 6, 4)}, dict(affine=False, epsilon=1e-2))

for shape, options in [((1, 2, 5), dict(size=7)), ((1, 2, 5), dict(scale=2, mode='bilinear')), ((1, 1, 2, 3, 2), dict(scale=2)),
                       ((1, 1, 2, 3, 2), dict(size=[3, 4, 5], mode='bilinear', alignCorners=True)), ((1, 2, 4, 3), dict(scale=[1.5, 3], mode='bicubic')),
                       ((1, 2, 4, 3), dict(size=[7, 6], mode='nearest-exact')), ((1, 2, 4, 3), dict(scale=1.3, mode='nearest-exact')), ((1, 2, 4, 3), dict(scale=1.3)), ((1, 2, 4, 3), dict(scale=1.2, mode='bilinear')),
                       ((1, 2, 4, 4), dict(scale=0.5, mode='bicubic')), ((1, 1, 3, 6), dict(scale=1.2, mode='bicubic')), ((1, 1, 3, 2), dict(scale=2.2))]:
    size, scale, mode = options.get('size'), options.get('scale'), options.get('mode', 'nearest')
    torch_mode = mode if mode != 'bilinear' else {3: 'linear', 4: 'bilinear', 5: 'trilinear'}[len(shape)]
    align = options.get('alignCorners', False) if not mode.startswith('nearest') else None
    case('Upsample', [], nn.Upsample(size=tuple(size) if isinstance(size, list) else size, scale_factor=tuple(scale) if isinstance(scale, list) else scale,
                                     mode=torch_mode, align_corners=align), {'x': grid(*shape)}, options)

# Masks of all forms; a query that sees no key is left out, for which PyTorch gives NaN
masks = torch.tensor([[[1, 1, 0, 1], [1, 0, 0, 1], [0, 1, 1, 1]], [[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1]]])


def attend_masked(module, query, key=None, mask=None, bias=None, value=None):
    key, value = (query if key is None else key), (key if value is None else value)
    value = query if value is None else value
    given = mask if bias is None else bias
    four = (given if given.ndim == 4 else given[:, None]).expand(len(query), module.num_heads, query.shape[1], key.shape[1])
    flat = four.reshape(-1, *four.shape[2:])
    return module(query, key, value, attn_mask=flat if bias is not None else flat == 0, need_weights=False)[0]


case('MultiHeadAttention', [4, 2], nn.MultiheadAttention(4, 2, batch_first=True), {'query': grid(2, 3, 4), 'key': grid(2, 4, 4), 'mask': masks}, {}, call=attend_masked, to=same)
case('MultiHeadAttention', [4, 2], nn.MultiheadAttention(4, 2, batch_first=True), {'query': grid(2, 3, 4), 'mask': torch.tensor([[[[1, 0, 0], [1, 1, 0], [1, 1, 1]], [[1, 0, 1], [0, 1, 1], [0, 0, 1]]]])}, {},
     call=attend_masked, to=same)
case('MultiHeadAttention', [4, 2], nn.MultiheadAttention(4, 2, batch_first=True), {'query': grid(2, 3, 4), 'bias': grid(2, 2, 3, 3)}, {}, call=attend_masked, to=same)
case('MultiHeadAttention', [4, 2], nn.MultiheadAttention(4, 2, batch_first=True, kdim=3, vdim=5), {'query': grid(2, 3, 4), 'key': grid(2, 4, 3), 'value': grid(2, 4, 5)},
     dict(keySize=3, valueSize=5), call=attend, to=same)

for layer, args, fn in [('LogSigmoid', [], F.logsigmoid), ('TanhShrink', [], F.tanhshrink), ('LogSoftmax', [], lambda x: x.log_softmax(-1)), ('LogSoftmax', [0], lambda x: x.log_softmax(0))]:
    case(layer, args, fn, {'x': points()}, to=same)
for layer, args, fn in [('Celu', [2], lambda x: F.celu(x, 2)), ('Softplus', [3], lambda x: F.softplus(x, 3, threshold=1e9)), ('HardTanh', [-2, 0.375], lambda x: F.hardtanh(x, -2, 0.375)),
                        ('HardShrink', [1.25], lambda x: F.hardshrink(x, 1.25)), ('SoftShrink', [1.25], lambda x: F.softshrink(x, 1.25)), ('Glu', [0], lambda x: F.glu(x, 0))]:
    case(layer, args, fn, {'x': away()}, to=same)

case('Bilinear', [3, 4, 2], nn.Bilinear(3, 4, 2), {'x': grid(2, 3), 'second': grid(2, 4)}, {}, to=same)
bags = torch.tensor([[4, 1, 5], [2, 2, 1], [1, 1, 1]])
for mode in ('sum', 'mean', 'max'):
    bag = nn.EmbeddingBag(6, 2, mode=mode, padding_idx=1)
    case('EmbeddingBag', [6, 2], bag, {'x': bags.clone()}, dict(mode=mode, paddingIndex=1), to=same)
case('EmbeddingBag', [6, 2], nn.EmbeddingBag(6, 2, mode='sum'), {'indices': bags.clone(), 'weights': grid(3, 3)}, dict(mode='sum'),
     call=lambda m, indices, weights: m(indices, per_sample_weights=weights), to=same)
case('Unflatten', [[2, 3, 4]], nn.Unflatten(1, (4, 2, 3)), {'x': grid(2, 24)}, {})
for shape, edges, pad in [((1, 2, 5), [[2, 1]], nn.ReflectionPad1d((2, 1))), ((1, 2, 4, 3), [[1, 0], [2, 1]], nn.ReplicationPad2d((2, 1, 1, 0))),
                          ((1, 1, 2, 3, 2), 2, nn.CircularPad3d(2)), ((1, 2, 4, 3), [[1, 0], [2, 1]], nn.ZeroPad2d((2, 1, 1, 0))), ((1, 2, 3), 1, nn.ConstantPad1d(1, 2.5))]:
    mode = {'Refl': 'reflect', 'Repl': 'replicate', 'Circ': 'circular'}.get(type(pad).__name__[:4], 'zeros')
    case('Pad', [edges], pad, {'x': grid(*shape)}, {'mode': mode, **({'value': 2.5} if isinstance(pad, nn.ConstantPad1d) and mode == 'zeros' and edges == 1 else {})})
case('LocalResponseNorm', [3], nn.LocalResponseNorm(3, alpha=0.5, beta=0.6, k=2), {'x': grid(1, 4, 2, 3)}, dict(alpha=0.5, beta=0.6, k=2))
case('LocalResponseNorm', [4], nn.LocalResponseNorm(4), {'x': grid(1, 6, 2)}, {})
for inner, module, shape in [('Linear', nn.Linear(4, 3), (2, 4)), ('Conv1d', nn.Conv1d(4, 3, 2), (1, 4, 5)), ('Conv2d', nn.Conv2d(4, 4, 2, groups=4), (1, 4, 3, 3)),
                             ('Conv3d', nn.Conv3d(2, 3, 2), (1, 2, 2, 3, 2)), ('ConvTranspose2d', nn.ConvTranspose2d(4, 3, 2), (1, 4, 2, 3))]:
    options = {'groups': 4} if inner == 'Conv2d' else {}
    sizes = {'Linear': [4, 3], 'Conv2d': [4, 4, 2], 'Conv3d': [2, 3, 2]}.get(inner, [4, 3, 2])
    case('WeightNorm', [inner, *sizes], nn.utils.weight_norm(module), {'x': grid(*shape)}, options, wrap=True)
for layer, cls, names in [('RnnCell', nn.RNNCell, ['hidden']), ('LstmCell', nn.LSTMCell, ['hidden', 'cell']), ('GruCell', nn.GRUCell, ['hidden'])]:
    states = {name: grid(3, 2) for name in names}
    case(layer, [3, 2], cls(3, 2), {'x': grid(3, 3), **states}, {}, call=lambda m, x, **s: m(x, tuple(s.values()) if len(s) > 1 else s['hidden']), to=same)
case('RnnCell', [3, 2], nn.RNNCell(3, 2, nonlinearity='relu', bias=False), {'x': grid(3, 3)}, dict(nonlinearity='relu', bias=False), to=same)

for options in [dict(stride=(1, 2), padding=1), dict(dilation=(2, 1), stride=2)]:
    case('Unfold', [[2, 3]], nn.Unfold((2, 3), **options), {'x': grid(2, 2, 5, 6)}, renamed(options, {}))
    patches = nn.Unfold((2, 3), **options)(torch.zeros(1, 2, 5, 6)).shape
    case('Fold', [[5, 6], [2, 3]], nn.Fold((5, 6), (2, 3), **options), {'x': grid(*patches)}, renamed(options, {}))

for training in (True, False):
    for shape, options in [((2, 2, 2, 3), dict(track_running_stats=True, affine=True)), ((2, 3, 4), dict(track_running_stats=True, momentum=0.3))]:
        module = (nn.InstanceNorm2d if len(shape) == 4 else nn.InstanceNorm1d)(shape[1], **options)
        case('InstanceNorm', [shape[1]], module, {'x': grid(*shape)}, renamed(options, {'track_running_stats': 'trackRunningStats'}), training=training)
case('Lstm', [2, 4], nn.LSTM(2, 4, proj_size=3, batch_first=True), {'x': grid(2, 3, 2)}, dict(projectionSize=3), call=recur, to=same)
case('Lstm', [2, 3], nn.LSTM(2, 3, num_layers=2, bidirectional=True, proj_size=2, batch_first=True),
     {'x': grid(3, 5, 2), 'hidden': grid(4, 3, 2), 'cell': grid(4, 3, 3)}, dict(numLayers=2, bidirectional=True, projectionSize=2),
     call=lambda m, **i: recur(m, **i, lengths=LENGTHS), to=same)
CASES[-1]['lengths'] = LENGTHS
for options in (dict(max_norm=0.75), dict(max_norm=0.5, norm_type=1.0), dict(max_norm=0.5, norm_type=float('inf'))):
    module = nn.Embedding(6, 3, **options)
    randomize(module)
    before = module.weight.detach().clone()
    ours = renamed(options, {'max_norm': 'maxNorm', 'norm_type': 'normType'})
    case('Embedding', [6, 3], module, {'x': torch.tensor([[1, 0, 5], [2, 2, 1]])}, ours, to=same, training=True, skip=('weight',))
    CASES[-1]['state']['weight'] = array(before)
    CASES[-1]['stateAfter'] = {'weight': array(module.weight)}

FILES = {'sequence-layers': ['MultiHeadAttention', 'Rnn', 'Lstm', 'Gru', 'RnnCell', 'LstmCell', 'GruCell'],
         'convolutions': ['Conv1d', 'Conv2d', 'Conv3d', 'ChannelShuffle'],
         'resampling': ['ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d', 'Upsample', 'PixelShuffle', 'PixelUnshuffle', 'Unfold', 'Fold'],
         'pooling': [f'{kind}Pool{axes}d' for kind in ('Max', 'Avg', 'Lp', 'AdaptiveAvg', 'AdaptiveMax') for axes in (1, 2, 3)]}
elsewhere = [layer for layers in FILES.values() for layer in layers]
for name, layers in FILES.items():
    write('nn', name, {'cases': [c for c in CASES if c['layer'] in layers]}, libraries=[torch])
write('nn', 'layers', {'cases': [c for c in CASES if c['layer'] not in elsewhere]}, libraries=[torch])
