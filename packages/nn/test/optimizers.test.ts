import { InvalidArgumentError, InvalidDataError, Random, tf } from '@ai/core';
import { expectClose, readGolden, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../src/index.js';

type Values = Record<string, number[]>;

interface Golden {
  readonly shapes: Record<string, number[]>;
  readonly start: Values;
  readonly gradients: Values[];
  readonly cases: { optimizer: string; options: object; groups: Record<string, object> | null; path: Values[] }[];
  readonly clip: { norm: number; gradients: Values };
  readonly schedules: { schedule: string; args: unknown[]; factors: number[] }[];
  readonly plateau: { values: number[]; factors: number[] };
}

const golden = readGolden<Golden>(new URL('../golden/optimizers.json', import.meta.url));
type Make = new (trainables: nn.Trainables, options: object) => nn.Optimizer;
const exported = nn as unknown as Record<string, Make> & Record<string, (...args: unknown[]) => nn.Schedule>;

function setUp({ optimizer, options, groups }: Golden['cases'][number]) {
  const parameters = new Map(
    Object.entries(golden.start).map(([name, data]) => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(data, golden.shapes[name]))),
    ]),
  );
  const trainables = groups
    ? Object.entries(groups).map(([name, group]) => ({
        parameters: new Map([[name, parameters.get(name)!]]),
        ...group,
      }))
    : parameters;
  return { parameters, optimizer: new exported[optimizer](trainables, options) };
}

const gradientsOf = (parameters: Map<string, tf.Variable>, values: Values): Record<string, tf.Tensor> =>
  Object.fromEntries(
    [...parameters].map(([name, variable]) => [variable.name, tf.tensor(values[name], variable.shape)]),
  );

const title = ({ optimizer, options, groups }: Golden['cases'][number]): string =>
  `${optimizer} ${JSON.stringify({ ...options, ...groups })}`;
const cases = golden.cases.map((entry): [string, Golden['cases'][number]] => [title(entry), entry]);

describe('ten steps agree with PyTorch', () => {
  it.each(cases)('%s', (_, entry) => {
    const { parameters, optimizer } = setUp(entry);
    golden.gradients.forEach((values, step) => {
      tf.tidy(() => optimizer.step(gradientsOf(parameters, values)));
      for (const [name, variable] of parameters) {
        expectClose(variable.dataSync(), entry.path[step][name], { relative: 1e-5, absolute: 1e-6 });
      }
    });
    expect(optimizer.stepCount).toBe(10);
    optimizer.dispose();
    tf.dispose([...parameters.values()]);
  });
});

