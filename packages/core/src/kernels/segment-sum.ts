import { less, reshape, scalar, scatterND, slice, type Tensor, util, where } from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';

/** Rows added up at the places their segments name. Rows with a segment below 0 go to one place more, which is cut off. */
function segmentSum(x: Tensor, segments: Tensor, count: number): Tensor {
  const rest = x.shape.slice(segments.rank);
  const width = util.sizeFromShape(rest);
  const ids = reshape(segments, [segments.size, 1]);
  const places = where(less(ids, scalar(0, 'int32')), scalar(count, 'int32'), ids);
  const sums = scatterND(places, reshape(x, [segments.size, width]), [count + 1, width]);
  return reshape(slice(sums, [0, 0], [count, width]), [count, ...rest]);
}

export function registerSegmentSum(backendName: string): void {
  composedKernel<{ x: Tensor; segmentIds: Tensor }, { numSegments: number }>(
    'UnsortedSegmentSum',
    backendName,
    ({ x, segmentIds }, { numSegments }) => segmentSum(x, segmentIds, numSegments),
  );
}
