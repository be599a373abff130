import { InvalidArgumentError, Random, tf } from '@ai/core';
import { readGolden, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../index.js';
import { type SummaryInput, summary } from '../index.js';
import type { AxisField } from './field.js';
import { CallTrace } from './trace-calls.js';

const golden = readGolden<Record<string, { parameters: number; multiplyAdds: number }>>(
  new URL('../../golden/summaries.json', import.meta.url),
);
const random = new Random(1);
const conv = (inputs: number, outputs: number, kernel: number, options: Partial<nn.ConvolutionOptions> = {}) =>
  new nn.Conv2d(inputs, outputs, kernel, { random, ...options });

function resnetBlock(inputs: number, outputs: number, stride: number): nn.AnyModule {
  const body = new nn.Sequential(
    conv(inputs, outputs, 3, { stride, padding: 1, bias: false }),
    new nn.BatchNorm2d(outputs),
    new nn.Relu(),
    conv(outputs, outputs, 3, { padding: 1, bias: false }),
    new nn.BatchNorm2d(outputs),
  );
  const shortcut = new nn.Sequential(conv(inputs, outputs, 1, { stride, bias: false }), new nn.BatchNorm2d(outputs));
  if (stride !== 1 || inputs !== outputs) return new nn.Sequential(new nn.Residual(body, shortcut), new nn.Relu());
  shortcut.dispose();
  return new nn.Sequential(new nn.Residual(body), new nn.Relu());
}

function resnet(width = 8): nn.Sequential {
  const blocks = [0, 1, 2, 3].flatMap((stage) => {
    const [inputs, outputs] = [width * 2 ** Math.max(0, stage - 1), width * 2 ** stage];
    return [resnetBlock(inputs, outputs, stage === 0 ? 1 : 2), resnetBlock(outputs, outputs, 1)];
  });
  return new nn.Sequential(
    conv(3, width, 7, { stride: 2, padding: 3, bias: false }),
    new nn.BatchNorm2d(width),
    new nn.Relu(),
    new nn.MaxPool2d(3, { stride: 2, padding: 1 }),
    ...blocks,
    new nn.AdaptiveAvgPool2d(1),
    new nn.Flatten(),
    new nn.Linear(width * 8, 10, { random }),
  );
}

class UNet extends nn.Module {
  readonly down1 = conv(3, 8, 3, { padding: 1 });
  readonly down2 = conv(8, 16, 3, { padding: 2, dilation: 2 });
  readonly up = new nn.ConvTranspose2d(16, 8, 2, { random, stride: 2 });
  readonly out = conv(16, 2, 3, { padding: 1, groups: 2 });

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const a = nn.relu(this.down1.forward(x));
      const b = nn.relu(this.down2.forward(tf.avgPool(a as tf.Tensor4D, 2, 2, 'valid')));
      return this.out.forward(tf.concat([a, this.up.forward(b)], 3));
    });
  }
}

class Tagger extends nn.Module {
  readonly lstm = new nn.Lstm(5, 7, { random, bidirectional: true });
  readonly head = new nn.Linear(14, 3, { random });

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => this.head.forward(this.lstm.forward(x).output));
  }
}

class Transformer extends nn.Module {
  readonly embedding = new nn.Embedding(11, 12, { random });
  readonly attention = new nn.MultiHeadAttention(12, 3, { random });
  readonly norm = new nn.LayerNorm(12);
  readonly feed = new nn.Sequential(
    new nn.Linear(12, 48, { random }),
    new nn.Gelu(),
    new nn.Linear(48, 12, { random }),
  );

  forward(tokens: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const x = this.norm.forward(this.embedding.forward(tokens));
      const y = tf.add(x, this.attention.forward(x));
      return tf.add(y, this.feed.forward(y));
    });
  }
}

const networks: [string, () => nn.AnyModule, SummaryInput, nn.SummaryOptions][] = [
  [
    'cnn',
    () =>
      new nn.Sequential(
        conv(1, 16, 3, { padding: 1 }),
        new nn.Relu(),
        conv(16, 32, 3, { stride: 2, groups: 4, bias: false }),
        new nn.Relu(),
        new nn.MaxPool2d(2),
        new nn.Flatten(),
        new nn.Linear(32 * 3 * 3, 10, { random }),
      ),
    [2, 14, 14, 1],
    {},
  ],
  ['resnet', resnet, [1, 64, 64, 3], {}],
  ['unet', () => new UNet(), [1, 16, 20, 3], {}],
  ['lstm', () => new Tagger(), [2, 6, 5], {}],
  ['transformer', () => new Transformer(), [2, 9], { dtype: 'int32' }],
];

