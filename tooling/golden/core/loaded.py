"""Small models with the operators that exported networks are made of, and what ONNX Runtime in Python makes of them."""

import numpy
import onnx
import onnxruntime
from golden import ROOT, write
from onnx import TensorProto, helper, numpy_helper

FOLDER = ROOT / "packages" / "core" / "golden" / "models"
FLOAT, INT64, INT32, BOOL, DOUBLE = (
    TensorProto.FLOAT,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.BOOL,
    TensorProto.DOUBLE,
)
random = numpy.random.default_rng(3)


def weight(name, *shape):
    return numpy_helper.from_array((0.5 * random.standard_normal(shape)).astype(numpy.float32), name)


def integers(name, values):
    return numpy_helper.from_array(numpy.array(values, dtype=numpy.int64), name)


def model(nodes, inputs, outputs, initializers):
    info = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "graph", [info(*each) for each in inputs], [info(*each) for each in outputs], initializers
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


node = helper.make_node


def classifier():
    """Images to probabilities: what an exported convolutional network consists of."""
    nodes = [
        node("Conv", ["image", "w1", "b1"], ["c"], pads=[1, 1, 1, 1], strides=[2, 2]),
        node("BatchNormalization", ["c", "scale", "shift", "mean", "var"], ["n"], epsilon=1e-5),
        node("Relu", ["n"], ["r"]),
        node("MaxPool", ["r"], ["p"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1]),
        node("Conv", ["p", "w2"], ["d"], group=4, pads=[1, 1, 1, 1]),
        node("Add", ["d", "r"], ["s"]),
        node("GlobalAveragePool", ["s"], ["g"]),
        node("Flatten", ["g"], ["f"]),
        node("Gemm", ["f", "w3", "b3"], ["logits"], transB=1),
        node("Softmax", ["logits"], ["probabilities"], axis=-1),
    ]
    variance = numpy_helper.from_array(numpy.array([0.5, 1, 2, 1.5], dtype=numpy.float32), "var")
    weights = [weight("w1", 4, 3, 3, 3), weight("b1", 4), weight("scale", 4), weight("shift", 4), weight("mean", 4)]
    weights += [variance, weight("w2", 4, 1, 3, 3), weight("w3", 5, 4), weight("b3", 5)]
    outputs = [("probabilities", FLOAT, ["batch", 5]), ("logits", FLOAT, ["batch", 5])]
    return model(nodes, [("image", FLOAT, ["batch", 3, "height", "width"])], outputs, weights), [
        {"image": random.standard_normal((2, 3, 8, 8)).astype(numpy.float32)},
        {"image": random.standard_normal((1, 3, 6, 10)).astype(numpy.float32)},
    ]


def decoder():
    """Codes to images: transposed convolutions and resizes."""
    scales = numpy_helper.from_array(numpy.array([1, 1, 2, 2], dtype=numpy.float32), "scales")
    nodes = [
        node("ConvTranspose", ["code", "w1", "b1"], ["a"], strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1]),
        node("LeakyRelu", ["a"], ["b"], alpha=0.2),
        node("Resize", ["b", "", "scales"], ["near"], mode="nearest", nearest_mode="floor", coordinate_transformation_mode="asymmetric"),
        node("Resize", ["b", "", "scales"], ["smooth"], mode="linear", coordinate_transformation_mode="half_pixel"),
        node("Concat", ["near", "smooth"], ["both"], axis=1),
        node("Slice", ["both", "starts", "ends", "axes", "steps"], ["part"]),
        node("InstanceNormalization", ["part", "scale", "shift"], ["normal"]),
        node("Tanh", ["normal"], ["image"]),
    ]
    weights = [weight("w1", 3, 2, 3, 3), weight("b1", 2), scales, weight("scale", 4), weight("shift", 4)]
    weights += [integers("starts", [0, -1]), integers("ends", [2**31, -(2**31)]), integers("axes", [2, 3]), integers("steps", [2, -1])]
    return model(nodes, [("code", FLOAT, ["batch", 3, 3, 3])], [("image", FLOAT, ["batch", 4, "h", "w"])], weights), [
        {"code": random.standard_normal((2, 3, 3, 3)).astype(numpy.float32)}
    ]


