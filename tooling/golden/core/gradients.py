"""Gradients of operations that TensorFlow.js lacks or gets wrong, by PyTorch's autograd in float64.

Every case holds the inputs, the error of the result (`dy`) and the gradients of the inputs. Tests name the operation by the case's key.
"""
import math

import torch
import torch.nn.functional as F
from golden import write

generator = torch.Generator().manual_seed(7)


def normal(*shape):
    # three digits are enough to tell cases apart and are exact in what the test reads
    return (torch.randn(shape, generator=generator, dtype=torch.float64) * 1000).round() / 1000


def case(function, *inputs):
    """Inputs of integer type have no gradient."""
    leaves = [each.clone().requires_grad_(each.is_floating_point()) for each in inputs]
    result = function(*leaves)
    dy = normal(*result.shape)
    result.backward(dy)
    entry = lambda t: {'shape': list(t.shape), 'values': t.detach().flatten().tolist()}
    return {
        'inputs': [entry(each) for each in inputs],
        'dy': entry(dy),
        'gradients': [entry(each.grad) if each.grad is not None else None for each in leaves],
    }


def shifted(x, axis, exclusive, reverse, scan, neutral):
    """A running sum or product along an axis as TensorFlow defines it."""
    y = x.flip(axis) if reverse else x
    if exclusive:
        first = torch.full_like(y.narrow(axis, 0, 1), neutral)
        y = torch.cat([first, y.narrow(axis, 0, y.shape[axis] - 1)], axis)
    y = scan(y, axis)
    return y.flip(axis) if reverse else y


def cumsum(axis, exclusive=False, reverse=False):
    return lambda x: shifted(x, axis, exclusive, reverse, torch.cumsum, 0)


def cumprod(axis, exclusive=False, reverse=False):
    return lambda x: shifted(x, axis, exclusive, reverse, torch.cumprod, 1)


zeros_in_lanes = normal(4, 5)
zeros_in_lanes[1, 2] = 0
zeros_in_lanes[2, 0] = 0
zeros_in_lanes[2, 3] = 0
zeros_in_lanes[3, 4] = 0

scan = {
    'cumsum of the default axis': case(cumsum(0), normal(3, 4)),
    'cumsum of the middle axis': case(cumsum(1), normal(2, 3, 4)),
    'cumsum exclusive, reverse': case(cumsum(0, True, True), normal(4, 3)),
    'cumsum of the last axis, exclusive': case(cumsum(1, True), normal(3, 4)),
    'cumprod': case(cumprod(0), normal(4, 3)),
    'cumprod with zeros': case(cumprod(1), zeros_in_lanes),
    'cumprod with zeros, exclusive': case(cumprod(1, True), zeros_in_lanes),
    'cumprod with zeros, reverse': case(cumprod(1, False, True), zeros_in_lanes),
    'cumprod with zeros, exclusive, reverse': case(cumprod(0, True, True), zeros_in_lanes),
}

broadcasting = {
    f'{name} {suffix}': case(function, normal(*a), normal(*b))
    for name, function in {
        'maximum': torch.maximum,
        'minimum': torch.minimum,
        'squaredDifference': lambda a, b: (a - b) ** 2,
    }.items()
    for suffix, a, b in [('of rows', (2, 3), (3,)), ('of both', (2, 1, 3), (4, 1)), ('of a number', (2, 3), ())]
}


def batched_gather(x, indices):
    """Row i of `indices` picks from row i of `x`, along axis 1."""
    return torch.stack([x[i][indices[i].long()] for i in range(len(x))])


def scatter_nd(shape):
    def function(indices, updates):
        columns = tuple(indices.long().movedim(-1, 0))
        return torch.zeros(shape, dtype=torch.float64).index_put(columns, updates, accumulate=True)

    return function


def segment_sum(count):
    def function(x, segments):
        kept = segments >= 0
        return torch.zeros(count, *x.shape[1:], dtype=torch.float64).index_add(0, segments[kept].long(), x[kept])

    return function


