import { reshape, type Value } from '../value.js';
import type { LoweringTable } from './lowering.js';
import { pad, slice, transpose } from './shaping.js';

type Pairs = readonly [number, number][];

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** The pixels of every block go to as many images: [N, H, W, ...] to [bh bw N, H / bh, W / bw, ...]. */
function spaceToBatch(x: Value, block: readonly number[], paddings: Pairs): Value {
  const rank = block.length;
  const rest = x.shape.slice(1 + rank);
  const around: [number, number][] = [[0, 0], ...paddings, ...rest.map((): [number, number] => [0, 0])];
  const padded = around.some(([before, after]) => before + after > 0) ? pad(x, around, 'constant', 0) : x;
  const counts = block.map((size, i) => padded.shape[1 + i] / size);
  const split = reshape(padded, [x.shape[0], ...counts.flatMap((count, i) => [count, block[i]]), ...rest]);
  const inBlock = block.map((_, i) => 2 + 2 * i);
  const blocks = block.map((_, i) => 1 + 2 * i);
  const turned = transpose(split, [...inBlock, 0, ...blocks, ...rest.map((_, i) => 1 + 2 * rank + i)]);
  return reshape(turned, [product(block) * x.shape[0], ...counts, ...rest]);
}

/** The way back, less what the crops cut off. */
function batchToSpace(x: Value, block: readonly number[], crops: Pairs): Value {
  const rank = block.length;
  const batch = x.shape[0] / product(block);
  const counts = x.shape.slice(1, 1 + rank);
  const rest = x.shape.slice(1 + rank);
  const split = reshape(x, [...block, batch, ...counts, ...rest]);
  const order = [rank, ...block.flatMap((_, i) => [rank + 1 + i, i]), ...rest.map((_, i) => 1 + 2 * rank + i)];
  const whole = reshape(transpose(split, order), [batch, ...counts.map((count, i) => count * block[i]), ...rest]);
  const begin = whole.shape.map((_, axis) => crops[axis - 1]?.[0] ?? 0);
  const size = whole.shape.map((length, axis) => length - begin[axis] - (crops[axis - 1]?.[1] ?? 0));
  return slice(whole, begin, size);
}

export const spaceBatch: LoweringTable = {
  SpaceToBatchND: (_, { x }, { blockShape, paddings }: { blockShape: number[]; paddings: Pairs }) =>
    x.dtype === 'bool' ? undefined : spaceToBatch(x, blockShape, paddings),
  BatchToSpaceND: (_, { x }, { blockShape, crops }: { blockShape: number[]; crops: Pairs }) =>
    batchToSpace(x, blockShape, crops),
};
