import type { Fourier } from '../../ops/fourier-kernel.js';
import type { Graph } from '../graph.js';
import { type ElementType, sizeOf } from '../types.js';
import { cast, constant, reshape, Value } from '../value.js';
import { multiply } from './binary.js';
import { concatenated } from './edges.js';
import { slice } from './shaping.js';

/** ONNX's DFT along axis 1 of [B, N, 1 or 2]; backward, it is divided by N. */
function transform(
  x: Value,
  length: number,
  width: 1 | 2,
  shape: number[],
  inverse: boolean,
  onesided: boolean,
): Value {
  const { graph } = x;
  const source = reshape(x, [x.size / width / x.shape[1], x.shape[1], width]);
  const inputs = [source.edge(), graph.scalar('int64', length), graph.scalar('int64', 1)];
  const attributes = { inverse: inverse ? 1 : 0, onesided: onesided ? 1 : 0 };
  return Value.of(graph, graph.add('DFT', inputs, shape, x.dtype, attributes));
}

/** All N frequencies, of which the half that is below 0 is conjugate to the other: standard ONNX goes back from all of them alone. */
function completed(half: Value, length: number): Value {
  const { graph, dtype } = half;
  const [batch, points] = half.shape;
  const missing = length - points;
  if (missing <= 0) return half;
  const shape = [batch, missing, 2];
  const places = [[missing], [0], [1], [-1]].map((values) => graph.integers(values));
  const mirrored = Value.of(graph, graph.add('Slice', [half.edge(), ...places], shape, dtype));
  const signs = Value.of(
    graph,
    graph.constant(dtype, dtype === 'float64' ? Float64Array.of(1, -1) : Float32Array.of(1, -1), [2]),
  );
  return Value.of(graph, concatenated(graph, [half.edge(), multiply(mirrored, signs).edge()], 1));
}

/** A Fourier transform; lengths that are no power of two in float64, of which the runtime's algorithm for them needs the digits. */
export function lowerFourier(graph: Graph, x: Value, { kind, length, scale }: Fourier): Value | undefined {
  if (x.dtype !== 'float32') return undefined;
  const isPower = (length & (length - 1)) === 0;
  const type: ElementType = isPower ? 'float32' : 'float64';
  const wide = cast(x, type);
  const leading = x.shape.slice(0, kind === 'half' ? -1 : -2);
  const batch = sizeOf(leading);
  const half = Math.floor(length / 2) + 1;
  const finish = (result: Value, factor: number, shape: readonly number[]): Value =>
    reshape(cast(multiply(result, constant(graph, factor, type)), 'float32'), shape);
  if (kind === 'half') {
    const result = transform(reshape(wide, [batch, length]), length, 1, [batch, half, 2], false, true);
    return finish(result, scale, [...leading, half, 2]);
  }
  if (kind !== 'whole') {
    const shape = [batch, length, 2];
    const result = transform(reshape(wide, shape), length, 2, shape, kind === 'backward', false);
    return finish(result, kind === 'backward' ? scale * length : scale, x.shape);
  }
  const given = reshape(wide, [batch, half, 2]);
  const whole = graph.target.portable
    ? slice(
        transform(completed(given, length), length, 2, [batch, length, 2], true, false),
        [0, 0, 0],
        [batch, length, 1],
      )
    : transform(given, length, 2, [batch, length, 1], true, true);
  return finish(whole, scale * length, [...leading, length]);
}