integers = lambda *rows: torch.tensor(*rows, dtype=torch.int32)
indexing = {
    'gather of the last axis': case(lambda x, i: x[..., i.long()], normal(2, 3, 4), integers([3, 0, 3, 1, 3])),
    'gather of the middle axis': case(lambda x, i: x[:, i.long()], normal(2, 3, 4), integers([[2, 2], [0, 2]])),
    'gather in batches': case(batched_gather, normal(2, 3, 4), integers([[2, 2, 0], [1, 0, 1]])),
    'gather in batches of the last axis': case(
        lambda x, i: torch.stack([x[b][:, i[b].long()] for b in range(2)]), normal(2, 3, 4), integers([[3, 3], [1, 0]])
    ),
    'gatherND of rows': case(lambda x, i: x[tuple(i.long().T)], normal(3, 2, 2), integers([[1, 0], [1, 0], [2, 1]])),
    'gatherND of one number': case(lambda x, i: x[tuple(i.long())], normal(3, 2), integers([2, 1])),
    'scatterND': case(scatter_nd((4, 2)), integers([[1], [3], [1]]), normal(3, 2)),
    'scatterND of numbers': case(scatter_nd((2, 3)), integers([[1, 0], [0, 2], [1, 0]]), normal(3)),
    'tensorScatterUpdate': case(
        lambda x, i, u: x.index_put((i.long()[:, 0],), u), normal(4, 2), integers([[2], [0]]), normal(2, 2)
    ),
    'unsortedSegmentSum': case(segment_sum(3), normal(5, 2), integers([2, 0, -1, 2, 0])),
    'topk': case(lambda x: torch.topk(x, 2)[0], normal(2, 3, 5)),
    'topk of a vector': case(lambda x: torch.topk(x, 3)[0], normal(6)),
}


def depth_to_space(x):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, 2, 2, c // 4).permute(0, 1, 3, 2, 4, 5).reshape(n, 2 * h, 2 * w, c // 4)


slicing = {
    'stridedSlice': case(lambda x: x[1:6:2, 0:5:3], normal(7, 5)),
    'stridedSlice backwards': case(lambda x: x.flip(0)[0:5:2], normal(7, 2)),
    'stridedSlice with a new axis': case(lambda x: x[:, None, :, 1:4:2], normal(2, 3, 4)),
    'stridedSlice with a lost axis': case(lambda x: x[:, 2, 1:3], normal(2, 3, 4)),
    'stridedSlice of one': case(lambda x: x[1:2, 3:4], normal(3, 5)),
    'depthToSpace': case(depth_to_space, normal(2, 2, 3, 8)),
}

EINSUMS = {
    'ij,jk->ik': [(2, 3), (3, 4)],
    'ij,jk->ki': [(2, 3), (3, 4)],
    'bij,bjk->bik': [(2, 3, 4), (2, 4, 2)],
    'bqhd,bkhd->bhqk': [(2, 3, 2, 4), (2, 5, 2, 4)],
    'i,j->ij': [(3,), (4,)],
    'ij,ij->i': [(2, 3), (2, 3)],
    'ij,ij->': [(2, 3), (2, 3)],
    'ijk,jl->il': [(2, 3, 4), (3, 5)],
    'ijk->ki': [(2, 3, 4)],
    'ij->ji': [(2, 3)],
    'ab,cd->ac': [(2, 3), (4, 2)],
}
einsum = {
    equation: case(lambda *operands, e=equation: torch.einsum(e, *operands), *(normal(*shape) for shape in shapes))
    for equation, shapes in EINSUMS.items()
}


def convolution(stride, padding, dilation):
    def function(x, filter):
        weights = filter.permute(3, 2, 0, 1)
        return F.conv2d(x.permute(0, 3, 1, 2), weights, None, stride, padding, dilation).permute(0, 2, 3, 1)

    return function


def depthwise(stride, padding, dilation):
    def function(x, filter):
        kh, kw, channels, multiplier = filter.shape
        weights = filter.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, kh, kw)
        y = F.conv2d(x.permute(0, 3, 1, 2), weights, None, stride, padding, dilation, channels)
        return y.permute(0, 2, 3, 1)

    return function


