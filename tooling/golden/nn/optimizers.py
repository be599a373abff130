"""Ten steps of PyTorch's optimizers in float64 on a small problem with two parameters, and its learning rate schedules."""
import torch

from golden import write

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def grid(*shape):
    return torch.round(torch.randn(*shape) * 64) / 64


class Lamb(torch.optim.Optimizer):
    """You et al. 2020, algorithm 2, with bias correction."""

    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.01):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group['betas']
            for p in group['params']:
                s = self.state[p]
                if not s:
                    s.update(t=0, m=torch.zeros_like(p), v=torch.zeros_like(p))
                s['t'] += 1
                s['m'] = b1 * s['m'] + (1 - b1) * p.grad
                s['v'] = b2 * s['v'] + (1 - b2) * p.grad**2
                r = s['m'] / (1 - b1**s['t']) / ((s['v'] / (1 - b2**s['t'])).sqrt() + group['eps']) + group['weight_decay'] * p
                ratio = p.norm() / r.norm() if p.norm() > 0 and r.norm() > 0 else 1.0
                p -= group['lr'] * ratio * r


START = {'w': grid(3, 2), 'b': torch.zeros(2)}
GRADIENTS = [{'w': grid(3, 2), 'b': grid(2)} for _ in range(10)]
CASES = []


def case(name, options, cls, groups=None, **torch_options):
    parameters = {k: v.clone().requires_grad_(True) for k, v in START.items()}
    if groups:
        optimizer = cls([{'params': [parameters[k]], **extra} for k, extra in groups.items()], **torch_options)
    else:
        optimizer = cls(list(parameters.values()), **torch_options)
    path = []
    for gradients in GRADIENTS:
        for k, p in parameters.items():
            p.grad = gradients[k].clone()
        optimizer.step()
        path.append({k: p.detach().clone().flatten() for k, p in parameters.items()})
    CASES.append({'optimizer': name, 'options': options, 'groups': groups and {k: {{'lr': 'learningRate', 'weight_decay': 'weightDecay'}[n]: v for n, v in g.items()} for k, g in groups.items()},
                  'path': path})


optim = torch.optim
case('Sgd', {'learningRate': 0.1}, optim.SGD, lr=0.1)
case('Sgd', {'learningRate': 0.1, 'momentum': 0.9, 'weightDecay': 0.01}, optim.SGD, lr=0.1, momentum=0.9, weight_decay=0.01)
case('Sgd', {'learningRate': 0.1, 'momentum': 0.8, 'nesterov': True}, optim.SGD, lr=0.1, momentum=0.8, nesterov=True)
case('Adam', {}, optim.Adam)
case('Adam', {'learningRate': 0.05, 'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-4, 'weightDecay': 0.1}, optim.Adam, lr=0.05, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.1)
case('AdamW', {'learningRate': 0.05}, optim.AdamW, lr=0.05)
case('AdamW', {'learningRate': 0.05}, optim.AdamW, groups={'w': {'weight_decay': 0.3}, 'b': {'weight_decay': 0.0, 'lr': 0.01}}, lr=0.05)
case('RmsProp', {}, optim.RMSprop)
case('RmsProp', {'learningRate': 0.02, 'decay': 0.9, 'momentum': 0.5, 'centered': True, 'weightDecay': 0.1}, optim.RMSprop, lr=0.02, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.1)
case('Adagrad', {'learningRate': 0.1, 'rateDecay': 0.1, 'weightDecay': 0.01}, optim.Adagrad, lr=0.1, lr_decay=0.1, weight_decay=0.01)
case('Lamb', {'learningRate': 0.05, 'weightDecay': 0.1}, Lamb, lr=0.05, weight_decay=0.1)

clipped = [g.clone().requires_grad_(True) for g in GRADIENTS[0].values()]
for p, g in zip(clipped, GRADIENTS[0].values()):
    p.grad = g.clone()
norm = torch.nn.utils.clip_grad_norm_(clipped, 0.5)
CLIP = {'norm': norm, 'gradients': {k: p.grad.flatten() for k, p in zip(GRADIENTS[0], clipped)}}

SCHEDULES = []


def schedule(name, args, make, steps=12):
    optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    SCHEDULES.append({'schedule': name, 'args': args, 'factors': rates})


lrs = optim.lr_scheduler
schedule('stepDecay', [3, 0.5], lambda o: lrs.StepLR(o, 3, gamma=0.5))
schedule('multiStepDecay', [[2, 5, 9], 0.3], lambda o: lrs.MultiStepLR(o, [2, 5, 9], gamma=0.3))
schedule('exponentialDecay', [0.9], lambda o: lrs.ExponentialLR(o, 0.9))
schedule('cosineDecay', [12, 0.1], lambda o: lrs.CosineAnnealingLR(o, 12, eta_min=0.1))
schedule('linearDecay', [8, 0.25], lambda o: lrs.LinearLR(o, 1.0, 0.25, total_iters=8))
schedule('oneCycle', [12], lambda o: lrs.OneCycleLR(o, 1.0, total_steps=12), 12)
schedule('oneCycle', [12, {'rising': 0.5, 'startDivisor': 10, 'endDivisor': 100, 'shape': 'linear'}],
         lambda o: lrs.OneCycleLR(o, 1.0, total_steps=12, pct_start=0.5, div_factor=10, final_div_factor=100, anneal_strategy='linear'), 12)

optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
plateau = lrs.ReduceLROnPlateau(optimizer, factor=0.5, patience=1, cooldown=1, threshold=0.01, min_lr=0.1)
VALUES = [1, 0.9, 0.895, 0.9, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
factors = []
for value in VALUES:
    plateau.step(value)
    factors.append(optimizer.param_groups[0]['lr'])

write('nn', 'optimizers', {
    'shapes': {k: list(v.shape) for k, v in START.items()}, 'start': {k: v.flatten() for k, v in START.items()},
    'gradients': [{k: v.flatten() for k, v in g.items()} for g in GRADIENTS], 'cases': CASES, 'clip': CLIP, 'schedules': SCHEDULES,
    'plateau': {'values': VALUES, 'factors': factors},
}, libraries=[torch])
