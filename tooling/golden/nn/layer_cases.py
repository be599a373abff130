"""How the layers of PyTorch are run in float64: outputs and gradients of sum(output * weights), from the same parameters. Images are channels last."""
import torch
import torch.nn as nn

torch.set_default_dtype(torch.float64)


def grid(*shape):
    """Random numbers that float32 holds exactly and JSON writes shortly."""
    return torch.round(torch.randn(*shape) * 64) / 128


def distinct(*shape):
    """No two alike, so that a maximum is unique."""
    count = torch.Size(shape).numel()
    return (torch.randperm(count).reshape(shape) - count / 2) / 64


def last(t):
    """Channels last."""
    return t.movedim(1, -1) if t.ndim > 2 else t


def array(t):
    return {'shape': list(t.shape), 'data': t.detach().clone().flatten()}


def randomize(module, skip=()):
    with torch.no_grad():
        for name, p in list(module.named_parameters()) + list(module.named_buffers()):
            if name in skip or not p.dtype.is_floating_point:
                continue
            p.copy_(grid(*p.shape).abs() + 0.5 if name.endswith('running_var') else grid(*p.shape))


CASES = []


def case(layer, args, module, inputs, options=None, call=None, to=last, training=False, skip=(), wrap=None, rename=None):
    """`inputs`: tensors by name, as PyTorch wants them; a single 'x' is passed as it is, several as an object."""
    if isinstance(module, nn.Module):
        module.train(training)
        randomize(module, skip)
        names = rename or (lambda name: name)
        state = {names(k): array(v) for k, v in module.state_dict().items()}
        parameters = {names(k): p for k, p in module.named_parameters()}
    else:
        state, parameters = {}, {}
        names = lambda name: name
    for t in inputs.values():
        if t.dtype.is_floating_point:
            t.requires_grad_(True)
    outputs = call(module, **inputs) if call else module(*inputs.values())
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    weights = [grid(*o.shape) for o in outputs]
    sum((o * w).sum() for o, w in zip(outputs, weights)).backward()
    entry = {
        'layer': layer, 'args': args, 'options': options, 'training': training, 'state': state,
        'inputs': {k: array(to(t)) for k, t in inputs.items()},
        'whole': [k for k, t in inputs.items() if not t.dtype.is_floating_point],
        'outputs': [array(to(o)) for o in outputs], 'weights': [array(to(w)) for w in weights],
        'inputGradients': {k: array(to(t.grad)) for k, t in inputs.items() if t.grad is not None},
        'gradients': {k: array(p.grad) for k, p in parameters.items() if p.grad is not None},
        'stateAfter': {names(k): array(v) for k, v in module.state_dict().items()} if training and state else {},
    }
    if wrap:
        entry['wrap'] = wrap
    CASES.append(entry)


def same(t):
    return t


def renamed(options, names):
    """PyTorch's options under our names."""
    return {names.get(k, k): list(v) if isinstance(v, tuple) else v for k, v in options.items()}
