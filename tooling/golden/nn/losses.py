"""Losses in float64: value and gradients of each, from PyTorch where it has the loss and from its formula where it has not."""
import torch
import torch.nn.functional as F

from golden import write

torch.manual_seed(2)
torch.set_default_dtype(torch.float64)
CASES = []


def grid(*shape):
    return torch.round(torch.randn(*shape) * 64) / 64


def array(t):
    return {'shape': list(t.shape), 'data': t.detach().clone().flatten(), 'whole': not t.dtype.is_floating_point}


def case(name, inputs, options, loss, wanted=1, lists=()):
    """The first `wanted` inputs get gradients; `lists` are passed after the tensors as they are."""
    for t in inputs[:wanted]:
        t.requires_grad_(True)
    value = loss(*inputs)
    (value.sum() if value.ndim else value).backward()
    CASES.append({'loss': name, 'inputs': [array(t) for t in inputs], 'lists': list(lists), 'options': options, 'value': array(value),
                  'gradients': [array(t.grad) for t in inputs[:wanted]]})


labels = torch.tensor([0, 3, 2, 1, 2])
weights = [0.5, 2.0, 1.0, 0.25]
probabilities = torch.softmax(grid(5, 4), -1).float().double()
for options, more in [
    ({}, {}),
    ({'reduction': 'sum'}, {'reduction': 'sum'}),
    ({'reduction': 'none'}, {'reduction': 'none'}),
    ({'labelSmoothing': 0.2}, {'label_smoothing': 0.2}),
    ({'classWeights': weights}, {'weight': torch.tensor(weights)}),
    ({'ignoreIndex': 2}, {'ignore_index': 2}),
    ({'classWeights': weights, 'labelSmoothing': 0.1, 'ignoreIndex': 2}, {'weight': torch.tensor(weights), 'label_smoothing': 0.1, 'ignore_index': 2}),
    ({'classWeights': weights, 'labelSmoothing': 0.1, 'reduction': 'none'}, {'weight': torch.tensor(weights), 'label_smoothing': 0.1, 'reduction': 'none'}),
]:
    case('crossEntropy', [grid(5, 4) * 5, labels], options, lambda x, y: F.cross_entropy(x, y, **more))
    if 'ignoreIndex' not in options:
        case('crossEntropy', [grid(5, 4), probabilities.clone()], options, lambda x, y: F.cross_entropy(x, y, **more))
    if 'labelSmoothing' not in options:
        case('nllLoss', [torch.log_softmax(grid(5, 4), -1).float().double(), labels], options, lambda x, y: F.nll_loss(x, y, **more))
case('crossEntropy', [grid(2, 3, 4), torch.tensor([[0, 1, 2], [3, -100, 0]])], {'ignoreIndex': -100}, lambda x, y: F.cross_entropy(x.reshape(6, 4), y.reshape(6)))
case('crossEntropy', [torch.tensor([[1000.0, 0, -1000]]), torch.tensor([1])], {}, F.cross_entropy)

pair = lambda: [grid(3, 4) * 2, grid(3, 4)]
for reduction in ('mean', 'sum', 'none'):
    case('mseLoss', pair(), {'reduction': reduction}, lambda x, y: F.mse_loss(x, y, reduction=reduction), 2)
case('maeLoss', pair(), {}, F.l1_loss, 2)
case('huberLoss', pair(), {'delta': 0.7}, lambda x, y: F.huber_loss(x, y, delta=0.7), 2)
case('smoothL1Loss', pair(), {'delta': 0.5}, lambda x, y: F.smooth_l1_loss(x, y, beta=0.5), 2)
binary = lambda: (torch.rand(3, 4) < 0.5).double()
case('bceWithLogitsLoss', [grid(3, 4) * 20, binary()], {}, F.binary_cross_entropy_with_logits)
case('bceWithLogitsLoss', [grid(3, 4), binary()], {'positiveWeight': 3}, lambda x, y: F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.tensor(3.0)))


def focal(x, y, alpha, gamma):
    """Lin et al. 2017, equation 5."""
    p = torch.sigmoid(x)
    right = p * y + (1 - p) * (1 - y)
    loss = F.binary_cross_entropy_with_logits(x, y, reduction='none') * (1 - right)**gamma
    return (loss if alpha is None else loss * (alpha * y + (1 - alpha) * (1 - y))).mean()


for alpha, gamma in [(0.25, 2.0), (None, 1.5)]:
    case('focalLoss', [grid(3, 4) * 4, binary()], {'alpha': alpha, 'gamma': gamma},
         lambda x, y: focal(x, y, alpha, gamma))
