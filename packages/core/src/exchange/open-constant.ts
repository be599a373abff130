import type { Edge, GraphNode } from '../onnx/graph.js';
import { asElements, type Elements, type ElementType, type Shape, sameShape, sizeOf } from '../onnx/types.js';
import { makeNode } from './node.js';

/** Why the batch size of a function cannot be left open. */
export class FixedBatchError extends Error {
  override readonly name = 'FixedBatchError';
}

/** A number that grows with the batch size: slope * size + offset, both whole. */
export interface Fit {
  readonly slope: number;
  readonly offset: number;
}

/** The line through `values` at `sizes`; undefined where they lie on none of whole numbers. */
export function fitted(sizes: readonly number[], values: readonly number[]): Fit | undefined {
  const slope = (values[1] - values[0]) / (sizes[1] - sizes[0]);
  const offset = values[0] - slope * sizes[0];
  return Number.isInteger(slope) && sizes.every((size, t) => slope * size + offset === values[t])
    ? { slope, offset }
    : undefined;
}

const TYPE_CODES = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
const CLOSE = 1e-6;

const numbersOf = ({ constant }: Edge): number[] => Array.from(constant?.() as Float32Array, Number);
const isConstantly = (values: readonly number[]): boolean =>
  values.every((value) => Math.abs(value - values[0]) <= CLOSE * Math.abs(values[0]));

/** Writes constants that depend on the batch size as nodes that compute them from it. */
export class ConstantOpener {
  private readonly made = new Map<string, Edge>();
  private nodes: GraphNode[] = [];
  private count = 0;

  /**
   * @param input an input whose first dimension is the batch
   * @param sizes the batch sizes that constants are known for
   */
  constructor(
    private readonly input: Edge,
    private readonly sizes: readonly number[],
  ) {}

  /** The nodes that were made since the last call; they come before what reads them. */
  takeNodes(): GraphNode[] {
    const taken = this.nodes;
    this.nodes = [];
    return taken;
  }

  /** One edge for a constant that differs with the batch size, the input number `k` of an operator. */
  open(variants: readonly Edge[], op: string, k: number): Edge {
    const [first] = variants;
    const isSame = variants.every(
      (variant) => sameShape(variant.shape, first.shape) && numbersOf(variant).join() === numbersOf(first).join(),
    );
    if (isSame) return first;
    const isShape = op === 'Reshape' && k === 1;
    const key = `${isShape} ${variants.map(({ name }) => name)}`;
    let edge = this.made.get(key);
    if (!edge) {
      edge = (isShape ? this.unknownSize(variants) : undefined) ?? this.numbers(variants) ?? this.repeated(variants);
      if (!edge)
        throw new FixedBatchError(
          `the constant that ${op} takes (${describe(first)}) depends on it in a way of its own`,
        );
      this.made.set(key, edge);
    }
    return edge;
  }

  /** A shape with one open size, which a reshape finds by itself. */
  private unknownSize(variants: readonly Edge[]): Edge | undefined {
    const values = variants.map(numbersOf);
    const isOpen = values[0].map((value, i) => values.some((other) => other[i] !== value));
    if (values.some(({ length }) => length !== values[0].length) || isOpen.filter(Boolean).length !== 1)
      return undefined;
    return this.constant(
      'int64',
      values[0].map((value, i) => (isOpen[i] ? -1 : value)),
      variants[0].shape,
    );
  }

  /** Constants of one shape whose numbers differ: whole ones on a line, or any that are a multiple or a share of the batch size. */
  private numbers(variants: readonly Edge[]): Edge | undefined {
    const [{ shape, dtype }] = variants;
    if (variants.some((variant) => !sameShape(variant.shape, shape))) return undefined;
    const values = variants.map(numbersOf);
    const alongTraces = values[0].map((_, i) => values.map((each) => each[i]));
    const fits = alongTraces.map((each) => fitted(this.sizes, each));
    if (fits.every((fit) => fit !== undefined)) return this.shaped(this.cast(this.line(fits), dtype), shape);
    if (dtype !== 'float32') return undefined;
    const size = this.cast(this.batch(), 'float32');
    for (const [op, share] of [
      ['Mul', (value: number, t: number) => value / this.sizes[t]],
      ['Div', (value: number, t: number) => value * this.sizes[t]],
    ] as const) {
      const shares = alongTraces.map((each) => each.map(share));
      if (!shares.every(isConstantly)) continue;
      const factors = this.constant(
        'float32',
        shares.map(([value]) => value),
        [values[0].length],
      );
      return this.shaped(this.add(op, [factors, size], [values[0].length], 'float32'), shape);
    }
    return undefined;
  }

