// The gradient of the filter of a convolution as one of ONNX Runtime's convolutions on channels in blocks, at 320 GFLOP/s. Seen from there,
// images and their tiles are the channels to sum over, a tile of dy is a filter, and the channels of x lie side by side along its width:
// filters whose columns are dilated by the number of channels (times the stride) meet one channel at a time, and the output's rows and
// columns are the taps and the channels of dW. No patch is written out: x is copied once, tile by tile with what is around them.
import { blockedConvolution, fitsBlocks, toBlocks } from '../blocked.js';
import type { Edge, Graph } from '../graph.js';
import { Value } from '../value.js';
import { concatenated, reshaped } from './edges.js';
import type { Geometry } from './geometry.js';

/** Filters of more taps do not stay in a processor's cache. */
const MAX_TILE_POSITIONS = 256;
/** The time to lay out an element of x, in multiplications. */
const LAYOUT_COST = 120;
/** Channels that a thread of the runtime's convolution works on at a time, and pieces of work that keep all threads busy. */
const CHANNELS_AT_A_TIME = 64;
const MIN_PIECES = 12;

interface Tiling {
  readonly down: number;
  readonly across: number;
  readonly height: number;
  readonly width: number;
  /** Parts of the sum that are computed apart. */
  readonly groups: number;
  /** Tiles of all images, with empty ones that fill up the blocks of every group. */
  readonly count: number;
}

/** Whether this way fits. Strides past a filter's end would lay out rows that no tap reads; dilated taps are not evenly apart. */
export function canTileFilterGradient(graph: Graph, geometry: Geometry): boolean {
  const { outChannels, strideHeight, strideWidth, dilationHeight, dilationWidth, filterHeight, filterWidth } = geometry;
  const isDense = strideHeight <= filterHeight && strideWidth <= filterWidth;
  return fitsBlocks(graph, outChannels) && isDense && dilationHeight === 1 && dilationWidth === 1;
}

export function filterGradientTiles(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const { inChannels, outChannels, filterHeight, filterWidth, strideHeight, strideWidth } = geometry;
  const tiling = tilingOf(geometry, graph.target.channelBlock);
  const { groups, height, width } = tiling;
  const tiles = inputTiles(graph, x, geometry, tiling);
  const shape = [1, groups * outChannels, filterHeight, filterWidth * inChannels];
  const parts = blockedConvolution(graph, [tiles, errorTiles(graph, dy, geometry, tiling)], shape, {
    kernel_shape: [height, width],
    dilations: [strideHeight, strideWidth * inChannels],
    group: groups,
  });
  const sum = channelsLast(graph, sumOfGroups(graph, parts, groups));
  return Value.of(graph, reshaped(graph, sum, geometry.filterShape));
}

/** The tiles that cost least: small ones repeat more of x around them, large ones may leave blocks of images and tiles half empty. */
function tilingOf(geometry: Geometry, block: number): Tiling {
  const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth } = geometry;
  const groups = Math.ceil(MIN_PIECES / (Math.ceil(outChannels / CHANNELS_AT_A_TIME) * filterHeight));
  let best: Tiling | undefined;
  let least = Infinity;
  for (let height = 1; height <= Math.min(outHeight, MAX_TILE_POSITIONS); height++) {
    for (let width = 1; width <= Math.min(outWidth, MAX_TILE_POSITIONS / height); width++) {
      const down = Math.ceil(outHeight / height);
      const across = Math.ceil(outWidth / width);
      const count = Math.ceil((batchSize * down * across) / (block * groups)) * block * groups;
      const work = height * width * outChannels * filterHeight * filterWidth;
      const [rows, columns] = sourceSize(geometry, height, width);
      const cost = count * (work + LAYOUT_COST * rows * columns);
      if (cost >= least) continue;
      least = cost;
      best = { down, across, height, width, groups, count };
    }
  }
  return best as Tiling;
}

/** The rows and columns of x that so many rows and columns of dy go back to. */
function sourceSize(geometry: Geometry, height: number, width: number): [number, number] {
  const { strideHeight, strideWidth, filterHeight, filterWidth } = geometry;
  return [(height - 1) * strideHeight + filterHeight, (width - 1) * strideWidth + filterWidth];
}