convolutions = {
    'conv2d dilated': case(convolution(1, 0, 2), normal(2, 7, 8, 3), normal(3, 2, 3, 2)),
    'conv2d dilated, padded': case(convolution(1, 2, 2), normal(1, 6, 6, 2), normal(3, 3, 2, 3)),
    'conv2d dilated one way': case(convolution(1, 0, (1, 3)), normal(1, 5, 9, 2), normal(2, 3, 2, 2)),
    'conv2d strided': case(convolution(2, 1, 1), normal(2, 7, 6, 2), normal(3, 3, 2, 2)),
    'depthwiseConv2d dilated': case(depthwise(1, 0, 2), normal(2, 7, 7, 2), normal(3, 3, 2, 2)),
    'depthwiseConv2d strided': case(depthwise(2, 1, 1), normal(2, 7, 7, 3), normal(3, 3, 3, 1)),
    'depthwiseConv2d strided, padding left over': case(depthwise(2, 1, 1), normal(1, 7, 6, 2), normal(3, 3, 2, 2)),
}


def crop_and_resize(crop, images):
    # away from whole pixels, where the gradient with respect to a box jumps
    def function(image, boxes):
        count = len(boxes)
        _, height, width, _ = image.shape
        along = lambda n: torch.linspace(0, 1, n, dtype=torch.float64) if n > 1 else torch.tensor([0.5], dtype=torch.float64)
        y = boxes[:, :1] + (boxes[:, 2:3] - boxes[:, :1]) * along(crop[0])
        x = boxes[:, 1:2] + (boxes[:, 3:] - boxes[:, 1:2]) * along(crop[1])
        grid = torch.stack(
            [
                (2 * x - 1)[:, None, :].expand(count, *crop),
                (2 * y - 1)[:, :, None].expand(count, *crop),
            ],
            -1,
        )
        chosen = image[images].permute(0, 3, 1, 2)
        return F.grid_sample(chosen, grid, align_corners=True).permute(0, 2, 3, 1)

    return function


def transform(rows, size, padding):
    """Projective transformation; grid_sample's corners are at the pixels' outer edges (align_corners=False)."""

    def function(image):
        count, height, width, _ = image.shape
        v, u = torch.meshgrid(torch.arange(size[0]).double(), torch.arange(size[1]).double(), indexing='ij')
        a = torch.tensor(rows, dtype=torch.float64).reshape(-1, 8, 1, 1).expand(count, 8, 1, 1)
        k = a[:, 6] * u + a[:, 7] * v + 1
        x = (a[:, 0] * u + a[:, 1] * v + a[:, 2]) / k
        y = (a[:, 3] * u + a[:, 4] * v + a[:, 5]) / k
        grid = torch.stack([(2 * x + 1) / width - 1, (2 * y + 1) / height - 1], -1)
        return F.grid_sample(image.permute(0, 3, 1, 2), grid, padding_mode=padding, align_corners=False).permute(0, 2, 3, 1)

    return function


boxes = torch.tensor([[0.1, 0.2, 0.77, 0.93], [0.9, 0.05, 0.31, 0.6], [0.02, 0.03, 0.97, 0.96]], dtype=torch.float64)
angle = math.pi / 9
turned = [math.cos(angle), -math.sin(angle), 0.3, math.sin(angle), math.cos(angle), -0.7, 0, 0]
moved = [1.3, 0.1, -4.2, 0.05, 0.8, 3.1, 0.02, 0.01]
sampling = {
    'cropAndResize': case(crop_and_resize((3, 4), [0, 1, 1]), normal(2, 6, 5, 2), boxes),
    'cropAndResize to one pixel': case(crop_and_resize((1, 1), [1, 0]), normal(2, 4, 5, 2), boxes[:2]),
    'transform constant': case(transform(turned, (5, 6), 'zeros'), normal(1, 5, 6, 2)),
    'transform nearest': case(transform(moved, (7, 4), 'border'), normal(1, 5, 6, 2)),
    'transform reflect': case(transform(moved, (6, 6), 'reflection'), normal(1, 5, 6, 2)),
}

