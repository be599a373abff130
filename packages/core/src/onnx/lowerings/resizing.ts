import { type ResizeMode, type Resizing, resizeWeights } from '../../kernels/resize-weights.js';
import type { Edge, Graph } from '../graph.js';
import { cast, Value } from '../value.js';
import type { LoweringTable } from './lowering.js';

interface ResizeAttributes extends Resizing {
  readonly size: [number, number];
}

function resize(
  graph: Graph,
  images: Value,
  { alignCorners, halfPixelCenters, size }: ResizeAttributes,
  mode: ResizeMode,
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

/** Resizing is linear, y = A x B^T for each channel: its gradient is A^T dy B. */
function resizeGradient(graph: Graph, dy: Value, images: Value, attributes: ResizeAttributes, mode: ResizeMode): Value {
  const [n, height, width, c] = images.shape;
  const [, toHeight, toWidth] = dy.shape;
  const matrix = (from: number, to: number): Edge =>
    graph.constant('float32', resizeWeights(from, to, attributes, mode), [to, from]);
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
  (mode: ResizeMode): LoweringTable[string] =>
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