/** Tiles of x and what is around them, images and tiles in blocks: [1, tiles, rows, columns * channels]. */
function inputTiles(graph: Graph, x: Value, geometry: Geometry, tiling: Tiling): Edge {
  const { inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = geometry;
  const { count } = tiling;
  const { top, left } = geometry.padInfo;
  const block = graph.target.channelBlock;
  const [height, width] = sourceSize(geometry, tiling.height, tiling.width);
  const [lastRow, lastColumn] = sourceSize(geometry, outHeight, outWidth);
  const isInside = top === 0 && left === 0 && lastRow <= inHeight && lastColumn <= inWidth;
  const inBlocks = x.prefersBlocks;
  const size = inBlocks ? block : inChannels;
  const rows = reshaped(graph, inBlocks ? x.inBlocks() : x.edge(), [x.size / size, size]);
  const source = isInside && isExact(geometry, tiling) ? rows : withZeros(graph, rows);
  const blocks = inChannels / size;
  const key = ['x', x.shape, Object.values(tiling), height, width, blocks, top, left, strideHeight, strideWidth];
  const length = count * height * width * blocks;
  const places = graph.namedConstant(`tiles ${key}`, 'int32', [length], () => {
    const indices = new Int32Array(length);
    const rowOf = rowsOfTiles(x.shape, tiling, blocks, [strideHeight, strideWidth]);
    let i = 0;
    for (let tile = 0; tile < count; tile += block) {
      for (let row = 0; row < height; row++) {
        for (let lane = 0; lane < block; lane++) {
          for (let column = 0; column < width; column++) {
            for (let part = 0; part < blocks; part++) indices[i++] = rowOf(tile + lane, row - top, column - left, part);
          }
        }
      }
    }
    return indices;
  });
  const tiles = graph.add('Gather', [source, places], [length, size], 'float32', { axis: 0 });
  // row by row, which are near one another in memory
  const strips = reshaped(graph, tiles, [(count / block) * height, block, 1, width * inChannels]);
  return reshaped(graph, toBlocks(graph, strips, false), [1, count, height, width * inChannels]);
}

/** Tiles of dy as filters: groups, blocks of output channels, blocks of tiles, rows, columns, then tiles and channels of a block. */
function errorTiles(graph: Graph, dy: Value, geometry: Geometry, tiling: Tiling): Edge {
  const { groups, count, height, width } = tiling;
  const block = graph.target.channelBlock;
  const blocks = geometry.outChannels / block;
  const rows = reshaped(graph, dy.inBlocks(), [dy.size / block, block]);
  const source = isExact(geometry, tiling) ? rows : withZeros(graph, rows);
  const key = ['dy', dy.shape, Object.values(tiling)];
  const length = count * height * width * blocks;
  const places = graph.namedConstant(`tiles ${key}`, 'int32', [length], () => {
    const indices = new Int32Array(length);
    const rowOf = rowsOfTiles(dy.shape, tiling, blocks, [1, 1]);
    const perGroup = count / groups;
    let i = 0;
    for (let first = 0; first < count; first += perGroup) {
      for (let part = 0; part < blocks; part++) {
        for (let tile = first; tile < first + perGroup; tile += block) {
          for (let row = 0; row < height; row++) {
            for (let column = 0; column < width; column++) {
              for (let lane = 0; lane < block; lane++) indices[i++] = rowOf(tile + lane, row, column, part);
            }
          }
        }
      }
    }
    return indices;
  });
  const tiles = graph.add('Gather', [source, places], [length, block], 'float32', { axis: 0 });
  return reshaped(graph, tiles, [groups * geometry.outChannels, count / groups, height, width]);
}

/** Whether the tiles are those of the images, without empty rows, columns or tiles. */
function isExact(
  { batchSize, outHeight, outWidth }: Geometry,
  { down, across, height, width, count }: Tiling,
): boolean {
  return down * height === outHeight && across * width === outWidth && batchSize * down * across === count;
}

/** What lies outside of the images reads the last row. */
function withZeros(graph: Graph, rows: Edge): Edge {
  const [, size] = rows.shape;
  return concatenated(graph, [rows, graph.constant('float32', new Float32Array(size), [1, size])], 0);
}

/** The row of an image, stored as `parts` planes of rows, that a position of a tile and a part of its channels stand in. */
function rowsOfTiles(
  [batchSize, imageHeight, imageWidth]: readonly number[],
  { down, across, height, width }: Tiling,
  parts: number,
  [strideHeight, strideWidth]: readonly [number, number],
): (tile: number, row: number, column: number, part: number) => number {
  const outside = batchSize * parts * imageHeight * imageWidth;
  return (tile, row, column, part) => {
    const image = Math.floor(tile / (down * across));
    const y = (Math.floor(tile / across) % down) * height * strideHeight + row;
    const x = (tile % across) * width * strideWidth + column;
    if (image >= batchSize || y < 0 || y >= imageHeight || x < 0 || x >= imageWidth) return outside;
    return ((image * parts + part) * imageHeight + y) * imageWidth + x;
  };
}

function sumOfGroups(graph: Graph, parts: Edge, groups: number): Edge {
  if (groups === 1) return parts;
  const [, channels, height, width] = parts.shape;
  const shape = [1, channels / groups, height, width];
  const split = reshaped(graph, parts, [groups, ...shape]);
  return graph.add('ReduceSum', [split, graph.integers([0])], shape, 'float32', { keepdims: 0 });
}

/** What `fromBlocks` does for one image, in half of its time where channels are many. */
function channelsLast(graph: Graph, blocked: Edge): Edge {
  const [, channels, height, width] = blocked.shape;
  const block = graph.target.channelBlock;
  const blocks = channels / block;
  const positions = height * width;
  const length = blocks * positions;
  const places = graph.namedConstant(`channels last ${blocks} ${positions}`, 'int32', [length], () =>
    Int32Array.from({ length }, (_, i) => (i % blocks) * positions + Math.floor(i / blocks)),
  );
  const rows = reshaped(graph, blocked, [length, block]);
  return graph.add('Gather', [rows, places], [length, block], 'float32', { axis: 0 });
}
