"""The model of ../models/resnet18.mjs in PyTorch."""

import torch.nn.functional as F
from torch import nn

STAGES = 64, 128, 256, 512


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if inputs != outputs or stride != 1:
            self.shortcut.extend([nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)])

    def forward(self, x):
        h = F.relu(self.norm1(self.conv1(x)), inplace=True)
        return F.relu(self.norm2(self.conv2(h)) + self.shortcut(x), inplace=True)


class ResNet18(nn.Module):
    def __init__(self, size, classes):
        super().__init__()
        small = size <= 64
        self.stem = nn.Conv2d(3, 64, 3, 1, 1, bias=False) if small else nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.norm = nn.BatchNorm2d(64)
        self.pool = nn.Identity() if small else nn.MaxPool2d(3, 2, 1)
        blocks = []
        for stage, channels in enumerate(STAGES):
            blocks.append(Block(STAGES[max(stage - 1, 0)], channels, 1 if stage == 0 else 2))
            blocks.append(Block(channels, channels, 1))
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(512, classes)

    def forward(self, x):
        h = self.pool(F.relu(self.norm(self.stem(x)), inplace=True))
        return self.head(self.blocks(h).mean((2, 3)))
