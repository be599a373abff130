"""Parameters and multiply-adds of small networks. PyTorch's counter counts a multiplication and its addition as two operations."""
import torch
import torch.nn as nn
from torch.utils.flop_counter import FlopCounterMode

from golden import write

torch.manual_seed(5)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (y + (x if self.downsample is None else self.downsample(x))).relu()


def resnet(width=8):
    """The layers of ResNet-18."""
    layers, inputs = [], width
    for stage in range(4):
        outputs = width * 2**stage
        layers += [Block(inputs, outputs, 1 if stage == 0 else 2), Block(outputs, outputs, 1)]
        inputs = outputs
    stem = [nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return nn.Sequential(*stem, *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width * 8, 10))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1 = nn.Conv2d(3, 8, 3, padding=1)
        self.down2 = nn.Conv2d(8, 16, 3, padding=2, dilation=2)
        self.up = nn.ConvTranspose2d(16, 8, 2, 2)
        self.out = nn.Conv2d(16, 2, 3, padding=1, groups=2)

    def forward(self, x):
        a = self.down1(x).relu()
        b = self.down2(nn.functional.max_pool2d(a, 2)).relu()
        return self.out(torch.cat([a, self.up(b)], 1))


class Lstm(nn.Module):
    """Cell by cell: the counter does not see into nn.LSTM."""
    def __init__(self):
        super().__init__()
        self.forwards, self.backwards = nn.LSTMCell(5, 7), nn.LSTMCell(5, 7)
        self.head = nn.Linear(14, 3)

    def forward(self, x):
        outputs = []
        for cell, order in ((self.forwards, range(x.shape[1])), (self.backwards, reversed(range(x.shape[1])))):
            h = c = torch.zeros(len(x), 7)
            states = [None] * x.shape[1]
            for t in order:
                h, c = cell(x[:, t], (h, c))
                states[t] = h
            outputs.append(torch.stack(states, 1))
        return self.head(torch.cat(outputs, -1))


class Block1d(nn.Module):
    """A transformer block before which nothing is fused."""
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 12)
        self.attention = nn.MultiheadAttention(12, 3, batch_first=True)
        self.norm = nn.LayerNorm(12)
        self.feed = nn.Sequential(nn.Linear(12, 48), nn.GELU(), nn.Linear(48, 12))

    def forward(self, tokens):
        x = self.norm(self.embedding(tokens))
        x = x + self.attention(x, x, x, need_weights=True)[0]
        return x + self.feed(x)


cnn = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, groups=4, bias=False), nn.ReLU(), nn.MaxPool2d(2),
                    nn.Flatten(), nn.Linear(32 * 3 * 3, 10))
networks = {'cnn': (cnn, torch.zeros(2, 1, 14, 14)), 'resnet': (resnet(), torch.zeros(1, 3, 64, 64)), 'unet': (UNet(), torch.zeros(1, 3, 16, 20)),
            'lstm': (Lstm(), torch.zeros(2, 6, 5)), 'transformer': (Block1d(), torch.zeros(2, 9, dtype=torch.long))}
values = {}
for name, (module, x) in networks.items():
    with FlopCounterMode(display=False) as counter:
        module(x)
    values[name] = {'parameters': sum(p.numel() for p in module.parameters()), 'multiplyAdds': counter.get_total_flops() // 2}
    print(name, values[name])
write('nn', 'summaries', values, libraries=[torch])
