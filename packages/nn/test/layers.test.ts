import { Random, tf } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { fromTensor } from '../src/array/nd-array.js';
import * as nn from '../src/index.js';
import { readVariable, variableInfo } from '../src/module/parameter.js';

interface GoldenArray {
  readonly shape: number[];
  readonly data: number[];
}

interface LayerCase {
  readonly layer: string;
  readonly args: unknown[];
  readonly options: object | null;
  readonly training: boolean;
  readonly wrap?: boolean;
  readonly causal?: boolean;
  /** Of a stack of layers: how many. */
  readonly layers?: number;
  readonly lengths?: number[];
  readonly state: Record<string, GoldenArray>;
  readonly inputs: Record<string, GoldenArray>;
  readonly whole: string[];
  readonly outputs: GoldenArray[];
  readonly weights: GoldenArray[];
  readonly inputGradients: Record<string, GoldenArray>;
  readonly gradients: Record<string, GoldenArray>;
  readonly stateAfter: Record<string, GoldenArray>;
}

type Make = new (...args: unknown[]) => nn.AnyModule;
const classes = nn as unknown as Record<string, Make>;
const cases = ['layers', 'convolutions', 'pooling', 'resampling', 'sequence-layers', 'transformers'].flatMap(
  (name) => readGolden<{ cases: LayerCase[] }>(new URL(`../golden/${name}.json`, import.meta.url)).cases,
);
const FORWARD = { relative: 1e-5, absolute: 1e-5 };
const GRADIENT = { relative: 1e-4, absolute: 1e-4 };

function make({ layer, args, options, wrap, layers }: LayerCase): nn.AnyModule {
  const random = new Random(1);
  if (layers) {
    const parts = Array.from({ length: layers }, () => new classes[`${layer}Layer`](...args, { ...options, random }));
    return new classes[layer](parts, new nn.LayerNorm(args[0] as number));
  }
  if (wrap) {
    const [inner, ...sizes] = args as [string, ...unknown[]];
    return new classes[layer](new classes[inner](...sizes, { ...options, random }), { random });
  }
  return options === null ? new classes[layer](...args) : new classes[layer](...args, { ...options, random });
}

function toState(arrays: Record<string, GoldenArray>): Map<string, nn.NdArray> {
  return new Map(
    Object.entries(arrays).map(([name, { shape, data }]) => {
      const isCount = name.endsWith('num_batches_tracked');
      return [name, { shape, data: isCount ? Int32Array.from(data) : Float32Array.from(data) }];
    }),
  );
}

/** What the layer's forward takes: a tensor, or an object for attention and recurrent layers. */
function toInput(testCase: LayerCase, tensors: Record<string, tf.Tensor>): unknown {
  const { causal, lengths, layer } = testCase;
  const { x, hidden, cell, second } = tensors;
  if ('query' in tensors || layer.startsWith('Transformer')) return { ...tensors, causal };
  if ('indices' in tensors) return tensors;
  if (second) return [x, second];
  const state = hidden && [hidden, ...(cell ? [cell] : [])];
  return state || lengths ? { x, state, lengths } : x;
}

function toTensors(output: tf.Tensor | tf.Tensor[] | nn.RecurrentOutput): tf.Tensor[] {
  if (Array.isArray(output)) return output;
  return 'output' in output ? [output.output, ...output.state] : [output];
}

function expectArray(actual: nn.NdArray, expected: GoldenArray, tolerance: object, name: string): void {
  expect(actual.shape, name).toEqual(expected.shape);
  try {
    expectClose(actual.data, expected.data, tolerance);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

describe('layers agree with PyTorch', () => {
  it.each(
    cases.map((entry, i): [string, LayerCase] => [
      `${i} ${entry.layer} ${JSON.stringify(entry.args)} ${JSON.stringify(entry.options)}${entry.training ? ' training' : ''}`,
      entry,
    ]),
  )('%s', (_, entry) => {
    using module = make(entry);
    module.loadStateDict(toState(entry.state));
    const context: nn.ForwardContext = { training: entry.training, random: new Random(1) };
    const names = Object.keys(entry.inputs);
    const inputs = names.map((name) => {
      const { shape, data } = entry.inputs[name];
      return tf.tensor(data, shape, entry.whole.includes(name) ? 'int32' : 'float32');
    });
    const weights = entry.weights.map(({ shape, data }) => tf.tensor(data, shape));
    const variables = module.trainableVariables();
    const floats = names.filter((name) => !entry.whole.includes(name));

    const before = module.stateDict();
    const all = tf.tidy(() => {
      const outputs = toTensors(
        module.forward(toInput(entry, Object.fromEntries(names.map((n, i) => [n, inputs[i]]))), context),
      );
      for (const [i, output] of outputs.entries())
        expectArray(fromTensor(output), entry.outputs[i], FORWARD, `output ${i}`);
      module.loadStateDict(before);
      const loss = (): tf.Scalar => {
        const input = toInput(entry, Object.fromEntries(names.map((n, i) => [n, leaves[i] ?? inputs[i]])));
        const results = toTensors(module.forward(input, context));
        return tf.addN(results.map((result, i) => tf.sum(tf.mul(result, weights[i])))) as tf.Scalar;
      };
      const leaves = names.map((name, i) =>
        entry.whole.includes(name) ? undefined : tf.variable(inputs[i]),
      ) as tf.Variable[];
      const asked = [...leaves.filter(Boolean), ...variables];
      if (asked.length === 0) return {};
      const { grads } = tf.variableGrads(loss, asked);
      for (const name of floats) {
        const variable = leaves[names.indexOf(name)];
        const gradient = grads[variable.name];
        const expected = entry.inputGradients[name];
        if (gradient) expectArray(fromTensor(gradient), expected, GRADIENT, `gradient of ${name}`);
        else expect(expected.data.every((value) => value === 0)).toBe(true);
      }
      const named = module.namedParameters();
      for (const [name, expected] of Object.entries(entry.gradients)) {
        const variable = named.get(name)!;
        const stored = fromTensor(grads[variable.name]);
        expectArray(variableInfo(variable)!.layout.toReference(stored), expected, GRADIENT, `gradient of ${name}`);
      }
      tf.dispose(leaves.filter(Boolean));
      return {};
    });
    tf.dispose([all, inputs, weights] as tf.TensorContainer[]);
    for (const [name, expected] of Object.entries(entry.stateAfter)) {
      const variable = [...module.namedParameters(), ...module.namedBuffers()].find(([path]) => path === name)![1];
      expectArray(readVariable(variable), expected, FORWARD, `${name} afterwards`);
    }
  });
});

it.each<[string, nn.AnyModule]>([
  ['GlobalMaxPool', new nn.GlobalMaxPool()],
  ['AdaptiveMaxPool2d', new nn.AdaptiveMaxPool2d(1)],
  ['MaxPool2d', new nn.MaxPool2d(4)],
])('%s gives the error of equal largest values to one of them', (_, pool) => {
  const gradient = tf.tidy(() =>
    tf
      .grad((x) => pool.forward(x))(tf.ones([1, 4, 4, 2]))
      .sum([1, 2])
      .dataSync(),
  );
  expect([...gradient]).toEqual([1, 1]);
});
