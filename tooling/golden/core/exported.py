"""What ONNX Runtime in Python makes of models that exportOnnx wrote, for three batch sizes, after ONNX's own checks.

Needs Node.js and the built package (npm run build).
"""

import json
import pathlib
import subprocess
import tempfile

import numpy
import onnx
import onnxruntime
from golden import write

HERE = pathlib.Path(__file__).parent
random = numpy.random.default_rng(7)


def draw(spec, batch):
    shape = [batch, *spec["shape"]]
    if spec["dtype"] == "int32":
        return random.integers(0, 11, shape).astype(numpy.int32)
    return random.standard_normal(shape).astype(numpy.float32)


def run(folder, name):
    path = str(folder / f"{name}.onnx")
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path)
    assert session.get_inputs()[0].shape[0] == "batch"
    spec = json.loads((folder / f"{name}.json").read_text())
    cases = []
    for batch in (1, 3, 8):
        x = draw(spec, batch)
        (y,) = session.run(None, {"input0": x})
        cases.append({"shape": x.shape, "input": x.ravel(), "output": y.ravel()})
    return cases


with tempfile.TemporaryDirectory() as name:
    subprocess.run(["node", HERE / "exported.mjs", name], check=True)
    names = ("mlp", "cnn", "transformer", "lstm")
    write("core", "exported", {each: run(pathlib.Path(name), each) for each in names}, libraries=[numpy, onnx, onnxruntime])