def recurrent():
    """Tokens (int64) through an embedding and an LSTM, whose last states are outputs too."""
    nodes = [
        node("Gather", ["table", "tokens"], ["embedded"], axis=0),
        node("Transpose", ["embedded"], ["time_first"], perm=[1, 0, 2]),
        node("LSTM", ["time_first", "w", "r", "b"], ["y", "hidden", "cell"], hidden_size=4),
        node("Squeeze", ["y", "direction"], ["steps"]),
        node("Transpose", ["steps"], ["features"], perm=[1, 0, 2]),
        node("ReduceMean", ["features"], ["pooled"], axes=[1], keepdims=0),
    ]
    weights = [weight("table", 9, 3), weight("w", 1, 16, 3), weight("r", 1, 16, 4), weight("b", 1, 32), integers("direction", [1])]
    outputs = [("features", FLOAT, ["batch", "steps", 4]), ("hidden", FLOAT, [1, "batch", 4]), ("cell", FLOAT, [1, "batch", 4]), ("pooled", FLOAT, ["batch", 4])]
    return model(nodes, [("tokens", INT64, ["batch", "steps"])], outputs, weights), [
        {"tokens": random.integers(0, 9, (2, 5))},
        {"tokens": random.integers(0, 9, (3, 1))},
    ]


def attention():
    """Layer norm, attention over a batch of sequences with a mask of booleans, GELU; all axes but the last are open."""
    half = numpy_helper.from_array(numpy.array(0.5, dtype=numpy.float32), "half")
    low = numpy_helper.from_array(numpy.array(-1e9, dtype=numpy.float32), "low")
    root = numpy_helper.from_array(numpy.array(2**0.5, dtype=numpy.float32), "root")
    one = numpy_helper.from_array(numpy.array(1, dtype=numpy.float32), "one")
    nodes = [
        node("LayerNormalization", ["x", "scale", "shift"], ["n"], axis=-1),
        node("MatMul", ["n", "wq"], ["q"]),
        node("MatMul", ["n", "wk"], ["k"]),
        node("Reshape", ["q", "split"], ["q4"]),
        node("Reshape", ["k", "split"], ["k4"]),
        node("Transpose", ["q4"], ["qt"], perm=[0, 2, 1, 3]),
        node("Transpose", ["k4"], ["kt"], perm=[0, 2, 3, 1]),
        node("MatMul", ["qt", "kt"], ["scores"]),
        node("Mul", ["scores", "half"], ["scaled"]),
        node("Where", ["mask", "scaled", "low"], ["masked"]),
        node("Softmax", ["masked"], ["shares"], axis=-1),
        node("MatMul", ["shares", "qt"], ["mixed"]),
        node("Transpose", ["mixed"], ["back"], perm=[0, 2, 1, 3]),
        node("Reshape", ["back", "join"], ["joined"]),
        node("Div", ["joined", "root"], ["u"]),
        node("Erf", ["u"], ["e"]),
        node("Add", ["e", "one"], ["e1"]),
        node("Mul", ["joined", "e1"], ["doubled"]),
        node("Mul", ["doubled", "half"], ["y"]),
        node("ArgMax", ["y"], ["best"], axis=-1, keepdims=0),
        node("Not", ["mask"], ["hidden"]),
    ]
    weights = [weight("scale", 6), weight("shift", 6), weight("wq", 6, 6), weight("wk", 6, 6), half, low, root, one]
    weights += [integers("split", [0, 0, 2, 3]), integers("join", [0, 0, 6])]
    inputs = [("x", FLOAT, ["batch", "tokens", 6]), ("mask", BOOL, ["tokens", "tokens"])]
    outputs = [("y", FLOAT, ["batch", "tokens", 6]), ("best", INT64, ["batch", "tokens"]), ("hidden", BOOL, ["tokens", "tokens"])]
    return model(nodes, inputs, outputs, weights), [
        {"x": random.standard_normal((2, t, 6)).astype(numpy.float32), "mask": numpy.tri(t, dtype=bool)} for t in (4, 1)
    ]


