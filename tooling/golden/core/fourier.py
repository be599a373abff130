"""Golden values of @ai/core's Fourier transforms: PyTorch in float64, values and gradients of a weighted sum of the result."""

import torch
from golden import write

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def numbers(*shape):
    return torch.randn(*shape).float().double()


def case(name, inputs, options, call):
    """`inputs` are real parts and, for complex ones, imaginary parts; weights and results likewise."""
    leaves = [each.requires_grad_() for each in inputs]
    result = call(leaves[0] if len(leaves) == 1 else torch.complex(*leaves))
    parts = [result.real, result.imag] if result.is_complex() else [result]
    weights = [numbers(*part.shape) for part in parts]
    sum((part * weight).sum() for part, weight in zip(parts, weights)).backward()
    # parts that do not count have no gradient
    gradients = [torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for leaf in leaves]
    return {"name": name, "options": options, "inputs": leaves, "outputs": parts, "weights": weights, "gradients": gradients}


def cases():
    for n in [1, 2, 3, 5, 8, 12, 25]:
        for norm in ["backward", "ortho", "forward"]:
            yield case("rfft", [numbers(2, n)], {"norm": norm}, lambda x: torch.fft.rfft(x, norm=norm))
            half = [numbers(2, n // 2 + 1) for _ in range(2)]
            yield case("irfft", half, {"norm": norm, "length": n}, lambda x: torch.fft.irfft(x, n, norm=norm))
            for name, call in [("fft", torch.fft.fft), ("ifft", torch.fft.ifft)]:
                yield case(name, [numbers(2, n), numbers(2, n)], {"norm": norm}, lambda x: call(x, norm=norm))
    for length in [3, 8]:
        options = {"length": length, "axis": 1}
        yield case("rfft", [numbers(2, 5, 3)], options, lambda x: torch.fft.rfft(x, length, 1))
        yield case("irfft", [numbers(2, 4, 3), numbers(2, 4, 3)], options, lambda x: torch.fft.irfft(x, length, 1))
        yield case("fft", [numbers(5, 2), numbers(5, 2)], {"length": length, "axis": 0}, lambda x: torch.fft.fft(x, length, 0))
    yield case("irfft", [numbers(4), numbers(4)], {}, lambda x: torch.fft.irfft(x))
    for norm in ["backward", "ortho", "forward"]:
        yield case("rfft2", [numbers(2, 3, 4)], {"norm": norm}, lambda x: torch.fft.rfft2(x, norm=norm))
        yield case("rfft2", [numbers(3, 5)], {"norm": norm, "lengths": [4, 3]}, lambda x: torch.fft.rfft2(x, (4, 3), norm=norm))
        half = [numbers(2, 3, 3) for _ in range(2)]
        yield case("irfft2", half, {"norm": norm, "lengths": [3, 5]}, lambda x: torch.fft.irfft2(x, (3, 5), norm=norm))


write("core", "fourier", {"cases": list(cases())})