describe('an optimizer', () => {
  it.each(cases)('%s is saved and restored to the bit', (_, entry) => {
    const [first, second] = [setUp(entry), setUp(entry)];
    const run = ({ parameters, optimizer }: typeof first, from: number, to: number) =>
      tf.tidy(() => {
        for (const values of golden.gradients.slice(from, to)) optimizer.step(gradientsOf(parameters, values));
      });
    run(first, 0, 5);
    second.optimizer.loadState(first.optimizer.state());
    for (const [name, variable] of second.parameters) variable.assign(first.parameters.get(name)!.clone());
    run(first, 5, 10);
    run(second, 5, 10);
    for (const [name, variable] of second.parameters)
      expect(variable.dataSync()).toEqual(first.parameters.get(name)!.dataSync());
    expect(second.optimizer.state()).toEqual(first.optimizer.state());
    for (const { parameters, optimizer } of [first, second]) {
      optimizer.dispose();
      tf.dispose([...parameters.values()]);
    }
  });

  it.each(cases)('%s leaks nothing, and frees its variables', async (_, entry) => {
    await withoutLeaks(async () => {
      const { parameters, optimizer } = setUp(entry);
      const gradients = gradientsOf(parameters, golden.gradients[0]);
      await withoutLeaks(() => optimizer.step(gradients));
      optimizer.dispose();
      tf.dispose([gradients, ...parameters.values()]);
    });
  });

  it('leaves parameters without a gradient alone', () => {
    const { parameters, optimizer } = setUp(golden.cases[0]);
    const { w, b } = Object.fromEntries(parameters);
    optimizer.step({ [b.name]: tf.ones([2]) });
    expect([...w.dataSync()]).toEqual(golden.start.w);
    expectClose(b.dataSync(), [-0.1, -0.1]);
  });

  it('follows the factor of its learning rate', () => {
    const { parameters, optimizer } = setUp(golden.cases[0]);
    optimizer.learningRateFactor = 0.5;
    expect(optimizer.learningRates).toEqual([0.05]);
    optimizer.step({ [parameters.get('b')!.name]: tf.ones([2]) });
    expectClose(parameters.get('b')!.dataSync(), [-0.05, -0.05]);
  });

  const named = new Map([['w', tf.variable(tf.ones([2]))]]);
  const ranges: Record<string, Record<string, readonly unknown[]>> = {
    Sgd: { momentum: [-1], nesterov: [1] },
    Adam: { beta1: [-0.1, 1], beta2: [-0.1, 1], epsilon: [-1] },
    AdamW: { beta1: [-0.1, 1], beta2: [-0.1, 1], epsilon: [-1] },
    RmsProp: { decay: [-0.1, 1], epsilon: [-1], momentum: [-1], centered: ['yes'] },
    Adagrad: { rateDecay: [-1], epsilon: [-1] },
    Lamb: { beta1: [-0.1, 1], beta2: [-0.1, 1], epsilon: [-1] },
  };

  it.each(Object.entries(ranges))('%s refuses options out of range', (name, own) => {
    for (const [option, values] of Object.entries({ learningRate: [-1], weightDecay: [-1], ...own })) {
      for (const value of [...values, Number.NaN, '1']) {
        const make = () => new exported[name](named, { [option]: value });
        expect(make).toThrow(InvalidArgumentError);
        expect(make).toThrow(`'${option}' of ${name} must`);
      }
    }
    for (const option of ['learningRate', 'weightDecay']) {
      const make = () => new exported[name]([{ parameters: named, [option]: -1 }], {});
      expect(make).toThrow(`'${option}' of ${name} must be a finite number >= 0, got -1.`);
    }
    const twice = () => new exported[name]([{ parameters: named }, { parameters: named }], {});
    expect(twice).toThrow(`'trainables' of ${name} must name each parameter once, got 'w'.`);
    const none = () => new exported[name]({ w: 1 } as never, {});
    expect(none).toThrow(`'trainables' of ${name} must be a module, a Map of parameters or an array of groups`);
  });

  it('refuses the look ahead without momentum', () => {
    expect(() => new nn.Sgd(named, { nesterov: true })).toThrow("'nesterov' of Sgd must come with momentum, got true.");
  });

  it('RmsProp keeps its deviation real for constant gradients', () => {
    const { parameters, optimizer } = setUp({
      optimizer: 'RmsProp',
      options: { decay: 0.5, centered: true },
      groups: null,
      path: [],
    });
    const { b } = Object.fromEntries(parameters);
    for (let i = 0; i < 60; i++) tf.tidy(() => optimizer.step({ [b.name]: tf.tensor1d([0.1, 3.3]) }));
    expect(b.dataSync().every(Number.isFinite)).toBe(true);
  });

  it('refuses the state of other parameters', () => {
    const adam = new nn.Adam(new Map([['w', tf.variable(tf.ones([2]))]]));
    const other = new nn.Adam(new Map([['w', tf.variable(tf.ones([3]))]]));
    expect(() => adam.loadState(other.state())).toThrow('The state of Adam has sum/w as [3] instead of [2].');
    expect(() => adam.loadState({ steps: 1, learningRateFactor: 1, slots: new Map() })).toThrow(InvalidDataError);
  });
});

describe('clipping', () => {
  const w = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([name, data]) => [name, tf.tensor1d(data)]));

  it('by norm agrees with PyTorch', async () => {
    const gradients = w(golden.gradients[0]);
    const { gradients: clipped, norm } = await withoutLeaks(() => nn.clipGradientNorm(gradients, 0.5));
    expectClose(norm.dataSync(), [golden.clip.norm], { relative: 1e-6 });
    for (const [name, expected] of Object.entries(golden.clip.gradients))
      expectClose(clipped[name].dataSync(), expected, { relative: 1e-5 });
    const { gradients: kept } = nn.clipGradientNorm(gradients, 100);
    expect([...kept.w.dataSync()]).toEqual([...gradients.w.dataSync()]);
  });

  it('by value', () => {
    const clipped = nn.clipGradientValue({ w: tf.tensor1d([-3, 0.25, 2]) }, 0.5);
    expect([...clipped.w.dataSync()]).toEqual([-0.5, 0.25, 0.5]);
    expect(() => nn.clipGradientValue({}, 0)).toThrow("'limit' of clipGradientValue");
    expect(() => nn.clipGradientNorm({}, -1)).toThrow("'maxNorm' of clipGradientNorm");
  });
});