describe('summary', () => {
  it.each(networks)('counts parameters and multiply-adds of a %s as PyTorch', async (name, make, input, options) => {
    using module = make();
    const { parameters, multiplyAdds } = await withoutLeaks(() => summary(module, input, options));
    expect({ parameters, multiplyAdds }).toEqual(golden[name]);
    expect(Object.keys(module)).not.toContain('forward');
    expect(Object.hasOwn(module, 'forward')).toBe(false);
  });

  it('prints a table', () => {
    using model = new nn.Sequential(
      conv(1, 8, 3, { padding: 1 }),
      new nn.Sequential(new nn.Relu(), new nn.MaxPool2d([2, 4])),
      new nn.Flatten(),
      new nn.Linear(8 * 4 * 2, 10, { random }),
    );
    model.at(0)!.freeze();
    const result = summary(model, [1, 8, 8, 1]);
    expect(`${result}`.split('\n')).toEqual([
      'module           output               parameters  multiply-adds  receptive field',
      '-'.repeat(99),
      'Sequential       [1, 10]       730 (650 trained)          5,248  all',
      '  0 Conv2d       [1, 8, 8, 8]        80 (frozen)          4,608  3 x 3, jump 1, start 0',
      '  1 Sequential   [1, 4, 2, 8]                  0              0  4 x 6, jump 2 x 4, start 0.5 x 1.5',
      '    0 Relu       [1, 8, 8, 8]                  0              0  3 x 3, jump 1, start 0',
      '    1 MaxPool2d  [1, 4, 2, 8]                  0              0  4 x 6, jump 2 x 4, start 0.5 x 1.5',
      '  2 Flatten      [1, 64]                       0              0  all',
      '  3 Linear       [1, 10]                     650            640  all',
      '-'.repeat(99),
      'parameters     730, 80 of them frozen',
      'multiply-adds  5,248',
      'memory         input 256 B, parameters 2.92 kB, outputs of layers 4.65 kB',
    ]);
    expect(result.bytes).toEqual({ input: 256, parameters: 2920, outputs: 4 * (512 + 512 + 64 + 64 + 10) });
  });

  it('lists a shared module once and counts its calls, and one that is not called', () => {
    class Twice extends nn.Module {
      readonly first = new nn.Linear(3, 3, { random });
      readonly again = this.first;
      readonly unused = new nn.Linear(3, 3, { random, bias: false });

      forward(x: tf.Tensor): tf.Tensor {
        return tf.tidy(() => this.again.forward(this.first.forward(x)));
      }
    }
    using model = new Twice();
    const { rows, parameters, multiplyAdds, bytes } = summary(model, [2, 3]);
    expect(rows.map(({ name, calls }) => [name, calls])).toEqual([
      ['', 1],
      ['first', 2],
      ['unused', 0],
    ]);
    expect({ parameters, multiplyAdds, outputs: bytes.outputs }).toEqual({
      parameters: 21,
      multiplyAdds: 36,
      outputs: 2 * 24,
    });
    expect(`${summary(model, [2, 3])}`).toMatch(/unused Linear +- +9 +- +-/);
  });

  it('takes several inputs and inputs of any kind', async () => {
    class Sum extends nn.Module<tf.Tensor[], tf.Tensor> {
      forward([a, b]: tf.Tensor[]): tf.Tensor {
        return tf.tidy(() => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D));
      }
    }
    expect(
      summary(new Sum(), [
        [2, 3],
        [3, 4],
      ]).multiplyAdds,
    ).toBe(24);
    using attention = new nn.MultiHeadAttention(4, 2, { random });
    const made = await withoutLeaks(() =>
      summary(attention, () => ({ query: tf.zeros([1, 3, 4]), key: tf.zeros([1, 5, 4]), causal: true })),
    );
    expect(made.rows[0].outputShapes).toEqual([[1, 3, 4]]);
    expect(made.multiplyAdds).toBe(3 * 16 + 2 * 5 * 16 + 2 * 3 * 5 * 4 + 3 * 16);
    expect(made.receptiveField).toBe('all');
  });

  it('leaves the module as it was and no tensor when it throws', async () => {
    using model = new nn.Sequential(new nn.Relu(), new nn.Linear(3, 2, { random }));
    await expect(withoutLeaks(() => summary(model, [2, 4]))).rejects.toThrow("'x' of Linear");
    expect(Object.hasOwn(model.at(1)!, 'forward')).toBe(false);
    expect(summary(model, [2, 3]).rows).toHaveLength(3);
  });

  it.each<[unknown, string]>([
    [[], "'input' of summary must have at least 1 axis"],
    [[0, 3], "'input' of summary must be an integer >= 1"],
    [[2, 1.5], "'input' of summary must be an integer >= 1"],
    [[[2, 3], 4], "'input' of summary must be a shape or an array of shapes"],
  ])('refuses the input %j', (input, message) => {
    using model = new nn.Relu();
    expect(() => summary(model, input as never)).toThrow(InvalidArgumentError);
    expect(() => summary(model, input as never)).toThrow(message);
    expect(() => summary(model, [1], { dtype: 'bool' as never })).toThrow("'dtype' of summary");
  });
});

