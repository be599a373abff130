import { tf } from '@ai/core';
import { fromTensor, type NdArray, toTensor } from '../array/nd-array.js';
import { type Layout, SAME_LAYOUT } from './layout.js';

/** What a module knows of one of its variables. */
export interface VariableInfo {
  /** Parameters are trained; buffers are state that is only saved (running statistics). */
  readonly kind: 'parameter' | 'buffer';
  readonly layout: Layout;
}

const INFO = new WeakMap<tf.Variable, VariableInfo>();

/**
 * A trainable variable of a module. Assign it to a property of the module: the property's name becomes the parameter's.
 *
 * @param value initial values, in the shape of the reference's checkpoint (PyTorch's)
 * @param layout how the variable is stored where that differs from the checkpoint
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { Module, ndArray, parameter } from '@ai/nn';
 *
 * class Scale extends Module {
 *   readonly factor = parameter(ndArray([1], []));
 *
 *   forward(x: tf.Tensor): tf.Tensor {
 *     return tf.mul(x, this.factor);
 *   }
 * }
 * console.log([...new Scale().namedParameters().keys()]); // factor
 * ```
 */
export function parameter<R extends tf.Rank = tf.Rank>(value: NdArray, layout: Layout = SAME_LAYOUT): tf.Variable<R> {
  return makeVariable(value, { kind: 'parameter', layout });
}

/**
 * A variable that is saved with the module but not trained.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { buffer, Module, ndArray } from '@ai/nn';
 *
 * class Counter extends Module {
 *   readonly calls = buffer(ndArray(Int32Array.of(0), []));
 *
 *   forward(x: tf.Tensor): tf.Tensor {
 *     tf.tidy(() => this.calls.assign(tf.add(this.calls, tf.scalar(1, 'int32'))));
 *     return tf.clone(x);
 *   }
 * }
 * new Counter().forward(tf.scalar(1));
 * ```
 */
export function buffer<R extends tf.Rank = tf.Rank>(value: NdArray): tf.Variable<R> {
  return makeVariable(value, { kind: 'buffer', layout: SAME_LAYOUT });
}

function makeVariable<R extends tf.Rank>(value: NdArray, info: VariableInfo): tf.Variable<R> {
  const variable = tf.tidy(() => tf.variable(toTensor(info.layout.fromReference(value)), info.kind === 'parameter'));
  INFO.set(variable, info);
  return variable as tf.Variable<R>;
}

/** What was said when the variable was made; undefined for a variable that is no module's. */
export function variableInfo(variable: tf.Variable): VariableInfo | undefined {
  return INFO.get(variable);
}

/** The values in the shape of the reference's checkpoint. */
export function readVariable(variable: tf.Variable): NdArray {
  return (INFO.get(variable)?.layout ?? SAME_LAYOUT).toReference(fromTensor(variable));
}

/** Shape in the reference's checkpoint. */
export function referenceShape(variable: tf.Variable): readonly number[] {
  return (INFO.get(variable)?.layout ?? SAME_LAYOUT).referenceShape(variable.shape);
}

/** Assigns values given in the shape of the reference's checkpoint. */
export function writeVariable(variable: tf.Variable, value: NdArray): void {
  const stored = (INFO.get(variable)?.layout ?? SAME_LAYOUT).fromReference(value);
  const isFloat = variable.dtype === 'float32';
  const data = isFloat ? Float32Array.from(stored.data) : Int32Array.from(stored.data);
  tf.tidy(() => variable.assign(toTensor({ data, shape: variable.shape })));
}