  /** Constants that grow along one axis: the same row again and again, or whole numbers that count on. */
  private repeated(variants: readonly Edge[]): Edge | undefined {
    const [{ shape, dtype }] = variants;
    if (variants.some((variant) => variant.shape.length !== shape.length)) return undefined;
    const fits = shape.map((_, axis) =>
      fitted(
        this.sizes,
        variants.map((variant) => variant.shape[axis]),
      ),
    );
    if (!fits.every((fit) => fit !== undefined)) return undefined;
    const growing = fits.flatMap(({ slope }, axis) => (slope === 0 ? [] : [axis]));
    if (growing.length !== 1) return undefined;
    const [axis] = growing;
    const row = repeatedRow(variants, axis);
    if (row) {
      const rowShape = shape.map((size, i) => (i === axis ? 1 : size));
      return this.add('Expand', [this.constant(dtype, row, rowShape), this.line(fits)], shape, dtype);
    }
    const progression = progressionOf(variants);
    if (!progression || sizeOf(shape) !== shape[axis]) return undefined;
    const { start, step } = progression;
    const { slope, offset } = fits[axis];
    const limit = this.shaped(this.line([{ slope: slope * step, offset: offset * step + start }]), []);
    const range = [this.constant('int64', [start], []), limit, this.constant('int64', [step], [])];
    const counted = this.cast(this.add('Range', range, [shape[axis]], 'int64'), dtype);
    return shape.length === 1 ? counted : this.add('Reshape', [counted, this.line(fits)], shape, dtype);
  }

  /** slope * size + offset for each fit, int64. */
  private line(fits: readonly Fit[]): Edge {
    const vector = (values: number[]): Edge => this.constant('int64', values, [fits.length]);
    const slopes = vector(fits.map(({ slope }) => slope));
    const scaled = this.add('Mul', [slopes, this.batch()], [fits.length], 'int64');
    if (fits.every(({ offset }) => offset === 0)) return scaled;
    return this.add('Add', [scaled, vector(fits.map(({ offset }) => offset))], [fits.length], 'int64');
  }

  /** The batch size, int64 [1]. */
  private batch(): Edge {
    let edge = this.made.get('batch');
    if (!edge) {
      edge = this.add('Shape', [this.input], [1], 'int64', { start: 0, end: 1 });
      this.made.set('batch', edge);
    }
    return edge;
  }

  private cast(edge: Edge, dtype: ElementType): Edge {
    return edge.dtype === dtype ? edge : this.add('Cast', [edge], edge.shape, dtype, { to: TYPE_CODES[dtype] });
  }

  private shaped(edge: Edge, shape: Shape): Edge {
    if (sameShape(edge.shape, shape)) return edge;
    return this.add('Reshape', [edge, this.constant('int64', shape, [shape.length])], shape, edge.dtype);
  }

  private constant(dtype: ElementType, values: readonly number[], shape: Shape): Edge {
    const data = asElements(dtype, values);
    return { name: `o${this.count++}`, shape, dtype, constant: () => data };
  }

  private add(
    op: string,
    inputs: readonly Edge[],
    shape: Shape,
    dtype: ElementType,
    attributes?: GraphNode['attributes'],
  ): Edge {
    const { node, edge } = makeNode(op, inputs, { name: `o${this.count++}`, shape, dtype }, attributes);
    this.nodes.push(node);
    return edge;
  }
}

function describe({ dtype, shape }: Edge): string {
  return `${dtype} [${shape}]`;
}

/** The row that all variants repeat along an axis. */
function repeatedRow(variants: readonly Edge[], axis: number): number[] | undefined {
  const [{ shape, constant }] = variants;
  const first = constant?.() as Elements;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const at = (values: Elements, length: number, o: number, row: number, i: number): number =>
    Number(values[(o * length + row) * inner + i]);
  const row = Array.from({ length: outer * inner }, (_, n) =>
    at(first, shape[axis], Math.floor(n / inner), 0, n % inner),
  );
  const repeats = variants.every((variant) => {
    const length = variant.shape[axis];
    const values = variant.constant?.() as Elements;
    return Array.from(values, Number).every((value, n) => {
      const [o, i] = [Math.floor(n / (length * inner)), n % inner];
      return Object.is(value, row[o * inner + i]);
    });
  });
  return repeats ? row : undefined;
}

/** Whole numbers that go up or down by the same step in all variants. */
function progressionOf(variants: readonly Edge[]): { start: number; step: number } | undefined {
  const [start, second] = numbersOf(variants[0]);
  const step = second - start;
  const goesOn = variants.every((variant) => numbersOf(variant).every((value, i) => value === start + i * step));
  return goesOn && Number.isInteger(start) && Number.isInteger(step) && step !== 0 ? { start, step } : undefined;
}
