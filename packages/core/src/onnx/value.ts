import { fromBlocks, scaleChannels, toBlocks } from './blocked.js';
import { type Attributes, type Edge, FloatAttribute, type Graph } from './graph.js';
import { broadcastShape, type ElementType, filled, type Shape, sameShape, sizeOf } from './types.js';

const UNIFORM_CONSTANT_LIMIT = 4096;

/**
 * A TensorFlow.js tensor inside a graph. It may exist in several forms, and is only converted where a consumer needs another one:
 * - `full`: an edge of exactly its shape, channels last;
 * - `small`: an edge that broadcasts to its shape (gradients multiply by ones everywhere: never write those out);
 * - `first`: rank 4 only, an edge with channels first, as ONNX's convolutions want it;
 * - `blocked`: rank 4 only, an edge with channels in blocks, see blocked.ts;
 * - `uniform`: one number that fills it.
 */
export class Value {
  readonly uniform?: number;
  private full?: Edge;
  private readonly small?: Edge;
  private first?: Edge;
  private blocked?: Edge;
  /** What relu made of this value: its gradient, step(x), equals step(relu(x)), and x itself need not be kept. */
  rectified?: Value;
  /** The same ones and zeros in fewer passes, inexact only for the smallest of numbers, for products with it. */
  indicator?: Value;

  constructor(
    readonly graph: Graph,
    readonly shape: Shape,
    readonly dtype: ElementType,
    form: { full?: Edge; small?: Edge; first?: Edge; blocked?: Edge; uniform?: number },
  ) {
    this.full = form.full;
    this.small = form.small;
    this.first = form.first;
    this.blocked = form.blocked;
    this.uniform = form.uniform;
  }

  static of(graph: Graph, edge: Edge): Value {
    return new Value(graph, edge.shape, edge.dtype, { full: edge });
  }

  static filled(graph: Graph, shape: Shape, dtype: ElementType, value: number): Value {
    return new Value(graph, shape, dtype, { uniform: value });
  }

  static channelsFirst(graph: Graph, shape: Shape, first: Edge): Value {
    return new Value(graph, shape, first.dtype, { first });
  }

  static inBlocks(graph: Graph, shape: Shape, blocked: Edge): Value {
    return new Value(graph, shape, blocked.dtype, { blocked });
  }

