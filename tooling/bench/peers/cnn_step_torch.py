import torch
from bench_data import integers, spread
from torch import nn
from training_torch import training_step

LABEL = f"PyTorch {torch.__version__}"


def prepare(threads, options):
    torch.set_num_threads(threads)
    batch, side, filters, classes = (options[name] for name in ("batch", "side", "filters", "classes"))
    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Conv2d(1, filters, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(filters, 2 * filters, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(options["dropout"]),
        nn.Linear(2 * filters * (side // 2) ** 2, classes),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=options["learningRate"])
    loss_of = lambda x, labels: nn.functional.cross_entropy(model(x), labels)  # noqa: E731
    data = torch.from_numpy(spread((batch, 1, side, side), 1)), torch.from_numpy(integers((batch,), classes, 2))
    step = training_step(optimizer, loss_of, data)

    def step_and_model():
        step()
        return model

    return step_and_model


def check(model):
    return float(sum(parameter.numel() for parameter in model.parameters()))