/** Positive weights, so that nothing cancels. */
function withPositiveWeights<M extends nn.AnyModule>(module: M): M {
  const state = module.stateDict();
  for (const { data } of state.values()) {
    if (data instanceof Float32Array) for (let i = 0; i < data.length; i++) data[i] = Math.abs(data[i]) + 0.05;
  }
  module.loadStateDict(state);
  return module;
}

/** First and last place along each axis of the input on which the place `at` of the output depends, by gradients. */
function measured(
  module: nn.AnyModule,
  shape: readonly number[],
  at: readonly number[],
): [first: number, last: number][] {
  return tf.tidy(() => {
    const draw = new Random(3);
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => 1 + draw.uniform());
    const x = tf.tensor(values, [...shape]);
    const output = (input: tf.Tensor): tf.Scalar => {
      const y: tf.Tensor = module.forward(input);
      return tf.sum(tf.slice(y, [0, ...at, 0], [1, ...at.map(() => 1), y.shape[y.rank - 1]]));
    };
    const reached = tf.notEqual(tf.grad(output)(x), 0);
    return at.map((_, axis) => {
      const others = shape.map((_, i) => i).filter((i) => i !== axis + 1);
      const hits = [...tf.any(reached, others).dataSync()];
      return [hits.indexOf(1), hits.lastIndexOf(1)];
    });
  });
}

const nets: [string, () => nn.AnyModule, readonly number[], number][] = [
  [
    'a convolution with stride and dilation',
    () => conv(1, 2, 3, { stride: 2, dilation: 3, padding: 4 }),
    [1, 40, 30, 1],
    7,
  ],
  ['same padding of an even kernel', () => conv(1, 2, 4, { padding: 'same' }), [1, 20, 21, 1], 9],
  [
    'convolutions over sequences',
    () =>
      new nn.Sequential(
        new nn.Conv1d(2, 3, 3, { random, dilation: 2 }),
        new nn.Relu(),
        new nn.AvgPool1d(3, { stride: 2 }),
        new nn.Conv1d(3, 1, 5, { random, stride: 3, padding: 'same' }),
      ),
    [1, 80, 2],
    6,
  ],
  [
    'pooling over volumes',
    () => new nn.Sequential(new nn.Conv3d(1, 1, 2, { random }), new nn.AvgPool3d([1, 2, 3], { stride: [1, 2, 1] })),
    [1, 6, 9, 8, 1],
    2,
  ],
  [
    'residual branches of different reach',
    () =>
      new nn.Sequential(
        conv(1, 2, 3, { padding: 1 }),
        new nn.Residual(conv(2, 2, 5, { padding: 2, stride: 2 }), conv(2, 2, 1, { stride: 2 })),
        new nn.Residual(new nn.Sequential(conv(2, 2, 3, { padding: 1 }), new nn.BatchNorm2d(2), new nn.Relu())),
      ),
    [1, 40, 40, 1],
    9,
  ],
  [
    'a grouped and a depthwise convolution and normalization by constants',
    () =>
      new nn.Sequential(
        conv(4, 4, 3, { groups: 4, stride: 2 }),
        new nn.ChannelShuffle(2),
        conv(4, 6, 2, { groups: 2 }),
        new nn.LayerNorm(6),
      ),
    [1, 24, 24, 4],
    4,
  ],
  ['a network with all kinds of layers in the middle', () => new UNet(), [1, 32, 32, 3], 15],
  [
    'nearest neighbours',
    () => new nn.Sequential(conv(1, 1, 3, { stride: 2 }), new nn.Upsample({ scale: 2 }), conv(1, 1, 3)),
    [1, 40, 40, 1],
    15,
  ],
  [
    'bilinear resizing',
    () =>
      new nn.Sequential(conv(1, 1, 3), new nn.Upsample({ scale: 3, mode: 'bilinear' }), conv(1, 1, 3, { stride: 2 })),
    [1, 30, 30, 1],
    20,
  ],
  [
    'pixel shuffling',
    () => new nn.Sequential(new nn.PixelUnshuffle(2), conv(4, 8, 3), new nn.PixelShuffle(2), conv(2, 1, 2)),
    [1, 40, 40, 1],
    14,
  ],
  [
    'transposed convolutions with dilation',
    () =>
      new nn.Sequential(
        conv(1, 1, 3, { stride: 3 }),
        new nn.ConvTranspose2d(1, 1, 3, { random, stride: 2, dilation: 2, padding: 1 }),
      ),
    [1, 60, 60, 1],
    18,
  ],
  ['adaptive pooling', () => new nn.Sequential(conv(1, 1, 3), new nn.AdaptiveAvgPool2d([7, 5])), [1, 19, 22, 1], 3],
  [
    'operations that a module calls itself',
    () =>
      new (class extends nn.Module {
        forward(x: tf.Tensor): tf.Tensor {
          return tf.tidy(() => {
            const y = tf.avgPool(
              tf.pad(x, [
                [0, 0],
                [2, 1],
                [0, 3],
                [0, 0],
              ]) as tf.Tensor4D,
              [3, 2],
              [2, 1],
              'same',
            );
            return tf.relu(tf.slice(y, [0, 1, 2, 0], [1, 6, 5, 1]));
          });
        }
      })(),
    [1, 16, 16, 1],
    3,
  ],
];