  /** `edge` broadcast to `shape`, not yet written out. */
  static broadcast(graph: Graph, shape: Shape, edge: Edge): Value {
    return new Value(graph, shape, edge.dtype, sameShape(edge.shape, shape) ? { full: edge } : { small: edge });
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  get rank(): number {
    return this.shape.length;
  }

  /** Whether it exists with channels first or in blocks only, so that consumers do well to take channels first. */
  get prefersChannelsFirst(): boolean {
    return (this.first !== undefined || this.blocked !== undefined) && this.full === undefined;
  }

  /** Whether it exists with channels in blocks and not channels last. */
  get prefersBlocks(): boolean {
    return this.blocked !== undefined && this.full === undefined;
  }

  /** Whether it is broadcast and not written out. */
  get isBroadcast(): boolean {
    return this.full === undefined && this.small !== undefined;
  }

  /** The full form. */
  edge(): Edge {
    if (this.full) return this.full;
    const { graph, shape, dtype } = this;
    if (this.uniform !== undefined) {
      this.full =
        this.size <= UNIFORM_CONSTANT_LIMIT && !graph.target.portable
          ? graph.constant(dtype, filled(dtype, this.size, this.uniform), shape)
          : graph.add('Expand', [graph.scalar(dtype, this.uniform), graph.integers(shape)], shape, dtype);
    } else if (this.small) {
      this.full = graph.add('Expand', [this.small, graph.integers(shape)], shape, dtype);
    } else if (this.blocked) {
      this.full = fromBlocks(graph, this.blocked, true);
    } else {
      this.full = graph.add('Transpose', [this.first], shape, dtype, { perm: [0, 2, 3, 1] });
    }
    return this.full;
  }

  /** The smallest edge that broadcasts to the shape. */
  broadcastable(): Edge {
    if (this.full) return this.full;
    if (this.uniform !== undefined) return this.graph.scalar(this.dtype, this.uniform);
    return this.small ?? this.edge();
  }

  /** Rank 4: the edge with channels first. */
  channelsFirst(): Edge {
    if (this.first) return this.first;
    const { graph, dtype } = this;
    if (this.blocked) {
      this.first = fromBlocks(graph, this.blocked, false);
      return this.first;
    }
    const [n, h, w, c] = this.shape;
    const full = this.edge();
    this.first =
      c === 1 || (h === 1 && w === 1)
        ? graph.add('Reshape', [full, graph.integers([n, c, h, w])], [n, c, h, w], dtype)
        : graph.add('Transpose', [full], [n, c, h, w], dtype, { perm: [0, 3, 1, 2] });
    return this.first;
  }

  /** Rank 4, float32, channels that fit: the edge with channels in blocks. */
  inBlocks(): Edge {
    const { graph, first, full } = this;
    this.blocked ??= first && !full ? toBlocks(graph, first, false) : toBlocks(graph, this.edge(), true);
    return this.blocked;
  }

  /** An edge that broadcasts against a blocked edge of `shape` (given channels last); undefined where there is none. */
  broadcastableInBlocks(shape: Shape): Edge | undefined {
    if (this.dtype !== 'float32') return undefined;
    if (this.uniform !== undefined) return this.graph.scalar(this.dtype, this.uniform);
    if (this.isBroadcast || this.size === 1) {
      const small = this.broadcastable();
      const isNumber = sizeOf(small.shape) === 1;
      return isNumber ? this.graph.add('Reshape', [small, this.graph.integers([])], [], this.dtype) : undefined;
    }
    return sameShape(this.shape, shape) ? this.inBlocks() : undefined;
  }

  /** The edge of one number per channel that it is, if it is. */
  perChannel(channels: number): Edge | undefined {
    if (this.dtype !== 'float32' || this.uniform !== undefined || this.prefersChannelsFirst) return undefined;
    const { shape } = this.broadcastable();
    return sizeOf(shape) === channels && shape[shape.length - 1] === channels ? this.broadcastable() : undefined;
  }

  /** An edge that broadcasts against a channels-first edge of `shape` (given channels last); undefined where there is none. */
  broadcastableChannelsFirst(shape: Shape): Edge | undefined {
    if (this.first && sameShape(this.shape, shape)) return this.first;
    if (this.uniform !== undefined) return this.graph.scalar(this.dtype, this.uniform);
    const channels = this.shape[this.rank - 1] ?? 1;
    if (this.size === channels) {
      const source = this.edge();
      if (channels === 1) return this.graph.add('Reshape', [source, this.graph.integers([])], [], this.dtype);
      return this.graph.add('Reshape', [source, this.graph.integers([channels, 1, 1])], [channels, 1, 1], this.dtype);
    }
    if (this.isBroadcast) {
      const small = this.small as Edge;
      if (sizeOf(small.shape) === 1) return this.graph.add('Reshape', [small, this.graph.integers([])], [], this.dtype);
      if (small.shape.length === 4) return Value.of(this.graph, small).channelsFirst();
    }
    return this.rank === 4 ? this.channelsFirst() : undefined;
  }
}

/** An element-wise operator over broadcasting values, with channels first where its operands already are. */
export function elementwise(
  op: string,
  values: readonly Value[],
  dtype: ElementType,
  attributes?: Attributes,
  domain?: string,
): Value {
  const { graph } = values[0];
  const shape = broadcastShape(...values.map((value) => value.shape));
  if (
    shape.length === 4 &&
    dtype === 'float32' &&
    values.some((value) => value.prefersBlocks && sameShape(value.shape, shape))
  ) {
    const blocked = elementwiseInBlocks(op, values, shape, attributes, domain);
    if (blocked) return Value.inBlocks(graph, shape, blocked);
  }
  if (shape.length === 4 && values.some((value) => value.prefersChannelsFirst && sameShape(value.shape, shape))) {
    const edges = values.map((value) => value.broadcastableChannelsFirst(shape));
    if (edges.every((edge) => edge !== undefined)) {
      const [n, h, w, c] = shape;
      return Value.channelsFirst(graph, shape, graph.add(op, edges, [n, c, h, w], dtype, attributes, domain));
    }
  }
  const edges = values.map((value) => value.broadcastable());
  const small = broadcastShape(...edges.map((edge) => edge.shape));
  return Value.broadcast(graph, shape, graph.add(op, edges, small, dtype, attributes, domain));
}

/** The same with channels in blocks; undefined where an operand does not fit. */
function elementwiseInBlocks(
  op: string,
  values: readonly Value[],
  shape: Shape,
  attributes?: Attributes,
  domain?: string,
): Edge | undefined {
  const { graph } = values[0];
  const [n, h, w, c] = shape;
  const [a, b] = values;
  if (values.length === 2 && (op === 'Add' || op === 'Sub' || op === 'Mul')) {
    const [image, numbers, turned] = a.prefersBlocks ? [a, b, false] : [b, a, true];
    const vector = numbers.perChannel(c);
    if (vector) {
      if (op === 'Mul') return scaleChannels(graph, image.inBlocks(), vector);
      const negative = (edge: Edge): Edge => graph.add('Neg', [edge], edge.shape, edge.dtype);
      if (op === 'Add' || !turned)
        return scaleChannels(graph, image.inBlocks(), undefined, op === 'Add' ? vector : negative(vector));
      const minus = graph.constant('float32', filled('float32', c, -1), [c]);
      return scaleChannels(graph, image.inBlocks(), minus, vector);
    }
  }
  const edges = values.map((value) => value.broadcastableInBlocks(shape));
  if (!edges.every((edge) => edge !== undefined)) return undefined;
  return graph.add(op, edges, [n, c, h, w], 'float32', attributes, domain);
}

/** The same elements in another shape. */
export function reshape(value: Value, shape: Shape): Value {
  const { graph, dtype } = value;
  if (sameShape(value.shape, shape)) return value;
  if (value.uniform !== undefined) return Value.filled(graph, shape, dtype, value.uniform);
  if (value.isBroadcast) {
    const small = value.broadcastable();
    if (sizeOf(small.shape) === 1) {
      return Value.broadcast(graph, shape, graph.add('Reshape', [small, graph.integers([])], [], dtype));
    }
  }
  const edge = value.edge();
  const source = edge.node?.op === 'Reshape' ? (edge.node.inputs[0] as Edge) : edge;
  if (sameShape(source.shape, shape)) return Value.of(graph, source);
  return Value.of(graph, graph.add('Reshape', [source, graph.integers(shape)], shape, dtype));
}

const ONNX_TYPE_CODES = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

/** A number as an array of int32 takes it: without its fraction, modulo 2^32, 0 for what is no number. */
const int32Of = (value: number): number => value | 0;

/** The same numbers in another element type: float to int truncates, to bool is "not zero". */
export function cast(value: Value, dtype: ElementType): Value {
  if (value.dtype === dtype) return value;
  if (value.uniform !== undefined) {
    const number =
      dtype === 'bool'
        ? Number(value.uniform !== 0)
        : dtype === 'float32' || dtype === 'float64'
          ? value.uniform
          : int32Of(value.uniform);
    return Value.filled(value.graph, value.shape, dtype, number);
  }
  if (dtype === 'int32' && (value.dtype === 'float32' || value.dtype === 'float64')) return truncated(value);
  return elementwise('Cast', [value], dtype, { to: ONNX_TYPE_CODES[dtype] });
}

/**
 * Fractions as int32: the lower half of what int64 makes of them, which is 0 for NaN and infinities. (The runtime joins casts that
 * follow each other; an operator between them keeps both.)
 */
function truncated(value: Value): Value {
  const wide = cast(value, 'int64');
  const lower = elementwise('BitwiseAnd', [wide, constant(value.graph, 2 ** 32 - 1, 'int64')], 'int64');
  return cast(lower, 'int32');
}

/** Shorthand for a float attribute. */
export function float(value: number): FloatAttribute {
  return new FloatAttribute(value);
}

/** A number as a value of rank 0. */
export function constant(graph: Graph, value: number, dtype: ElementType = 'float32'): Value {
  return Value.filled(graph, [], dtype, value);
}