describe('schedules agree with PyTorch', () => {
  it.each(
    golden.schedules.map((entry): [string, Golden['schedules'][number]] => [
      `${entry.schedule} ${JSON.stringify(entry.args)}`,
      entry,
    ]),
  )('%s', (_, { schedule, args, factors }) => {
    const follow = exported[schedule](...args) as unknown as nn.Schedule;
    expectClose(
      factors.map((_, step) => follow(step)),
      factors,
      { relative: 1e-12, absolute: 1e-15 },
    );
  });

  it('warmUp and sequentialSchedule put schedules together', () => {
    const warm = nn.warmUp(2, nn.stepDecay(1, 0.5), 0.5);
    expect([0, 1, 2, 3, 4].map(warm)).toEqual([0.5, 0.75, 1, 0.5, 0.25]);
    const joined = nn.sequentialSchedule(
      [
        [() => 7, 2],
        [nn.linearDecay(2), 2],
      ],
      () => 3,
    );
    expect([0, 1, 2, 3, 4].map(joined)).toEqual([7, 7, 1, 0.5, 3]);
  });

  it('reduceOnPlateau', () => {
    const optimizer = new nn.Sgd(new Map(), { learningRate: 1 });
    const callback = nn.reduceOnPlateau(optimizer, {
      factor: 0.5,
      patience: 1,
      cooldown: 1,
      threshold: 0.01,
      minFactor: 0.1,
    });
    const factors = golden.plateau.values.map((loss) => {
      const epoch = { type: 'epoch', scalars: { loss }, validation: undefined, trainer: { options: {} } };
      callback.handle(epoch as unknown as nn.TrainingEvent);
      callback.restore?.(structuredClone(callback.state?.()));
      return optimizer.learningRateFactor;
    });
    expectClose(factors, golden.plateau.factors, { relative: 1e-12 });
  });

  it('refuse options out of range', () => {
    expect(() => nn.stepDecay(0)).toThrow("'every' of stepDecay");
    expect(() => nn.multiStepDecay([-1])).toThrow("'milestones' of multiStepDecay");
    expect(() => nn.exponentialDecay(-1)).toThrow("'factor' of exponentialDecay");
    expect(() => nn.cosineDecay(0)).toThrow("'steps' of cosineDecay");
    expect(() => nn.linearDecay(0)).toThrow("'steps' of linearDecay");
    expect(() => nn.warmUp(0)).toThrow("'steps' of warmUp");
    expect(() => nn.oneCycle(1)).toThrow("'steps' of oneCycle");
    for (const [option, value] of Object.entries({ shape: 'sine', rising: 2, startDivisor: 0, endDivisor: -1 })) {
      expect(() => nn.oneCycle(10, { [option]: value })).toThrow(`'${option}' of oneCycle must`);
    }
    expect(() => nn.stepDecay(1, -1)).toThrow("'factor' of stepDecay");
    expect(() => nn.multiStepDecay([1], -1)).toThrow("'factor' of multiStepDecay");
    expect(() => nn.cosineDecay(1, 2)).toThrow("'final' of cosineDecay");
    expect(() => nn.linearDecay(1, -1)).toThrow("'final' of linearDecay");
    expect(() => nn.warmUp(1, undefined, -1)).toThrow("'start' of warmUp");
    expect(() => nn.sequentialSchedule(1 as never, () => 1)).toThrow("'parts' of sequentialSchedule must be an array");
    expect(() => nn.sequentialSchedule([[() => 1, 0]], () => 1)).toThrow("'parts' of sequentialSchedule");
    const sgd = new nn.Sgd(new Map());
    for (const [option, value] of Object.entries({
      factor: 1,
      patience: -1,
      threshold: -1,
      cooldown: -1,
      minFactor: 2,
      mode: 'up',
    })) {
      expect(() => nn.reduceOnPlateau(sgd, { [option]: value })).toThrow(`'${option}' of reduceOnPlateau must`);
    }
  });
});

describe('Ema', () => {
  it('averages parameters, copies buffers, and lends its weights', async () => {
    using model = new nn.BatchNorm1d(1);
    using ema = new nn.Ema(model, { decay: 0.75 });
    model.weight!.assign(tf.tensor1d([5]));
    model.runningMean!.assign(tf.tensor1d([3]));
    await withoutLeaks(() => ema.update());
    expect(ema.state().get('weight')?.data).toEqual(Float32Array.of(2));
    expect(ema.state().get('running_mean')?.data).toEqual(Float32Array.of(3));
    expect(ema.during(() => model.weight!.dataSync()[0])).toBe(2);
    expect(await ema.during(async () => model.weight!.dataSync()[0])).toBe(2);
    expect(() =>
      ema.during(() => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(model.weight!.dataSync()[0]).toBe(5);
    using other = new nn.Ema(model);
    other.loadState(ema.state());
    expect(other.state()).toEqual(ema.state());
    expect(() => other.loadState(new Map())).toThrow(InvalidDataError);
    expect(other.state()).toEqual(ema.state());
    expect(() => new nn.Ema(model, { decay: 1 })).toThrow(
      "'decay' of Ema must be a finite number >= 0 and < 1, got 1.",
    );
  });

  it('keeps apart weights and averages of shared parameters', () => {
    using layer = new nn.Linear(1, 1, { random: new Random(1), bias: false });
    using model = new nn.Sequential(layer, layer);
    layer.weight.assign(tf.tensor2d([[1]]));
    using ema = new nn.Ema(model, { decay: 0.5 });
    layer.weight.assign(tf.tensor2d([[3]]));
    ema.update();
    expect(ema.during(() => layer.weight.dataSync()[0])).toBe(2);
    expect(layer.weight.dataSync()[0]).toBe(3);
    expect([...ema.state()].map(([, { data }]) => data[0])).toEqual([2, 2]);
  });
});
