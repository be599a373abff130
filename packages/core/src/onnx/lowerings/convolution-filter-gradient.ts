import { type Edge, type Graph, MICROSOFT } from '../graph.js';
import { float, Value } from '../value.js';
import { filterGradientColumns, prefersColumns } from './convolution-columns.js';
import { concatenated, padded, reshaped } from './edges.js';
import { type Geometry, padsOf } from './geometry.js';

/** dW[a, b, c, o] = sum over images and positions of x[.. + a, .. + b, c] dy[.., .., o]. */
export function filterGradient(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, inHeight, inWidth } = geometry;
  if (prefersColumns(geometry)) return filterGradientColumns(graph, x, dy, geometry);
  const dense = strideHeight === 1 && strideWidth === 1 && dilationHeight === 1 && dilationWidth === 1;
  const shifts = dense && inHeight * inWidth >= 1024 && geometry.filterHeight * geometry.filterWidth > 1;
  return shifts ? byShifts(graph, x, dy, geometry) : byColumns(graph, x, dy, geometry);
}

/** The usual way: the patches of x side by side (im2col), one product per image, summed over images. */
function byColumns(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const positions = outHeight * outWidth;
  const source = padded(
    graph,
    x.channelsFirst(),
    padsOf(geometry).map((pad) => Math.max(pad, 0)),
  );
  const patches: Edge[] = [];
  for (let a = 0; a < filterHeight; a++) {
    for (let b = 0; b < filterWidth; b++) {
      const from = [a * dilationHeight, b * dilationWidth];
      const to = [from[0] + (outHeight - 1) * strideHeight + 1, from[1] + (outWidth - 1) * strideWidth + 1];
      const whole =
        strideHeight === 1 &&
        strideWidth === 1 &&
        to[0] === source.shape[2] &&
        to[1] === source.shape[3] &&
        a + b === 0;
      const slice = whole
        ? source
        : graph.add(
            'Slice',
            [
              source,
              graph.integers(from),
              graph.integers(to),
              graph.integers([2, 3]),
              graph.integers([strideHeight, strideWidth]),
            ],
            [batchSize, inChannels, outHeight, outWidth],
            'float32',
          );
      patches.push(reshaped(graph, slice, [batchSize, inChannels, positions]));
    }
  }
  const columns = concatenated(graph, patches, 1);
  const errors = reshaped(graph, dy.channelsFirst(), [batchSize, outChannels, positions]);
  const sum = productOverImages(graph, columns, errors);
  return Value.of(graph, reshaped(graph, sum, [filterHeight, filterWidth, inChannels, outChannels]));
}

/**
 * Stride 1, large images: kw column-shifted copies of x against kh row-shifted copies of dy, all on one padded grid, give every tap
 * from (kw + kh) copies instead of kw * kh.
 */
function byShifts(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } =
    geometry;
  const [top, left] = padsOf(geometry);
  const height = outHeight + filterHeight - 1;
  const width = outWidth + filterWidth - 1;
  const source = x.channelsFirst();
  const errors = dy.channelsFirst();
  const shiftedX = Array.from({ length: filterWidth }, (_, b) => {
    const pads = [top, left - b, height - inHeight - top, width - inWidth - left + b];
    return reshaped(graph, padded(graph, source, pads), [batchSize, inChannels, height * width]);
  });
  const shiftedDy = Array.from({ length: filterHeight }, (_, a) => {
    const pads = [a, 0, filterHeight - 1 - a, filterWidth - 1];
    return reshaped(graph, padded(graph, errors, pads), [batchSize, outChannels, height * width]);
  });
  const sum = productOverImages(graph, concatenated(graph, shiftedDy, 1), concatenated(graph, shiftedX, 1));
  const taps = reshaped(graph, sum, [filterHeight, outChannels, filterWidth, inChannels]);
  const shape = [filterHeight, filterWidth, inChannels, outChannels];
  return Value.of(graph, graph.add('Transpose', [taps], shape, 'float32', { perm: [0, 2, 3, 1] }));
}

/** Sum over images of a[n, :, p] b[n, :, p]^T. */
function productOverImages(graph: Graph, a: Edge, b: Edge): Edge {
  const [images, rows] = a.shape;
  const columns = b.shape[1];
  const attributes = { transA: 0, transB: 1, alpha: float(1) };
  const products = graph.add('FusedMatMul', [a, b], [images, rows, columns], 'float32', attributes, MICROSOFT);
  return graph.add('ReduceSum', [products, graph.integers([0])], [rows, columns], 'float32', { keepdims: 0 });
}