edges = {
    'norm': case(torch.linalg.vector_norm, normal(2, 3)),
    'norm at 0': case(torch.linalg.vector_norm, torch.zeros(3, dtype=torch.float64)),
    'norm along an axis, with a row of zeros': case(
        lambda x: torch.linalg.vector_norm(x, dim=1), normal(3, 2) * integers([[1], [0], [1]])
    ),
    'norm of matrices': case(lambda x: torch.linalg.matrix_norm(x), normal(2, 2, 3) * integers([0, 1]).reshape(2, 1, 1)),
    'abs': case(torch.abs, torch.tensor([-2.0, 0, 3], dtype=torch.float64)),
}

products = {
    f'matMul {"transposed " * ta}{"by transposed " * tb}of {a} and {b}': case(
        lambda x, y, ta=ta, tb=tb: (x.mT if ta else x) @ (y.mT if tb else y), normal(*a), normal(*b)
    )
    for ta, tb, a, b in [
        (False, False, (2, 3), (3, 4)),
        (False, False, (2, 5, 3), (3, 4)),
        (False, True, (2, 5, 3), (1, 4, 3)),
        (True, False, (2, 3, 5), (3, 4)),
        (True, True, (3, 5), (2, 4, 3)),
        (False, False, (2, 1, 2, 3), (1, 3, 3, 2)),
    ]
}

padding = {
    'mirrorPad reflect': case(lambda x: F.pad(x, (2, 3, 1, 2), mode='reflect'), normal(1, 1, 4, 5)),
    'mirrorPad symmetric': case(
        lambda x: x[:, [1, 0, 0, 1, 2, 2, 1]][:, :, [0, 0, 1, 1]], normal(2, 3, 2)
    ),
}


def average_pool(size, stride, before, after=(0, 0)):
    def function(x):
        image = F.pad(x.permute(0, 3, 1, 2), (before[1], after[1], before[0], after[0]))
        inside = F.pad(torch.ones_like(x[:1, :, :, :1]).permute(0, 3, 1, 2), (before[1], after[1], before[0], after[0]))
        sums = F.avg_pool2d(image, size, stride) / F.avg_pool2d(inside, size, stride)
        return sums.permute(0, 2, 3, 1)

    return function


pooling = {
    'avgPool': case(average_pool(2, 2, (0, 0)), normal(2, 4, 6, 2)),
    'avgPool of overlapping windows, padded': case(average_pool(3, 2, (1, 1), (1, 1)), normal(1, 7, 5, 2)),
    'avgPool same': case(average_pool(3, 2, (0, 1), (1, 1)), normal(1, 6, 5, 2)),
}

factors = normal(3, 2, 4)
factors[0, 1, 2] = 0
factors[2, 0, 1] = 0
factors[2, 1, 3] = 0
reductions = {
    'prod of all': case(torch.prod, normal(2, 3)),
    'prod of all with a zero': case(torch.prod, normal(2, 3) * integers([[1, 1, 1], [1, 0, 1]])),
    'prod along the last axis': case(lambda x: torch.prod(x, -1), factors),
    'prod along two axes': case(lambda x: torch.prod(torch.prod(x, 2, keepdim=True), 1, keepdim=True), factors),
    'tile of rank 5': case(lambda x: x.repeat(1, 2, 1, 3, 2), normal(2, 1, 2, 2, 1)),
    'unstack of one': case(lambda x: x[0] ** 2, normal(1, 3)),
}

interpolate = lambda size, corners: lambda x: F.interpolate(
    x.permute(0, 3, 1, 2), size, mode='bilinear', align_corners=corners
).permute(0, 2, 3, 1)
sampling |= {
    'resizeBilinear from pixel centres': case(interpolate((7, 3), False), normal(1, 4, 5, 2)),
    'resizeBilinear, corners aligned': case(interpolate((3, 8), True), normal(2, 4, 5, 1)),
}

families = {
    'broadcasting': broadcasting,
    'convolution': convolutions,
    'edges': edges,
    'einsum': einsum,
    'indexing': indexing,
    'padding': padding,
    'pooling': pooling,
    'products': products,
    'reductions': reductions,
    'sampling': sampling,
    'scan': scan,
    'slicing': slicing,
}
write('core', 'gradients', families, libraries=[torch])