case('hingeLoss', [grid(3, 4) * 2, binary() * 2 - 1], {}, lambda x, y: F.relu(1 - x * y).mean())
case('hingeLoss', [grid(3, 4) * 2, binary() * 2 - 1], {'margin': 0.6, 'squared': True}, lambda x, y: (F.relu(0.6 - x * y)**2).mean())
sparse = probabilities.clone()
sparse[0] = torch.tensor([0.5, 0, 0, 0.5])
log_p = lambda: torch.log_softmax(grid(5, 4), -1).float().double()
case('klDivergenceLoss', [log_p(), sparse], {}, lambda x, y: F.kl_div(x, y, reduction='batchmean'))
case('klDivergenceLoss', [log_p(), probabilities.log().float().double()], {'logTargets': True, 'reduction': 'mean'},
     lambda x, y: F.kl_div(x, y, reduction='mean', log_target=True), 2)


def dice(p, t, smooth):
    axes = tuple(range(1, p.ndim - 1))
    return 1 - (2 * (p * t).sum(axes) + smooth) / (p.sum(axes) + t.sum(axes) + smooth)


masks = (torch.rand(2, 3, 4, 2) < 0.4).double()
case('diceLoss', [torch.rand(2, 3, 4, 2).float().double(), masks], {}, lambda p, t: dice(p, t, 1).mean())
case('diceLoss', [torch.rand(2, 3, 4, 2).float().double(), masks], {'smooth': 0.1, 'reduction': 'none'}, lambda p, t: dice(p, t, 0.1))


def contrastive(a, b, same, margin):
    d = (a - b).norm(dim=-1)
    return (same * d**2 + (1 - same) * F.relu(margin - d)**2).mean()


case('contrastiveLoss', [grid(4, 3), grid(4, 3), torch.tensor([1.0, 0, 0, 1])], {'margin': 2}, lambda a, b, y: contrastive(a, b, y, 2), 2)
case('tripletLoss', [grid(5, 3), grid(5, 3), grid(5, 3)], {'margin': 0.8}, lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=0.8), 3)


def mined(x, y, margin, mining):
    """Over all triplets, one by one."""
    d = torch.sqrt(((x[:, None] - x[None])**2).sum(-1) + 1e-12)
    n = len(y)
    losses = []
    for a in range(n):
        positives = [p for p in range(n) if p != a and y[p] == y[a]]
        negatives = [q for q in range(n) if y[q] != y[a]]
        if mining == 'hard' and positives and negatives:
            losses.append(F.relu(max(d[a, p] for p in positives) - min(d[a, q] for q in negatives) + margin))
        for p in positives if mining != 'hard' else []:
            if mining == 'all':
                losses += [loss for q in negatives if (loss := F.relu(d[a, p] - d[a, q] + margin)) > 0]
            elif negatives:
                farther = [d[a, q] for q in negatives if d[a, q] > d[a, p]]
                losses.append(F.relu(d[a, p] - (min(farther) if farther else max(d[a, q] for q in negatives)) + margin))
    return torch.stack(losses).mean()


for mining in ('hard', 'semi-hard', 'all'):
    case('minedTripletLoss', [grid(7, 3), torch.tensor([0, 0, 1, 1, 1, 2, 0])], {'margin': 0.5, 'mining': mining},
         lambda x, y: mined(x, y, 0.5, mining))


def arc_face(x, w, y, scale, margin):
    c = F.normalize(x) @ F.normalize(w).T
    t = torch.acos(c.clamp(-1 + 1e-7, 1 - 1e-7))
    moved = torch.where(c > torch.cos(torch.tensor(torch.pi - margin)), torch.cos(t + margin), c - margin * torch.sin(torch.tensor(margin)))
    own = F.one_hot(y, len(w)).bool()
    return F.cross_entropy(torch.where(own, moved, c) * scale, y)


opposite = grid(4, 3)
opposite[3] = -opposite[0]
x = grid(5, 3)
x[4] = -opposite[1] * 2
case('arcFaceLoss', [x, opposite, torch.tensor([0, 1, 2, 3, 1])], {'scale': 8, 'margin': 0.5}, lambda x, w, y: arc_face(x, w, y, 8, 0.5), 2)


def nt_xent(a, b, temperature):
    z = F.normalize(torch.cat([a, b]))
    scores = (z @ z.T / temperature).masked_fill(torch.eye(len(z), dtype=torch.bool), -torch.inf)
    return F.cross_entropy(scores, torch.arange(len(z)).roll(len(a)))


case('ntXentLoss', [grid(3, 4), grid(3, 4)], {'temperature': 0.3}, lambda a, b: nt_xent(a, b, 0.3), 2)


def ctc(x, targets, lengths=None, blank=0, reduction='mean'):
    flat = torch.tensor([c for t in targets for c in t], dtype=torch.long)
    frames = torch.tensor(lengths or [x.shape[1]] * len(targets))
    return F.ctc_loss(x.log_softmax(-1).transpose(0, 1), flat, frames, torch.tensor([len(t) for t in targets]), blank=blank, reduction=reduction)


