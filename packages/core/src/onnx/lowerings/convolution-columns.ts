// Convolutions as single matrix products on channels-last data. With few positions per image and many channels this beats a product
// per image, and no filter has to be turned into another layout.
import type { Edge, Graph } from '../graph.js';
import { reshape, Value } from '../value.js';
import { concatenated, reshaped } from './edges.js';
import type { Geometry } from './geometry.js';

const MAX_POSITIONS = 100;
/** Where convolutions on channels in blocks are the alternative. */
const MAX_POSITIONS_BESIDE_BLOCKS = 25;
const MIN_CHANNELS = 16;

/** Whether the filter reads the whole image once: the image itself is the patch. */
function coversImage({
  inHeight,
  inWidth,
  filterHeight,
  filterWidth,
  outHeight,
  outWidth,
  padInfo,
}: Geometry): boolean {
  const isCovered = filterHeight === inHeight && filterWidth === inWidth && outHeight === 1 && outWidth === 1;
  return isCovered && padInfo.top === 0 && padInfo.left === 0;
}

/** Whether this way is the faster one. */
export function prefersColumns(graph: Graph, geometry: Geometry): boolean {
  if (coversImage(geometry)) return true;
  const { outHeight, outWidth, inHeight, inWidth, inChannels, outChannels } = geometry;
  const positions = Math.max(outHeight * outWidth, (inHeight * inWidth) / 4);
  const limit = graph.target.channelBlock > 0 ? MAX_POSITIONS_BESIDE_BLOCKS : MAX_POSITIONS;
  return positions <= limit && inChannels >= MIN_CHANNELS && outChannels >= MIN_CHANNELS;
}

/** The same of the gradient of the filter: steps between positions make its patches slow otherwise. */
export function filterGradientPrefersColumns(geometry: Geometry): boolean {
  if (coversImage(geometry)) return true;
  const { outHeight, outWidth, strideHeight, strideWidth, inChannels, outChannels } = geometry;
  const few = outHeight * outWidth <= MAX_POSITIONS || strideHeight > 1 || strideWidth > 1;
  return few && inChannels >= MIN_CHANNELS && outChannels >= MIN_CHANNELS;
}

/** y = patches(x) W */
export function convolveColumns(graph: Graph, x: Value, filter: Value, geometry: Geometry): Value {
  const patches = inputPatches(graph, x, geometry);
  const [rows, inner] = patches.shape;
  const weights = reshape(filter, [inner, geometry.outChannels]).edge();
  const product = graph.add('MatMul', [patches, weights], [rows, geometry.outChannels], 'float32');
  return Value.of(graph, reshaped(graph, product, geometry.outShape));
}

/** dW = patches(x)^T dy */
export function filterGradientColumns(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const patches = inputPatches(graph, x, geometry);
  const [rows, inner] = patches.shape;
  const { outChannels } = geometry;
  const errors = reshape(dy, [rows, outChannels]).edge();
  const product = graph.add('Gemm', [patches, errors], [inner, outChannels], 'float32', { transA: 1 });
  return Value.of(graph, reshaped(graph, product, geometry.filterShape));
}

/** dx = patches(dy) W^T, a patch being the errors that an input position sent its value to. */
export function inputGradientColumns(graph: Graph, dy: Value, filter: Value, geometry: Geometry): Value {
  const { inChannels, outChannels, filterHeight, filterWidth, batchSize, inHeight, inWidth } = geometry;
  const taps = filterHeight * filterWidth;
  if (coversImage(geometry)) {
    const errors = reshape(dy, [batchSize, outChannels]).edge();
    const weights = reshape(filter, [taps * inChannels, outChannels]).edge();
    const product = graph.add('Gemm', [errors, weights], [batchSize, taps * inChannels], 'float32', { transB: 1 });
    return Value.of(graph, reshaped(graph, product, geometry.inShape));
  }
  const patches = gatherPatches(graph, dy, batchSize * inHeight * inWidth, taps, `output ${keyOf(geometry)}`, () =>
    indicesOf(geometry, inHeight, inWidth, geometry.outHeight, geometry.outWidth, outputPosition),
  );
  const byTap = reshape(filter, [taps, inChannels, outChannels]).edge();
  const turned = graph.add('Transpose', [byTap], [inChannels, taps, outChannels], 'float32', { perm: [1, 0, 2] });
  const weights = reshaped(graph, turned, [inChannels, taps * outChannels]);
  const shape = [patches.shape[0], inChannels];
  const product = graph.add('Gemm', [patches, weights], shape, 'float32', { transB: 1 });
  return Value.of(graph, reshaped(graph, product, geometry.inShape));
}

