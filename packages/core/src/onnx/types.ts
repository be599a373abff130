/** Element types that occur in a graph: TensorFlow.js's own, and those that ONNX operators need beside them. */
export type ElementType = 'float32' | 'int32' | 'bool' | 'int64' | 'float64';

/** Storage of one tensor's elements. */
export type Elements = Float32Array | Int32Array | Uint8Array | BigInt64Array | Float64Array;

export type Shape = readonly number[];

const ARRAYS = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
  int64: BigInt64Array,
  float64: Float64Array,
} as const;

/** Smaller arrays are zeroed in no time. */
const UNFILLED_BYTES = 2 ** 16;

/** A zeroed array of `length` elements. */
export function allocate(type: ElementType, length: number): Elements {
  return new ARRAYS[type](length);
}

/** An array of `length` elements with whatever was in memory; zeroing a large one takes longer than most operators need to fill it. */
export function allocateUnfilled(type: ElementType, length: number): Elements {
  const bytes = length * ARRAYS[type].BYTES_PER_ELEMENT;
  if (bytes < UNFILLED_BYTES || typeof Buffer === 'undefined') return allocate(type, length);
  return new ARRAYS[type](Buffer.allocUnsafeSlow(bytes).buffer as ArrayBuffer);
}

/** An array of `length` elements that all are `value`. */
export function filled(type: ElementType, length: number, value: number): Elements {
  return type === 'int64' ? new BigInt64Array(length).fill(BigInt(value)) : new ARRAYS[type](length).fill(value);
}

/** `values` as the array class of `type`; the same object if it already is. */
export function asElements(type: ElementType, values: ArrayLike<number>): Elements {
  if (type === 'int64') return BigInt64Array.from(Array.from(values, BigInt));
  const array = ARRAYS[type];
  return values instanceof array ? values : array.from(values);
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The shape that all of `shapes` broadcast to. @throws Error if two of them do not fit */
export function broadcastShape(...shapes: Shape[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const at = rank - shape.length + i;
      if (shape[i] === 1) continue;
      if (result[at] !== 1 && result[at] !== shape[i]) {
        throw new Error(`Shapes do not broadcast: ${shapes.map((each) => `[${each}]`).join(' and ')}.`);
      }
      result[at] = shape[i];
    }
  }
  return result;
}
