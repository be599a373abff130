"""An event file written by TensorBoard's own record writer, with the summaries that PyTorch's SummaryWriter makes; times are fixed.

    PYTHONPATH=tooling/golden python tooling/golden/nn/tensorboard_events.py           writes the golden file
    PYTHONPATH=tooling/golden python tooling/golden/nn/tensorboard_events.py FOLDER    reads FOLDER with TensorBoard and prints what is there, as JSON
"""
import base64
import io
import json
import pathlib
import sys
import tempfile

import numpy as np
import tensorboard
import torch
from PIL import Image
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.plugins.hparams import metadata
from tensorboard.plugins.hparams.api_pb2 import DataType, Experiment, HParamInfo, MetricInfo, MetricName, Status
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData, SessionEndInfo, SessionStartInfo
from tensorboard.summary.writer.record_writer import RecordWriter
from torch.utils.tensorboard import SummaryWriter, summary


def hyperparameters(values, metrics):
    """As torch.utils.tensorboard.summary.hparams makes them, but for truth values, which it takes for numbers."""
    types = {bool: 'DATA_TYPE_BOOL', str: 'DATA_TYPE_STRING', float: 'DATA_TYPE_FLOAT64'}
    fields = {bool: 'bool_value', str: 'string_value', float: 'number_value'}
    start = SessionStartInfo()
    for name, value in values.items():
        setattr(start.hparams[name], fields[type(value)], value)
    experiment = Experiment(hparam_infos=[HParamInfo(name=n, type=DataType.Value(types[type(v)])) for n, v in values.items()],
                            metric_infos=[MetricInfo(name=MetricName(tag=m)) for m in metrics])
    end = SessionEndInfo(status=Status.Value('STATUS_SUCCESS'))
    for tag, data in [(metadata.EXPERIMENT_TAG, HParamsPluginData(experiment=experiment)),
                      (metadata.SESSION_START_INFO_TAG, HParamsPluginData(session_start_info=start)),
                      (metadata.SESSION_END_INFO_TAG, HParamsPluginData(session_end_info=end))]:
        plugin = SummaryMetadata.PluginData(plugin_name=metadata.PLUGIN_NAME, content=data.SerializeToString(deterministic=True))
        yield Summary(value=[Summary.Value(tag=tag, metadata=SummaryMetadata(plugin_data=plugin))])


def golden():
    from golden import write

    with tempfile.TemporaryDirectory() as folder:
        bins = SummaryWriter(folder).default_bins
    values = np.array([-2.5, -1.0, -0.25, 0.0, 0.0, 1e-13, 0.5, 0.5, 0.75, 3.0, 1e9, -1e-5])
    events = [
        Event(file_version='brain.Event:2'),
        Event(summary=summary.scalar('train/loss', 0.1), step=1),
        Event(summary=summary.scalar('zero', 0.0), step=0),
        Event(summary=summary.scalar('nan', float('nan')), step=2),
        Event(summary=summary.scalar('late', -1e-3), step=2**40),
        Event(summary=summary.histogram('weights', values, bins), step=3),
        Event(summary=summary.histogram('zeros', np.zeros(5), bins), step=3),
        Event(summary=summary.text('note', 'Größe **1**'), step=4),
        Event(session_log=SessionLog(status=SessionLog.START), step=3),
        *[Event(summary=part) for part in hyperparameters({'rate': 0.1, 'layers': 0.0, 'name': 'Größe', 'bias': True, 'frozen': False}, ['epoch/loss'])],
    ]
    buffer = io.BytesIO()
    buffer.close = lambda: None
    writer = RecordWriter(buffer)
    for i, event in enumerate(events):
        event.wall_time = 1700000000.25 + i
        writer.write(event.SerializeToString())
    colors = np.linspace(-0.1, 1.1, 12, dtype=np.float32).reshape(2, 2, 3)
    picture = summary.image('picture', colors, dataformats='HWC').value[0].image
    pixels = np.asarray(Image.open(io.BytesIO(picture.encoded_image_string)))
    write('nn', 'tensorboard-events', {
        'values': values, 'file': base64.b64encode(buffer.getvalue()).decode(),
        'image': {'values': colors.flatten(), 'shape': colors.shape, 'pixels': pixels.flatten(),
                  'height': picture.height, 'width': picture.width, 'channels': picture.colorspace},
    }, libraries=[torch, np])


def read(folder):
    runs = event_accumulator.EventAccumulator(folder, size_guidance={k: 0 for k in ('scalars', 'images', 'histograms', 'tensors')})
    runs.Reload()
    tags = runs.Tags()
    histograms = {}
    for tag in tags['histograms']:
        histograms[tag] = [[e.step, e.histogram_value.num, e.histogram_value.sum, list(e.histogram_value.bucket_limit), list(e.histogram_value.bucket)]
                           for e in runs.Histograms(tag)]
    images = {}
    for tag in tags['images']:
        images[tag] = [[e.step, e.height, e.width, np.asarray(Image.open(io.BytesIO(e.encoded_image_string))).flatten().tolist()] for e in runs.Images(tag)]
    texts = {tag: [[e.step, e.tensor_proto.string_val[0].decode()] for e in runs.Tensors(tag)] for tag in tags['tensors']}
    scalars = {tag: [[e.step, e.value] for e in runs.Scalars(tag)] for tag in tags['scalars']}
    print(json.dumps({'version': tensorboard.__version__, 'scalars': scalars, 'histograms': histograms, 'images': images, 'texts': texts}))


if __name__ == '__main__':
    read(sys.argv[1]) if len(sys.argv) > 1 else golden()
