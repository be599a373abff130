// ONNX Runtime's own convolutions work on images whose channels lie side by side in blocks, [N, C / b, H, W, b], declared as [N, C, H, W].
// With these operators a training step may use them too: they take filters that change, once those are laid out in blocks (see
// lowerings/convolution-blocked.ts). Element-wise operators do not mind the order; what acts per channel is a depthwise convolution of one tap.
import { type Attributes, type Edge, type Graph, NCHWC } from './graph.js';
import { filled } from './types.js';

/** Whether images of `channels` channels can be laid out in blocks here. */
export function fitsBlocks({ target: { channelBlock } }: Graph, channels: number): boolean {
  return channelBlock > 0 && channels % channelBlock === 0;
}

/** Lays an image out in blocks; `channelsLast` says how it is. */
export function toBlocks(graph: Graph, image: Edge, channelsLast: boolean): Edge {
  const { shape } = image;
  const first = channelsLast ? [shape[0], shape[3], shape[1], shape[2]] : shape;
  const attributes: Attributes = channelsLast ? { channels_last: 1 } : {};
  return graph.add('ReorderInput', [image], first, 'float32', attributes, NCHWC);
}

/** The way back. */
export function fromBlocks(graph: Graph, blocked: Edge, channelsLast: boolean): Edge {
  const [n, c, h, w] = blocked.shape;
  const attributes = { channels: c, ...(channelsLast ? { channels_last: 1 } : {}) };
  const shape = channelsLast ? [n, h, w, c] : [n, c, h, w];
  return graph.add('ReorderOutput', [blocked], shape, 'float32', attributes, NCHWC);
}

/** A convolution of blocked images; `filter` is [O, I, height, width] in blocks of both. */
export function blockedConvolution(
  graph: Graph,
  inputs: Edge[],
  shape: readonly number[],
  attributes: Attributes,
): Edge {
  return graph.add('Conv', inputs, shape, 'float32', attributes, NCHWC);
}

/** x * scale + shift, both of one number per channel, and `activation` of that, in one pass. */
export function scaleChannels(
  graph: Graph,
  blocked: Edge,
  scale?: Edge,
  shift?: Edge,
  activation: Attributes = {},
): Edge {
  const channels = blocked.shape[1];
  const shape = [channels, 1, 1, 1];
  const filter = scale
    ? graph.add('Reshape', [scale, graph.integers(shape)], shape, 'float32')
    : graph.constant('float32', filled('float32', channels, 1), shape);
  const bias = shift && graph.add('Reshape', [shift, graph.integers([channels])], [channels], 'float32');
  const attributes = { kernel_shape: [1, 1], group: channels, ...activation };
  return blockedConvolution(graph, bias ? [blocked, filter, bias] : [blocked, filter], blocked.shape, attributes);
}

/** The sums or means over the positions of each image and channel, [N, C]. */
export function reducePositions(graph: Graph, operator: string, blocked: Edge): Edge {
  const [n, c, h, w] = blocked.shape;
  const b = graph.target.channelBlock;
  const split = [n, c / b, h * w, b];
  const planes = graph.add('Reshape', [blocked, graph.integers(split)], split, 'float32');
  const reduced = graph.add(operator, [planes, graph.integers([2])], [n, c / b, b], 'float32', { keepdims: 0 });
  return graph.add('Reshape', [reduced, graph.integers([n, c])], [n, c], 'float32');
}
