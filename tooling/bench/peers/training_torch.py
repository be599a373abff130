"""The step that ../models/training.mjs takes, in PyTorch."""


def training_step(parameters, loss_of, optimizer, batch):
    def step():
        optimizer.zero_grad()
        loss = loss_of(*batch)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
