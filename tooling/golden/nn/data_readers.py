"""Files and what the references read in them: IDX by numpy, CSV by Python's csv, images by PIL, folders by torchvision, splits by PyTorch."""
import base64
import csv
import io
import pathlib
import struct
import tempfile
import zlib

import numpy
import PIL
import torch
import torchvision
from PIL import Image
from golden import write
from torch.utils.data import ConcatDataset, TensorDataset, random_split
from torchvision.datasets import ImageFolder

generator = numpy.random.default_rng(5)


def text(data):
    return base64.b64encode(bytes(data)).decode()


# IDX: every type, its bytes as numpy writes them
IDX = {0x08: '>u1', 0x09: '>i1', 0x0B: '>i2', 0x0C: '>i4', 0x0D: '>f4', 0x0E: '>f8'}


def idx(code, dtype, shape):
    if dtype[1] == 'f':
        values = generator.normal(size=shape).astype(dtype)
    else:
        info = numpy.iinfo(dtype)
        values = generator.integers(info.min, info.max, size=shape, endpoint=True).astype(dtype)
    header = bytes([0, 0, code, len(shape)]) + b''.join(struct.pack('>I', n) for n in shape)
    return {'file': text(header + values.tobytes()), 'shape': shape, 'values': values.astype('f8').ravel()}


idx_files = [idx(code, dtype, shape) for code, dtype in IDX.items() for shape in ([5], [2, 3, 2])] + [idx(0x08, '>u1', [0, 4])]

# CSV: what Python's csv module makes of it
csv_texts = [
    'a,b\r\n1,2\r\n',
    'x\n"quoted ""word"""\n"two\nlines"\n"a,b"\n',
    'a,b,c\n,,\n"",x,\n',
    'ä,ß\n"日本","🙂"\nlast,line',
    'a\t b\n 1 \t"2\t3"\n',
]
csv_files = [
    {'text': each, 'delimiter': '\t' if '\t' in each else ',', 'rows': list(csv.reader(io.StringIO(each, newline=''), delimiter='\t' if '\t' in each else ','))}
    for each in csv_texts
]


# Images
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width, height, depth, color, rows, interlace=0, extra=b''):
    """A PNG file of rows that are packed already, without filters."""
    header = struct.pack('>IIBBBBB', width, height, depth, color, 0, 0, interlace)
    data = zlib.compress(b''.join(b'\0' + row for row in rows))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + extra + chunk(b'IDAT', data) + chunk(b'IEND', b'')


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()


def adam7(pixels):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    return [row.tobytes() for x, y, dx, dy in passes for row in pixels[y::dy, x::dx] if row.size]


def packed(values, depth):
    bits = ''.join(format(value, f'0{depth}b') for value in values)
    return bytes(int(bits[i:i + 8].ljust(8, '0'), 2) for i in range(0, len(bits), 8))


W, H = 13, 9
grid = numpy.stack([*numpy.meshgrid(numpy.linspace(0, 255, W), numpy.linspace(255, 0, H)), numpy.full((H, W), 90.0)], -1)
smooth = (grid + generator.uniform(0, 20, size=(H, W, 3))).clip(0, 255).astype('u1')
noise = generator.integers(0, 256, size=(H, W, 4), dtype='u1')
wide = generator.integers(0, 65536, size=(H, W, 3), dtype='u2')
palette = Image.fromarray(noise[:, :, :3]).quantize(7)

