import type { Edge, Graph } from '../graph.js';
import { cast, Value } from '../value.js';
import type { LoweringTable } from './lowering.js';

interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly size: [number, number];
}

type Mode = 'linear' | 'nearest';

function resize(
  graph: Graph,
  images: Value,
  { alignCorners, halfPixelCenters, size }: ResizeAttributes,
  mode: Mode,
): Value {
  const [n, , , c] = images.shape;
  const [height, width] = size;
  const coordinates = alignCorners ? 'align_corners' : halfPixelCenters ? 'half_pixel' : 'asymmetric';
  const nearest = { nearest_mode: alignCorners || halfPixelCenters ? 'round_prefer_ceil' : 'floor' };
  const shape = [n, c, height, width];
  const edge = graph.add(
    'Resize',
    [images.channelsFirst(), undefined, undefined, graph.integers(shape)],
    shape,
    images.dtype,
    {
      mode,
      coordinate_transformation_mode: coordinates,
      ...(mode === 'nearest' ? nearest : {}),
    },
  );
  return Value.channelsFirst(graph, [n, height, width, c], edge);
}

/** Weights [to, from] with which a resize along one dimension mixes the places it reads. */
function mixingMatrix(
  from: number,
  to: number,
  { alignCorners, halfPixelCenters }: ResizeAttributes,
  mode: Mode,
): Float32Array {
  const matrix = new Float32Array(to * from);
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  for (let i = 0; i < to; i++) {
    const position = halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale;
    if (mode === 'nearest') {
      const nearest = alignCorners || halfPixelCenters ? Math.floor(position + 0.5) : Math.floor(position);
      matrix[i * from + Math.min(Math.max(nearest, 0), from - 1)] = 1;
      continue;
    }
    const low = Math.max(0, Math.floor(position));
    const high = Math.min(from - 1, Math.ceil(position));
    const weight = Math.max(0, position) - low;
    matrix[i * from + Math.min(low, from - 1)] += 1 - weight;
    matrix[i * from + high] += weight;
  }
  return matrix;
}

/** Resizing is linear, y = A x B^T for each channel: its gradient is A^T dy B. */
function resizeGradient(graph: Graph, dy: Value, images: Value, attributes: ResizeAttributes, mode: Mode): Value {
  const [n, height, width, c] = images.shape;
  const [, toHeight, toWidth] = dy.shape;
  const matrix = (from: number, to: number): Edge =>
    graph.constant('float32', mixingMatrix(from, to, attributes, mode), [to, from]);
  const rows = graph.add('MatMul', [dy.channelsFirst(), matrix(width, toWidth)], [n, c, toHeight, width], 'float32');
  const turned = graph.add('Transpose', [matrix(height, toHeight)], [height, toHeight], 'float32', { perm: [1, 0] });
  graph.work += 2 * n * c * width * toHeight * (toWidth + height);
  return Value.channelsFirst(
    graph,
    images.shape,
    graph.add('MatMul', [turned, rows], [n, c, height, width], 'float32'),
  );
}

const gradientLowering =
  (mode: Mode): LoweringTable[string] =>
  (graph, { images, dy }, attributes: ResizeAttributes) =>
    images.dtype === 'float32' ? resizeGradient(graph, dy, images, attributes, mode) : undefined;

export const resizing: LoweringTable = {
  ResizeBilinear: (graph, { images }, attributes: ResizeAttributes) =>
    resize(graph, cast(images, 'float32'), attributes, 'linear'),
  ResizeNearestNeighbor: (graph, { images }, attributes: ResizeAttributes) =>
    images.dtype === 'bool' ? undefined : resize(graph, images, attributes, 'nearest'),
  ResizeBilinearGrad: gradientLowering('linear'),
  ResizeNearestNeighborGrad: gradientLowering('nearest'),
};
