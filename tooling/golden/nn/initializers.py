"""Gains, fans, standard deviations and bounds of PyTorch's initializers."""
import math

import torch
from torch.nn import init

from golden import write

gains = {name: init.calculate_gain(name) for name in ('linear', 'sigmoid', 'tanh', 'relu', 'selu')}
gains['leaky-relu'] = init.calculate_gain('leaky_relu')
gains['leaky-relu 0.2'] = init.calculate_gain('leaky_relu', 0.2)
fans = [[shape, *init._calculate_fan_in_and_fan_out(torch.empty(shape))] for shape in ([4, 3], [16, 3, 5, 5], [6, 2, 7])]


def scale(rule, args, shape, fill, uniform):
    """The deviation and bound that the rule's formula gives: those of a large draw would be noisy."""
    torch.manual_seed(1)
    drawn = fill(torch.empty(shape, dtype=torch.float64))
    deviation = drawn.std().item()
    bound = drawn.abs().max().item() if uniform else None
    return {'rule': rule, 'args': args, 'shape': shape, 'deviation': deviation, 'bound': bound}


def exact(rule, args, shape, deviation, uniform, fill):
    """Checks PyTorch's draw against the exact figures before they are written."""
    drawn = scale(rule, args, shape, fill, uniform)
    assert abs(drawn['deviation'] / deviation - 1) < 0.02, (rule, args, drawn, deviation)
    return {**drawn, 'deviation': deviation, 'bound': deviation * math.sqrt(3) if uniform else None}


shape = [64, 32, 3, 3]
fan_in, fan_out = init._calculate_fan_in_and_fan_out(torch.empty(shape))
relu, tanh, leaky = gains['relu'], gains['tanh'], gains['leaky-relu 0.2']
scales = [
    exact('kaimingNormal', [], shape, relu / math.sqrt(fan_in), False, lambda t: init.kaiming_normal_(t, nonlinearity='relu')),
    exact('kaimingNormal', [{'fan': 'out'}], shape, relu / math.sqrt(fan_out), False, lambda t: init.kaiming_normal_(t, mode='fan_out', nonlinearity='relu')),
    exact('kaimingUniform', [{'nonlinearity': 'leaky-relu', 'slope': 0.2}], shape, leaky / math.sqrt(fan_in), True,
          lambda t: init.kaiming_uniform_(t, a=0.2, nonlinearity='leaky_relu')),
    exact('xavierNormal', [], shape, math.sqrt(2 / (fan_in + fan_out)), False, init.xavier_normal_),
    exact('xavierUniform', [tanh], shape, tanh * math.sqrt(2 / (fan_in + fan_out)), True, lambda t: init.xavier_uniform_(t, gain=tanh)),
    exact('normal', [0, 0.02], shape, 0.02, False, lambda t: init.normal_(t, 0, 0.02)),
    exact('fanInUniform', [fan_in], shape, 1 / math.sqrt(3 * fan_in), True, lambda t: init.kaiming_uniform_(t, a=math.sqrt(5))),
]
write('nn', 'initializers', {'gains': gains, 'fans': fans, 'scales': scales}, libraries=[torch])
