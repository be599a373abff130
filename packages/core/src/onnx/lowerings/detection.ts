import type { Graph } from '../graph.js';
import { asElements } from '../types.js';
import { cast, reshape, Value } from '../value.js';
import { concatenated } from './edges.js';
import type { LoweringTable } from './lowering.js';

interface SuppressionAttributes {
  readonly maxOutputSize: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  readonly padToMaxOutputSize?: boolean;
}

/** The largest float32 below `value` > 0. */
function before(value: number): number {
  const numbers = Float32Array.of(value);
  if (numbers[0] < value) return numbers[0];
  new Int32Array(numbers.buffer)[0]--;
  return numbers[0];
}

/** The indices of the boxes that stay, with zeros after them, and how many they are. */
function suppress(graph: Graph, boxes: Value, scores: Value, attributes: SuppressionAttributes): Value[] {
  const { maxOutputSize, iouThreshold, scoreThreshold } = attributes;
  const count = boxes.shape[0];
  const number = (value: number) => graph.constant('float32', asElements('float32', [value]), [1]);
  const inputs = [
    reshape(boxes, [1, count, 4]).edge(),
    reshape(scores, [1, 1, count]).edge(),
    graph.integers([maxOutputSize]),
    number(before(iouThreshold)), // ONNX keeps an overlap that equals the threshold
    number(scoreThreshold),
  ];
  // fewer rows than declared where fewer boxes stay
  const rows = graph.add('NonMaxSuppression', inputs, [maxOutputSize, 3], 'int64');
  const kept = graph.add('Gather', [rows, graph.scalar('int64', 2)], [maxOutputSize], 'int64', { axis: 1 });
  const zeros = Value.filled(graph, [maxOutputSize], 'int64', 0).edge();
  const padded = concatenated(graph, [kept, zeros], 0);
  const edges = [[0], [maxOutputSize]].map((values) => graph.integers(values));
  const indices = graph.add('Slice', [padded, ...edges], [maxOutputSize], 'int64');
  const valid = graph.add('Shape', [kept], [1], 'int64');
  return [cast(Value.of(graph, indices), 'int32'), cast(reshape(Value.of(graph, valid), []), 'int32')];
}

/** The other versions (V3, V5 and unpadded V4) give as many boxes as stay, a size that only their numbers tell. */
export const detection: LoweringTable = {
  NonMaxSuppressionV4: (graph, { boxes, scores }, attributes: SuppressionAttributes) =>
    attributes.padToMaxOutputSize && attributes.maxOutputSize > 0 && attributes.iouThreshold > 0
      ? suppress(graph, boxes, scores, attributes)
      : undefined,
};
