"""Writes golden values: JSON at full precision, with the versions of the libraries that made them.

A script calls `write('metrics', 'classification', {...}, libraries=[sklearn])`, which fills packages/metrics/golden/classification.json.
Arrays and tensors become nested lists; NaN and infinities become the strings 'NaN', 'Infinity', '-Infinity', which
`readGolden` of @ai/core/testing turns back.
"""
import json
import math
import pathlib
import platform

ROOT = pathlib.Path(__file__).resolve().parents[2]


def plain(value):
    """Nested lists, dicts, strings and finite numbers only."""
    if hasattr(value, 'detach'):
        value = value.detach().cpu().numpy()
    if hasattr(value, 'tolist'):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return 'NaN' if math.isnan(value) else ('Infinity' if value > 0 else '-Infinity')
    return value


def write(package, name, values, libraries=()):
    made_with = {'python': platform.python_version(), **{library.__name__: library.__version__ for library in libraries}}
    path = ROOT / 'packages' / package / 'golden' / f'{name}.json'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({'madeWith': made_with, **plain(values)}, separators=(',', ':'), allow_nan=False) + '\n')
    print(f'{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB')
