import { InvalidDataError, Random, tf } from '@ai/core';
import { withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { buffer, Conv2d, type ForwardContext, Linear, Module, ndArray, Relu, Sequential } from '../index.js';

class Net extends Module {
  readonly stem = new Sequential(new Conv2d(2, 4, [3, 5], { random: new Random(1), padding: [1, 2] }), new Relu());
  readonly headLayers = [
    new Linear(4, 3, { random: new Random(2) }),
    new Linear(3, 2, { random: new Random(3), bias: false }),
  ];
  readonly runningMean = buffer(ndArray([1, 2]));
  readonly scale = 3;

  forward(x: tf.Tensor, context?: ForwardContext): tf.Tensor {
    return tf.tidy(() => {
      const features = tf.mean(this.stem.forward(x, context), [1, 2]);
      return this.headLayers.reduce((y, layer) => layer.forward(y), features);
    });
  }
}

describe('Module', () => {
  it('names parameters, buffers and modules after its properties', () => {
    using net = new Net();
    expect([...net.namedParameters().keys()]).toEqual([
      'stem.0.weight',
      'stem.0.bias',
      'head_layers.0.weight',
      'head_layers.0.bias',
      'head_layers.1.weight',
    ]);
    expect([...net.namedBuffers().keys()]).toEqual(['running_mean']);
    expect([...net.namedModules().keys()]).toEqual(['', 'stem', 'stem.0', 'stem.1', 'head_layers.0', 'head_layers.1']);
    expect([...net.namedChildren().keys()]).toEqual(['stem', 'head_layers.0', 'head_layers.1']);
    expect(net.countParameters()).toBe(4 * 2 * 15 + 4 + 4 * 3 + 3 + 6);
  });

  it('gives its state in the shapes of the checkpoint and takes it back to the bit', () => {
    using net = new Net();
    using other = new Net();
    const state = net.stateDict();
    expect(state.get('stem.0.weight')?.shape).toEqual([4, 2, 3, 5]);
    expect((net.stem.at(0) as Conv2d).weight.shape).toEqual([3, 5, 2, 4]);
    expect([...state.keys()]).toContain('running_mean');
    for (const array of state.values()) for (let i = 0; i < array.data.length; i++) array.data[i] = i + 0.5;
    expect(other.loadStateDict(state)).toEqual({ missing: [], unexpected: [], misshaped: [] });
    expect(other.stateDict()).toEqual(state);
  });

  it('refuses a state that does not fit, whole, or loads what fits', () => {
    using net = new Net();
    const before = net.stateDict();
    const state = new Map(before);
    state.set('stem.0.bias', ndArray([9, 9, 9, 9]));
    state.delete('running_mean');
    state.set('extra', ndArray([1]));
    state.set('head_layers.0.bias', ndArray([1]));
    expect(() => net.loadStateDict(state)).toThrow(InvalidDataError);
    expect(() => net.loadStateDict(state)).toThrow(
      'The state does not fit Net: missing running_mean; unexpected extra; head_layers.0.bias is [1] instead of [3].',
    );
    expect(net.stateDict()).toEqual(before);
    expect(net.loadStateDict(state, { strict: false })).toEqual({
      missing: ['running_mean'],
      unexpected: ['extra'],
      misshaped: [{ name: 'head_layers.0.bias', expected: [3], got: [1] }],
    });
    expect(net.stateDict().get('stem.0.bias')?.data).toEqual(Float32Array.of(9, 9, 9, 9));
  });

  it('accepts any string as a name', () => {
    using net = new Net();
    const report = net.loadStateDict(new Map([['__proto__', ndArray([1])]]), { strict: false });
    expect(report.unexpected).toEqual(['__proto__']);
  });

  it('freezes and thaws', () => {
    using net = new Net();
    net.stem.freeze();
    expect(net.trainableVariables()).toHaveLength(3);
    expect(net.countParameters({ trainableOnly: true })).toBe(21);
    net.freeze(false);
    expect(net.trainableVariables()).toHaveLength(5);
  });

  it('counts a shared parameter once and names it twice', () => {
    const layer = new Linear(2, 2, { random: new Random(1) });
    using tied = new Sequential(layer, layer);
    expect([...tied.namedParameters().keys()]).toEqual(['0.weight', '0.bias', '1.weight', '1.bias']);
    expect(tied.countParameters()).toBe(6);
    expect(tied.trainableVariables()).toHaveLength(2);
  });

  it('frees everything, and leaks nothing', async () => {
    await withoutLeaks(() => {
      const net = new Net();
      const x = tf.ones([1, 6, 6, 2]);
      net.forward(x).dispose();
      net.dispose();
      net.dispose();
      x.dispose();
    });
  });
});