describe('receptive fields', () => {
  it.each(nets)('of %s are those measured by gradients', (_, make, shape, at) => {
    using module = withPositiveWeights(make());
    const x = tf.zeros([...shape]);
    const record = new CallTrace(module, x).record(module);
    x.dispose();
    const [outputShape] = record.outputShapes;
    const fields = record.field as readonly AxisField[];
    const ends = fields.map(() => 0);
    for (let i = -3; i <= 3; i++) {
      const place = fields.map((_, axis) => Math.min(Math.max(at + i, 0), outputShape[axis + 1] - 1));
      measured(module, shape, place).forEach((range, axis) => {
        const { first, last, advance } = fields[axis];
        const [turn, phase] = [Math.floor(place[axis] / first.length) * advance, place[axis] % first.length];
        const [from, to] = [first[phase] + turn, last[phase] + turn];
        if (from >= 0 && to < shape[axis + 1]) ends[axis]++;
        const cut = [Math.max(from, 0), Math.min(to, shape[axis + 1] - 1)];
        expect(range, `axis ${axis}, place ${place}`).toEqual(from > to ? [-1, -1] : cut);
      });
    }
    expect(Math.min(...ends)).toBeGreaterThan(0); // some field was not cut by the edges
    const { size } = summary(module, shape).receptiveField as nn.ReceptiveField;
    expect(size).toEqual(fields.map(({ first, last }) => Math.max(...last.map((end, i) => end - first[i] + 1))));
  });

  it('may be larger than the input', () => {
    using model = resnet(2);
    const { rows } = summary(model, [1, 64, 64, 3]);
    const last = rows.findLast(({ type }) => type === 'Residual')!;
    expect(last.receptiveField).toEqual({ size: [435, 435], jump: [32, 32], start: [0, 0] });
  });

  it('are unknown behind operations that are not known, and all behind those that join all places', () => {
    class Odd extends nn.Module {
      forward(x: tf.Tensor): tf.Tensor {
        return tf.tidy(() => tf.reverse(x, 1));
      }
    }
    const field = (...layers: nn.AnyModule[]) => summary(new nn.Sequential(...layers), [1, 6, 6, 2]).receptiveField;
    expect(field(new Odd(), new nn.Relu())).toBeUndefined();
    expect(field(new Odd(), new nn.GlobalAvgPool())).toBe('all');
    expect(field(new nn.Flatten())).toBe('all');
    expect(summary(new nn.Relu(), [2, 3]).receptiveField).toBeUndefined();
    expect(summary(new nn.SpatialPyramidPool(), [1, 8, 8, 1]).receptiveField).toBe('all');
  });
});
