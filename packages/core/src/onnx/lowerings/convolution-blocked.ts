// Convolutions by ONNX Runtime's own kernels on channels in blocks, the fastest it has: 300 GFLOP/s where Conv reaches 200. The filter of a
// training step changes, so laying it out is part of the graph.
import { blockedConvolution, fitsBlocks } from '../blocked.js';
import { type Edge, type Graph, NCHWC } from '../graph.js';
import { reshape, Value } from '../value.js';
import { concatenated, reshaped } from './edges.js';
import { type Geometry, padsOf } from './geometry.js';

/** A filter that never changes is left to the runtime, which lays it out once. */
const changes = (filter: Value): boolean => filter.edge().constant === undefined;

/** Whether this way fits: channels in blocks on both sides, or fewer than a block that come in as they are. */
export function canConvolveBlocks(graph: Graph, filter: Value, { inChannels, outChannels }: Geometry): boolean {
  const isFew = inChannels < graph.target.channelBlock;
  return (isFew || fitsBlocks(graph, inChannels)) && fitsBlocks(graph, outChannels) && changes(filter);
}

export function convolveBlocks(graph: Graph, x: Value, filter: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const image = fitsBlocks(graph, inChannels) ? x.inBlocks() : x.channelsFirst();
  const weights = fitsBlocks(graph, inChannels)
    ? layOut(graph, forwardTaps(graph, filter), outChannels, inChannels, [filterHeight, filterWidth])
    : layOutFew(graph, filter);
  const attributes = {
    kernel_shape: [filterHeight, filterWidth],
    strides: [geometry.strideHeight, geometry.strideWidth],
    dilations: [geometry.dilationHeight, geometry.dilationWidth],
    pads: padsOf(geometry),
  };
  const shape = [batchSize, outChannels, outHeight, outWidth];
  return Value.inBlocks(graph, geometry.outShape, blockedConvolution(graph, [image, weights], shape, attributes));
}

/**
 * The gradient with respect to the input. Input rows that are a stride apart read the same rows of the filter: for each such phase it is
 * a convolution of dy with those rows, turned around. Undefined where channels do not fit, the phases have different sizes or would
 * need negative pads.
 */
export function inputGradientBlocks(graph: Graph, dy: Value, filter: Value, geometry: Geometry): Value | undefined {
  const { batchSize, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, filterHeight, filterWidth, padInfo } = geometry;
  if (!fitsBlocks(graph, inChannels) || !fitsBlocks(graph, outChannels) || !changes(filter)) return undefined;
  if ((dilationHeight > 1 && strideHeight > 1) || (dilationWidth > 1 && strideWidth > 1)) return undefined;
  const rows = phasesOf(inHeight, outHeight, filterHeight, strideHeight, dilationHeight, padInfo.top);
  const columns = phasesOf(inWidth, outWidth, filterWidth, strideWidth, dilationWidth, padInfo.left);
  if (!rows || !columns) return undefined;
  const shape = [batchSize, inChannels, inHeight / strideHeight, inWidth / strideWidth];
  const taps = backwardTaps(graph, filter);
  const gradientOf = (row: Phase, column: Phase): Edge => {
    const places = row.taps.flatMap((a) => column.taps.map((b) => a * filterWidth + b));
    const size = [row.taps.length, column.taps.length] as const;
    const weights = layOut(graph, taps, inChannels, outChannels, size, places);
    const attributes = {
      kernel_shape: size,
      dilations: [dilationHeight, dilationWidth],
      pads: [row.before, column.before, row.after, column.after],
    };
    return blockedConvolution(graph, [dy.inBlocks(), weights], shape, attributes);
  };
  const phases = rows.map((row) => columns.map((column) => gradientOf(row, column)));
  return Value.inBlocks(graph, geometry.inShape, interleave(graph, phases));
}

interface Phase {
  /** The rows of the filter that it reads, in the order in which they meet dy's. */
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}

