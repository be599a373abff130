import torch
from bench_data import fingerprint, spread

LABEL = f"PyTorch {torch.__version__}"
B, H, W, C, K = 32, 32, 32, 64, 3


def prepare(threads, options):
    torch.set_num_threads(threads)
    # The values of conv-gradients.mjs, moved from NHWC and HWIO to PyTorch's own layout once, before the timing.
    x = torch.from_numpy(spread((B, H, W, C), 1)).permute(0, 3, 1, 2).contiguous().requires_grad_()
    w = torch.from_numpy(spread((K, K, C, C), 2)).permute(3, 2, 0, 1).contiguous().requires_grad_()
    dy = torch.from_numpy(spread((B, H, W, C), 3)).permute(0, 3, 1, 2).contiguous()

    def step():
        y = torch.nn.functional.conv2d(x, w, padding=K // 2)
        return y, *torch.autograd.grad(y, (x, w), dy)

    return step


def check(results):
    y, dx, dw = (t.detach() for t in results)
    nhwc, hwio = (0, 2, 3, 1), (2, 3, 1, 0)
    parts = y.permute(nhwc), dx.permute(nhwc), dw.permute(hwio)
    return sum(fingerprint(part.numpy()) for part in parts)
