"""Ten steps of PyTorch's AdamW, each by the mean gradient of three batches (what is left at the end of an epoch), clipped; and the
exponential average of the weights."""
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from golden import write

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)

SAMPLES, BATCH, ACCUMULATE, STEPS, DECAY, CLIP, RATE = 40, 4, 3, 10, 0.8, 0.1, 0.05
x = torch.round(torch.randn(SAMPLES, 3) * 64) / 64
y = (x[:, 0] > x[:, 1]).long()
model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
with torch.no_grad():
    for p in model.parameters():
        p.copy_(torch.round(p * 64) / 64)
state = lambda: {k: v.detach().clone().flatten() for k, v in model.state_dict().items()}
shapes = {k: list(v.shape) for k, v in model.state_dict().items()}
start = state()
average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(DECAY))
average.n_averaged.fill_(1)  # the average starts with the first weights, not with those after the first step
optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
path, losses = [], []
batches = list(zip(x.split(BATCH), y.split(BATCH)))
while len(path) < STEPS:
    for at in range(0, len(batches), ACCUMULATE):
        window = batches[at:at + ACCUMULATE]
        total = 0.0
        for inputs, targets in window:
            loss = torch.nn.functional.cross_entropy(model(inputs), targets) / len(window)
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        optimizer.zero_grad()
        average.update_parameters(model)
        path.append(state())
        losses.append(total)
        if len(path) == STEPS:
            break

write('nn', 'accumulation', {
    'x': x.flatten(), 'y': y, 'options': {'batchSize': BATCH, 'accumulate': ACCUMULATE, 'steps': STEPS, 'decay': DECAY, 'clipNorm': CLIP,
                                          'learningRate': RATE},
    'shapes': shapes, 'start': start, 'path': path, 'losses': losses,
    'average': {k: v.flatten() for k, v in average.module.state_dict().items()},
}, libraries=[torch])
