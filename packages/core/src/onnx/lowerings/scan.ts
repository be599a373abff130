import { Value } from '../value.js';
import { multiply } from './binary.js';
import { concatenated } from './edges.js';
import { type LoweringTable, normalizeAxes } from './lowering.js';
import { slice } from './shaping.js';

interface ScanAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** `x` moved by `distance` places along an axis, with ones where nothing comes from. */
function shifted(x: Value, axis: number, distance: number, reverse: boolean): Value {
  const { graph, dtype } = x;
  const sized = (size: number): number[] => x.shape.map((length, i) => (i === axis ? size : length));
  const ones = Value.filled(graph, sized(distance), dtype, 1).edge();
  const begin = x.shape.map((_, i) => (i === axis && reverse ? distance : 0));
  const rest = slice(x, begin, sized(x.shape[axis] - distance)).edge();
  return Value.of(graph, concatenated(graph, reverse ? [rest, ones] : [ones, rest], axis));
}

/** Running products in log2(n) steps (Hillis and Steele 1986): after each, an element is the product of twice as many. */
function cumprod(x: Value, { axis, exclusive, reverse }: ScanAttributes): Value {
  const [along] = normalizeAxes(axis, x.shape);
  const size = x.shape[along];
  let products = x;
  if (exclusive) products = size > 1 ? shifted(x, along, 1, reverse) : Value.filled(x.graph, x.shape, x.dtype, 1);
  for (let distance = 1; distance < size; distance *= 2) {
    products = multiply(products, shifted(products, along, distance, reverse));
  }
  return products;
}

export const scan: LoweringTable = {
  Cumprod: (_, { x }, attributes: ScanAttributes) =>
    x.dtype === 'bool' || x.rank === 0 ? undefined : cumprod(x, attributes),
};
