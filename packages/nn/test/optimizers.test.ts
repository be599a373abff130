import { InvalidArgumentError, InvalidDataError, tf } from '@ai/core';
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

  it('refuses options out of range and parameters named twice', () => {
    const w = tf.variable(tf.ones([2]));
    const named = new Map([['w', w]]);
    expect(() => new nn.Adam(named, { beta1: 1 })).toThrow(
      "'beta1' of Adam must be a finite number >= 0 and < 1, got 1.",
    );
    expect(() => new nn.AdamW(named, { epsilon: -1 })).toThrow("'epsilon' of AdamW");
    expect(() => new nn.Sgd(named, { learningRate: -1 })).toThrow("'learningRate' of Sgd");
    expect(() => new nn.Sgd(named, { nesterov: true })).toThrow("'nesterov' of Sgd must come with momentum");
    expect(() => new nn.RmsProp(named, { decay: 1 })).toThrow("'decay' of RmsProp");
    expect(() => new nn.Adagrad(named, { rateDecay: -1 })).toThrow("'rateDecay' of Adagrad");
    expect(() => new nn.Lamb(named, { beta2: 2 })).toThrow("'beta2' of Lamb");
    expect(() => new nn.Sgd([{ parameters: named }, { parameters: named }])).toThrow(InvalidArgumentError);
    expect(() => new nn.Ema(new nn.Sequential(), { decay: 1 })).toThrow("'decay' of Ema");
  });

  it('refuses the state of other parameters', () => {
    const adam = new nn.Adam(new Map([['w', tf.variable(tf.ones([2]))]]));
    const other = new nn.Adam(new Map([['w', tf.variable(tf.ones([3]))]]));
    expect(() => adam.loadState(other.state())).toThrow('The state of Adam has mean/w as [3] instead of [2].');
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
    expect(() => nn.oneCycle(10, { shape: 'sine' as never })).toThrow("'shape' of oneCycle");
  });
});

describe('Ema', () => {
  it('averages parameters, copies buffers, and lends its weights', async () => {
    using model = new nn.BatchNorm1d(1);
    using ema = new nn.Ema(model, { decay: 0.75 });
    model.weight!.assign(tf.tensor1d([5]));
    model.runningMean.assign(tf.tensor1d([3]));
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
  });
});