exact = {
    'gray': encoded(Image.fromarray(noise[:, :, 0]), format='PNG'),
    'rgb': encoded(Image.fromarray(smooth), format='PNG'),
    'rgba': encoded(Image.fromarray(noise), format='PNG'),
    'gray and opacity': encoded(Image.merge('LA', [Image.fromarray(noise[:, :, 0]), Image.fromarray(noise[:, :, 1])]), format='PNG'),
    'palette of 4 bits': encoded(palette, format='PNG', bits=4),
    'palette of 8 bits with opacity': encoded(palette, format='PNG', bits=8, transparency=bytes([0, 100, 255])),
    'one bit': encoded(Image.fromarray(noise[:, :, 0] > 120), format='PNG'),
    'gray of 2 bits': png(W, H, 2, 0, [packed(row, 2) for row in noise[:, :, 0] % 4]),
    'gray of 4 bits': png(W, H, 4, 0, [packed(row, 4) for row in noise[:, :, 0] % 16]),
    'interlaced': png(W, H, 8, 2, adam7(noise[:, :, :3]), interlace=1),
    'a transparent color': png(W, H, 8, 2, [row.tobytes() for row in noise[:, :, :3]], extra=chunk(b'tRNS', struct.pack('>HHH', *map(int, noise[3, 4, :3])))),
}
exact_images = [
    {'name': name, 'file': text(file), 'rgb': text(numpy.array(Image.open(io.BytesIO(file)).convert('RGB'))),
     'rgba': text(numpy.array(Image.open(io.BytesIO(file)).convert('RGBA'))),
     'gray': text(numpy.array(Image.open(io.BytesIO(file)).convert('L')))}
    for name, file in exact.items()
]
deep_images = [
    {'file': text(png(W, H, 16, 2, [row.astype('>u2').tobytes() for row in wide])), 'channels': 3, 'values': wide.ravel()},
    {'file': text(encoded(Image.fromarray(wide[:, :, 0]), format='PNG')), 'channels': 1, 'values': wide[:, :, 0].ravel()},
]
photo = Image.fromarray(smooth).resize((40, 28), Image.Resampling.BICUBIC)
lossy = {
    'without subsampling': dict(quality=95, subsampling=0),
    'progressive': dict(quality=95, subsampling=0, progressive=True),
    'subsampled': dict(quality=90, subsampling=2),
    'gray': dict(quality=95),
}
lossy_images = []
for name, options in lossy.items():
    file = encoded(photo.convert('L') if name == 'gray' else photo, format='JPEG', **options)
    lossy_images.append({'name': name, 'file': text(file), 'rgb': text(numpy.array(Image.open(io.BytesIO(file)).convert('RGB')))})

# Folders
FILES = [
    'b/2.png', 'b/10.png', 'b/1.PNG', 'a/x.jpeg', 'a/X.jpg', 'a/sub/a.png', 'a/sub-2/a.png', 'a/notes.txt', 'Zebra/z.png', 'é/1.png',
    '\uffee/1.png', '🙂/1.png', '10/1.png', '9/1.png', 'top.png',
]
with tempfile.TemporaryDirectory() as folder:
    for name in FILES:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(exact['gray'])
    data = ImageFolder(folder)
    image_folder = {
        'files': FILES,
        'classes': data.classes,
        'images': [{'path': str(pathlib.Path(path).relative_to(folder).as_posix()), 'label': label} for path, label in data.samples],
    }

# Splits
SHARES = [[0.5, 0.5], [0.7, 0.3], [0.29, 0.71], [0.1] * 10, [0.33, 0.33, 0.34], [0.8, 0.1, 0.1], [0.999, 0.001]]
splits = []
for length in [1, 2, 7, 10, 100, 101, 999]:
    data = TensorDataset(torch.arange(length))
    for shares in SHARES:
        splits.append({'length': length, 'shares': shares, 'sizes': [len(part) for part in random_split(data, shares)]})
lengths = [3, 1, 5, 2]
joined = ConcatDataset([TensorDataset(torch.arange(100 * i, 100 * i + n)) for i, n in enumerate(lengths)])
concat = {'lengths': lengths, 'values': [int(joined[i][0]) for i in range(len(joined))]}

write('nn', 'data-readers', {
    'idx': idx_files, 'csv': csv_files, 'images': {'width': W, 'height': H, 'exact': exact_images, 'deep': deep_images, 'lossy': lossy_images},
    'imageFolder': image_folder, 'splits': splits, 'concat': concat,
}, libraries=[numpy, PIL, torch, torchvision])
