import { describe, expect, it } from 'vitest';
import { type KernelCall, observeKernels, tf } from '../index.js';

describe('observeKernels', () => {
  it('tells of kernels with their tensors and attributes, and of none afterwards', () => {
    const calls: KernelCall[] = [];
    const x = tf.tensor2d([1, 2], [1, 2]);
    const y = observeKernels(
      () => tf.tidy(() => tf.matMul(x, tf.relu(x), false, true)),
      (call) => calls.push(call),
    );
    tf.relu(x).dispose();
    expect(calls.map(({ name }) => name)).toEqual(['Relu', 'BatchMatMul']);
    expect(calls[1].inputs.a).toBe(x);
    expect(calls[1].outputs).toEqual([y]);
    expect(calls[1].attributes).toEqual({ transposeA: false, transposeB: true });
    tf.dispose([x, y]);
  });

  it('nests, and ends with a throw', () => {
    const names: string[] = [];
    const note =
      (who: string) =>
      ({ name }: KernelCall) =>
        names.push(`${who} ${name}`);
    const fail = (): never =>
      observeKernels(() => {
        tf.tidy(() => tf.relu(tf.scalar(1)));
        throw new Error('no');
      }, note('inner'));
    expect(() => observeKernels(fail, note('outer'))).toThrow('no');
    expect(names).toEqual(['outer Relu', 'inner Relu']);
    tf.tidy(() => tf.relu(tf.scalar(1)));
    expect(names).toHaveLength(2);
  });
});
