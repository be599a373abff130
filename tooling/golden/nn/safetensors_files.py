"""Files of the safetensors library: one with every type that is read, and the bytes of files that are written here as well."""
import numpy as np
import safetensors
import safetensors.numpy
import safetensors.torch
import torch

from golden import ROOT, write

torch.manual_seed(3)
floats = torch.tensor([0.0, -0.0, 1.0, -2.5, 1 / 3, 65504.0, 65519.9, 65520.0, 1e-5, 6e-8, 2.9e-8, 2.0**-25, 3 * 2.0**-25, 1e-45,
                       1 + 2.0**-11, 1 + 3 * 2.0**-11, 1 + 2.0**-8, 1 + 3 * 2.0**-8, 3.4e38, torch.inf, -torch.inf, torch.nan])
small = torch.tensor([[-3, 0, 7], [100, -128, 127]])

tensors = {
    'f64': floats.double() * 1.0000001, 'f32': floats, 'f16': floats.half(), 'bf16': floats.bfloat16(),
    'i64': small * 2**20, 'i32': small.int() * 2**20, 'i16': small.short() * 100, 'i8': small.to(torch.int8),
    'u8': small.abs().to(torch.uint8), 'bool': small > 0,
    'scalar': torch.tensor(1.5), 'empty': torch.zeros(0, 3), '__proto__': torch.ones(2),
}
unsigned = {'u16': np.array([0, 65535], np.uint16), 'u32': np.array([0, 2**31 - 1], np.uint32), 'u64': np.array([3, 2**31 - 1], np.uint64)}
path = ROOT / 'packages' / 'nn' / 'golden' / 'every-type.safetensors'
safetensors.torch.save_file({**tensors, **{name: torch.from_numpy(a) for name, a in unsigned.items()}}, path, metadata={'format': 'pt'})
every = {name: {'shape': list(t.shape), 'data': t.float().flatten() if t.is_floating_point() else t.to(torch.int64).flatten()}
         for name, t in tensors.items()}
every.update({name: {'shape': list(a.shape), 'data': a.astype(np.int64)} for name, a in unsigned.items()})

# without NaN, of which there are many
state = {'weight': torch.round(torch.randn(2, 3) * 64) / 64, 'odd': floats[:-1], 'a.count': small.int(), 'mask': small.abs().to(torch.uint8),
         'scalar': torch.tensor(-0.75)}


def bytes_with(dtype):
    return safetensors.torch.save({k: t.to(dtype) if t.is_floating_point() else t for k, t in state.items()}, {'format': 'pt'}).hex()


write('nn', 'safetensors', {
    'every': every,
    'state': {name: {'shape': list(t.shape), 'data': t.flatten(), 'dtype': str(t.dtype).removeprefix('torch.')} for name, t in state.items()},
    'written': {'F32': bytes_with(torch.float32), 'F16': bytes_with(torch.float16), 'BF16': bytes_with(torch.bfloat16)},
}, libraries=[safetensors, torch])