function inputPatches(graph: Graph, x: Value, geometry: Geometry): Edge {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, filterHeight, filterWidth } = geometry;
  if (coversImage(geometry)) return reshape(x, [batchSize, x.size / batchSize]).edge();
  return gatherPatches(
    graph,
    x,
    batchSize * outHeight * outWidth,
    filterHeight * filterWidth,
    `input ${keyOf(geometry)}`,
    () => indicesOf(geometry, outHeight, outWidth, inHeight, inWidth, inputPosition),
  );
}

/** For each of `count` positions the `taps` rows of x that it reads, side by side: [count, taps * C]. */
function gatherPatches(
  graph: Graph,
  x: Value,
  count: number,
  taps: number,
  key: string,
  indices: () => Int32Array,
): Edge {
  const channels = x.shape[x.rank - 1];
  const rows = reshape(x, [x.size / channels, channels]).edge();
  if (taps === 1 && rows.shape[0] === count) return rows;
  const zeros = graph.constant('float32', new Float32Array(channels), [1, channels]);
  const places = graph.namedConstant(`patches ${key}`, 'int32', [count * taps], indices);
  const source = concatenated(graph, [rows, zeros], 0); // places outside of the image read the row of zeros
  const gathered = graph.add('Gather', [source, places], [count * taps, channels], 'float32', { axis: 0 });
  return reshaped(graph, gathered, [count, taps * channels]);
}

/** Where along one axis tap `tap` of output position `position` reads the input. */
function inputPosition(position: number, tap: number, stride: number, dilation: number, pad: number): number {
  return position * stride + tap * dilation - pad;
}

/** The output position that reads input `position` by tap `tap`; a fraction if there is none. */
function outputPosition(position: number, tap: number, stride: number, dilation: number, pad: number): number {
  return (position + pad - tap * dilation) / stride;
}

/** For every image, target position and tap, the source row: image, then row, then column; the row past the last is outside. */
function indicesOf(
  geometry: Geometry,
  height: number,
  width: number,
  sourceHeight: number,
  sourceWidth: number,
  sourcePosition: typeof inputPosition,
): Int32Array {
  const { batchSize, filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } =
    geometry;
  const indices = new Int32Array(batchSize * height * width * filterHeight * filterWidth);
  const outside = batchSize * sourceHeight * sourceWidth;
  const isInside = (position: number, size: number): boolean =>
    Number.isInteger(position) && position >= 0 && position < size;
  let i = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let a = 0; a < filterHeight; a++) {
          const row = sourcePosition(y, a, strideHeight, dilationHeight, padInfo.top);
          for (let b = 0; b < filterWidth; b++, i++) {
            const column = sourcePosition(x, b, strideWidth, dilationWidth, padInfo.left);
            const inside = isInside(row, sourceHeight) && isInside(column, sourceWidth);
            indices[i] = inside ? (n * sourceHeight + row) * sourceWidth + column : outside;
          }
        }
      }
    }
  }
  return indices;
}

function keyOf(g: Geometry): string {
  return [
    g.batchSize,
    g.inHeight,
    g.inWidth,
    g.outHeight,
    g.outWidth,
    g.filterHeight,
    g.filterWidth,
    g.strideHeight,
    g.strideWidth,
    g.dilationHeight,
    g.dilationWidth,
    g.padInfo.top,
    g.padInfo.left,
  ].join();
}