def numbers():
    """Other element types in and out, a scalar, and a result of no elements."""
    nodes = [
        node("Cast", ["wide"], ["narrow"], to=FLOAT),
        node("TopK", ["narrow", "two"], ["top", "places"], axis=-1),
        node("Mul", ["whole", "factor"], ["product"]),
        node("Greater", ["narrow", "zero"], ["positive"]),
        node("Slice", ["whole", "start", "start"], ["nothing"]),
        node("ReduceSum", ["wide"], ["total"], keepdims=0),
    ]
    zero = numpy_helper.from_array(numpy.array(0, dtype=numpy.float32), "zero")
    weights = [integers("two", [2]), zero, integers("start", [1])]
    inputs = [("wide", DOUBLE, [2, 3]), ("whole", INT32, [3]), ("factor", INT32, [])]
    outputs = [("top", FLOAT, [2, 2]), ("places", INT64, [2, 2]), ("product", INT32, [3]), ("positive", BOOL, [2, 3]), ("nothing", INT32, [0]), ("total", DOUBLE, [])]
    return model(nodes, inputs, outputs, weights), [
        {"wide": random.standard_normal((2, 3)), "whole": numpy.array([1, -2, 3], dtype=numpy.int32), "factor": numpy.array(5, dtype=numpy.int32)}
    ]


def large():
    """Integers that are more than an int32 can hold."""
    return model([node("Cast", ["x"], ["y"], to=INT64)], [("x", FLOAT, [1])], [("y", INT64, [1])], []), [
        {"x": numpy.array([2**30], dtype=numpy.float32)}
    ]


def external():
    """Weights in a file of their own beside the model."""
    nodes = [node("Gemm", ["x", "w", "b"], ["y"])]
    return model(nodes, [("x", FLOAT, ["batch", 16])], [("y", FLOAT, ["batch", 12])], [weight("w", 16, 12), weight("b", 12)]), [
        {"x": random.standard_normal((3, 16)).astype(numpy.float32)}
    ]


def kinds():
    """Integers of other sizes."""
    sizes = {"int16": TensorProto.INT16, "uint16": TensorProto.UINT16, "uint32": TensorProto.UINT32, "uint8": TensorProto.UINT8}
    nodes = [node("Identity", [name], [f"{name}_out"]) for name in sizes] + [node("Neg", ["any"], ["any_out"])]
    inputs = [(name, kind, [2]) for name, kind in sizes.items()] + [("any", FLOAT, ["a", "b"])]
    outputs = [(f"{name}_out", kind, [2]) for name, kind in sizes.items()] + [("any_out", FLOAT, ["a", "b"])]
    feeds = {name: numpy.array([3, 200], dtype=name) for name in sizes}
    return model(nodes, inputs, outputs, []), [{**feeds, "any": numpy.array([[1.5, -2]], dtype=numpy.float32)}]


def tensor(values):
    kind = "bool" if values.dtype == bool else "int32" if values.dtype.kind in "iu" else "float32"
    return {"dtype": kind, "shape": values.shape, "values": values.ravel().astype(float)}


FOLDER.mkdir(parents=True, exist_ok=True)
golden = {}
for make in (classifier, decoder, recurrent, attention, numbers, large, external, kinds):
    name = make.__name__
    made, runs = make()
    path = FOLDER / f"{name}.onnx"
    if name == "external":
        (FOLDER / "external.bin").unlink(missing_ok=True)
        onnx.save(made, path, save_as_external_data=True, location="external.bin", size_threshold=0)
    else:
        onnx.save(made, path)
    onnx.checker.check_model(str(path), full_check=True)
    session = onnxruntime.InferenceSession(str(path))
    names = [output.name for output in session.get_outputs()]
    golden[name] = [
        {
            "inputs": {key: tensor(value) for key, value in feeds.items()},
            "outputs": {key: tensor(value) for key, value in zip(names, session.run(None, feeds))},
        }
        for feeds in runs
    ]
write("core", "loaded", golden, libraries=[numpy, onnx, onnxruntime])