/** The phases of one axis, by the input's position modulo the stride. */
function phasesOf(
  size: number,
  outSize: number,
  filterSize: number,
  stride: number,
  dilation: number,
  pad: number,
): Phase[] | undefined {
  if (size % stride !== 0) return undefined;
  const count = size / stride;
  const phases = Array.from({ length: stride }, (_, start): Phase => {
    const tap = (start + pad) % stride;
    const taps = Array.from({ length: filterSize }, (_, i) => filterSize - 1 - i).filter((i) => i % stride === tap);
    const first = Math.floor((start + pad) / stride); // the row of dy that its first input row reads by its first tap
    const before = (taps.length - 1) * dilation - first;
    return { taps, before, after: first + count - outSize };
  });
  return phases.every(({ taps, before, after }) => taps.length > 0 && before >= 0 && after >= 0) ? phases : undefined;
}

/** [taps, O / b, I / b, b * b], input channels before output channels in a block. */
function forwardTaps(graph: Graph, filter: Value): Edge {
  const [height, width, inputs, outputs] = filter.shape;
  const rows = reshape(filter, [height * width, 1, inputs, outputs]).edge();
  const shape = [height * width, outputs, 1, inputs];
  const blocked = graph.add('ReorderInput', [rows], shape, 'float32', { channels_last: 1 }, NCHWC);
  const b = graph.target.channelBlock;
  return reshaped(graph, blocked, [height * width, outputs / b, inputs / b, b * b]);
}

/** [taps, I / b, O / b, b * b], output channels before input channels in a block. */
function backwardTaps(graph: Graph, filter: Value): Edge {
  const [height, width, inputs, outputs] = filter.shape;
  const columns = reshape(filter, [height * width, inputs, 1, outputs]).edge();
  const blocked = graph.add('ReorderInput', [columns], columns.shape, 'float32', {}, NCHWC);
  const b = graph.target.channelBlock;
  return reshaped(graph, blocked, [height * width, inputs / b, outputs / b, b * b]);
}

/**
 * Taps as the filter that a blocked convolution takes: [targets / b, sources / b, height, width, b, b]. A gather of whole blocks moves them
 * on all threads, which a transpose does not.
 */
function layOut(
  graph: Graph,
  taps: Edge,
  targets: number,
  sources: number,
  [height, width]: readonly [number, number],
  places: readonly number[] = Array.from({ length: height * width }, (_, tap) => tap),
): Edge {
  const [count, outer, inner, block] = taps.shape;
  if (count === 1) return reshaped(graph, taps, [targets, sources, height, width]);
  const blocks = reshaped(graph, taps, [count * outer * inner, block]);
  const planes = outer * inner;
  const size = planes * places.length;
  const order = graph.namedConstant(`filter blocks ${places} ${planes}`, 'int32', [size], () =>
    Int32Array.from({ length: size }, (_, i) => places[i % places.length] * planes + Math.floor(i / places.length)),
  );
  const moved = graph.add('Gather', [blocks, order], [size, block], 'float32', { axis: 0 });
  return reshaped(graph, moved, [targets, sources, height, width]);
}

/** The filter for an image of fewer channels than a block, which is channels first: [O / b, I, height, width, b]. */
function layOutFew(graph: Graph, filter: Value): Edge {
  const [height, width, inputs, outputs] = filter.shape;
  const b = graph.target.channelBlock;
  const split = reshape(filter, [height * width, inputs, outputs / b, b]).edge();
  const shape = [outputs / b, inputs, height * width, b];
  const moved = graph.add('Transpose', [split], shape, 'float32', { perm: [2, 1, 0, 3] });
  return reshaped(graph, moved, [outputs, inputs, height, width]);
}

/** Puts the phases of rows and columns back between one another. */
function interleave(graph: Graph, phases: readonly (readonly Edge[])[]): Edge {
  const [[{ shape }]] = phases;
  const [n, c, h, w] = shape;
  const b = graph.target.channelBlock;
  const [down, across] = [phases.length, phases[0].length];
  if (down === 1 && across === 1) return phases[0][0];
  const planes = (n * c) / b;
  const rows = phases.map((columns) => {
    const split = columns.map((column) => reshaped(graph, column, [planes * h * w, b]));
    return reshaped(graph, concatenated(graph, split, 1), [planes * h, across * w * b]);
  });
  return reshaped(graph, concatenated(graph, rows, 1), [n, c, h * down, w * across]);
}