for targets, options in [
    ([[1, 2, 2], [3]], {}), ([[1, 2], []], {'lengths': [4, 6], 'reduction': 'none'}), ([[0, 0, 1], [2, 1]], {'blank': 3, 'lengths': [6, 3]}),
]:
    case('ctcLoss', [grid(2, 6, 4)], options, lambda x: ctc(x, targets, **options), lists=[targets])

# Later additions, so that the numbers above stay
inside = lambda: torch.rand(3, 4).float().double() * 0.98 + 0.01
signs = lambda *shape: torch.where(torch.rand(*shape) < 0.5, 1.0, -1.0)
case('bceWithLogitsLoss', [grid(3, 4), binary()], {'positiveWeight': weights}, lambda x, y: F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.tensor(weights)))
case('bceLoss', [inside(), binary()], {}, F.binary_cross_entropy)
case('bceLoss', [inside(), inside()], {'reduction': 'sum'}, lambda x, y: F.binary_cross_entropy(x, y, reduction='sum'))
counts = torch.tensor([[0.0, 1, 2, 7], [3, 1, 0, 12], [5, 2, 2, 1]])
case('poissonNllLoss', [grid(3, 4), counts], {}, F.poisson_nll_loss)
case('poissonNllLoss', [inside(), counts], {'logRates': False, 'full': True, 'reduction': 'none'},
     lambda x, y: F.poisson_nll_loss(x, y, log_input=False, full=True, reduction='none'))
case('gaussianNllLoss', [grid(3, 4), grid(3, 4), inside()], {}, F.gaussian_nll_loss, 3)
case('gaussianNllLoss', [grid(3, 4), grid(3, 4), inside() * 0.1], {'full': True, 'epsilon': 0.05, 'reduction': 'sum'},
     lambda x, y, v: F.gaussian_nll_loss(x, y, v, full=True, eps=0.05, reduction='sum'), 3)
case('marginRankingLoss', [grid(3, 4), grid(3, 4), signs(3, 4)], {'margin': 0.3}, lambda a, b, y: F.margin_ranking_loss(a, b, y, margin=0.3), 2)
case('cosineEmbeddingLoss', [grid(5, 3), grid(5, 3), torch.tensor([1.0, -1, -1, 1, -1])], {'margin': 0.1, 'reduction': 'none'},
     lambda a, b, y: F.cosine_embedding_loss(a, b, y, margin=0.1, reduction='none'), 2)
case('hingeEmbeddingLoss', [grid(3, 4), signs(3, 4)], {}, F.hinge_embedding_loss)
case('hingeEmbeddingLoss', [grid(3, 4), signs(3, 4)], {'margin': 0.4, 'reduction': 'sum'}, lambda x, y: F.hinge_embedding_loss(x, y, margin=0.4, reduction='sum'))
case('softMarginLoss', [grid(3, 4) * 20, signs(3, 4)], {}, F.soft_margin_loss)
case('multiMarginLoss', [grid(5, 4), labels], {}, F.multi_margin_loss)
case('multiMarginLoss', [grid(5, 4), labels], {'margin': 0.7, 'power': 2, 'classWeights': weights, 'reduction': 'none'},
     lambda x, y: F.multi_margin_loss(x, y, p=2, margin=0.7, weight=torch.tensor(weights), reduction='none'))
case('multiLabelSoftMarginLoss', [grid(3, 4) * 20, binary()], {'reduction': 'none'}, lambda x, y: F.multilabel_soft_margin_loss(x, y, reduction='none'))
case('tripletLoss', [grid(5, 3), grid(5, 3), grid(5, 3)], {'margin': 0.8, 'swap': True, 'norm': 1, 'reduction': 'sum'},
     lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=0.8, swap=True, p=1, reduction='sum'), 3)
for reduction in ('none', 'mean'):
    targets = [[1, 1, 2], [3], []]
    case('ctcLoss', [grid(3, 3, 4)], {'zeroInfinity': True, 'reduction': reduction},
         lambda x: F.ctc_loss(x.log_softmax(-1).transpose(0, 1), torch.tensor([1, 1, 2, 3]), torch.tensor([3, 3, 3]), torch.tensor([3, 1, 0]),
                              reduction=reduction, zero_infinity=True), lists=[targets])

endings = torch.tensor([[3, 0, -1, 1], [1, 1, 2, -1], [-1, 2, 3, 0]])
for options in ({}, {'reduction': 'none'}):
    case('multiLabelMarginLoss', [grid(3, 4), endings.clone()], options, lambda x, y: F.multilabel_margin_loss(x, y, **options))

write('nn', 'losses', {'cases': CASES}, libraries=[torch])
