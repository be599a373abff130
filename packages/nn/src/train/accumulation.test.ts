import { Random, tf } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../index.js';

type Values = Record<string, number[]>;

interface Golden {
  readonly x: number[];
  readonly y: number[];
  readonly options: Record<'batchSize' | 'accumulate' | 'steps' | 'decay' | 'clipNorm' | 'learningRate', number>;
  readonly shapes: Record<string, number[]>;
  readonly start: Values;
  readonly path: Values[];
  readonly losses: number[];
  readonly average: Values;
}

const golden = readGolden<Golden>(new URL('../../golden/accumulation.json', import.meta.url));
const { batchSize, accumulate, steps, decay, clipNorm, learningRate } = golden.options;

const dataset = new nn.ArrayDataset(nn.ndArray(golden.x, [golden.y.length, 3]), nn.ndArray(Int32Array.from(golden.y)));
const stateOf = (values: Values): nn.StateDict =>
  new Map(Object.entries(values).map(([name, data]) => [name, nn.ndArray(data, golden.shapes[name])]));

function setUp(options: Partial<nn.TrainerOptions>) {
  const random = new Random(0);
  const model = new nn.Sequential(new nn.Linear(3, 4, { random }), new nn.Tanh(), new nn.Linear(4, 2, { random }));
  model.loadStateDict(stateOf(golden.start));
  const optimizer = new nn.AdamW(model, { learningRate });
  const ema = new nn.Ema(model, { decay });
  const program = nn.supervised({ model, optimizer, loss: nn.crossEntropy, clipNorm, ema });
  const trainer = new nn.Trainer(program, { steps, accumulate, ...options });
  return { model, optimizer, ema, trainer };
}

describe('steps of several batches', () => {
  it.each([true, false])('agree with PyTorch over ten steps (compiled: %s)', async (compile) => {
    const path: nn.StateDict[] = [];
    const losses: number[] = [];
    const samples: number[] = [];
    const watch: nn.Callback = (event) => {
      if (event.type !== 'step') return;
      path.push(model.stateDict());
      losses.push(event.scalars.loss);
      samples.push(event.samples);
    };
    const { model, optimizer, ema, trainer } = setUp({ compile, callbacks: [watch] });
    const result = await trainer.fit(new nn.DataLoader(dataset, { batchSize }));
    expect([result.outcome, result.steps, result.epochs, optimizer.stepCount]).toEqual(['finished', 10, 2, 10]);
    expect(samples).toEqual([12, 12, 12, 4, 12, 12, 12, 4, 12, 12]);
    expectClose(losses, golden.losses, { relative: 1e-5 });
    path.forEach((state, step) => {
      for (const [name, values] of Object.entries(golden.path[step])) {
        expectClose(state.get(name)!.data, values, { relative: 1e-5, absolute: 2e-6 });
      }
    });
    for (const [name, values] of Object.entries(golden.average)) {
      expectClose(ema.state().get(name)!.data, values, { relative: 1e-5, absolute: 2e-6 });
    }
  });

  it('are those of one batch so many times as large', async () => {
    const [many, one] = [setUp({ accumulate: 5 }), setUp({ accumulate: 1 })];
    await many.trainer.fit(new nn.DataLoader(dataset, { batchSize: 4 }));
    await one.trainer.fit(new nn.DataLoader(dataset, { batchSize: 20 }));
    for (const [name, { data }] of one.model.stateDict()) {
      expectClose(many.model.stateDict().get(name)!.data, data, { relative: 1e-4, absolute: 1e-5 });
    }
  });

  it('weigh the loss of an epoch by batches, and leave no tensor behind', async () => {
    const { trainer, model, optimizer, ema } = setUp({ epochs: 1, steps: undefined });
    const one = setUp({ epochs: 1, steps: undefined, accumulate: 10 });
    const before = tf.memory().numTensors;
    const { history } = await trainer.fit(new nn.DataLoader(dataset, { batchSize }));
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const losses = golden.losses.slice(0, 4);
    expectClose([history[0].train.loss], [(3 * (losses[0] + losses[1] + losses[2]) + losses[3]) / 10], {
      relative: 1e-5,
    });
    await one.trainer.fit(new nn.DataLoader(dataset, { batchSize }));
    expect(one.trainer.progress).toEqual({ epoch: 1, step: 1, totalSteps: 1, stepsPerEpoch: 1 });
    for (const owner of [model, optimizer, ema]) owner.dispose();
  });

  it('start anew after an error in the middle of one', async () => {
    const whole = setUp({});
    const loader = new nn.DataLoader(dataset, { batchSize });
    await whole.trainer.fit(loader);
    let made = 0;
    const failing = new nn.DataLoader(dataset, {
      batchSize,
      collate: (samples) => {
        if (++made === 6) throw new Error('unreadable');
        return nn.stackSamples(samples);
      },
    });
    const { trainer, model } = setUp({});
    await expect(trainer.fit(failing)).rejects.toThrow('unreadable');
    expect(trainer.progress.step).toBe(1);
    await trainer.fit(failing);
    expect(model.stateDict()).toEqual(whole.model.stateDict());
  });

  it('need a number of batches', () => {
    expect(() => setUp({ accumulate: 0 })).toThrow("'accumulate' of Trainer must be an integer >= 1, got 0.");
  });
});

describe('a stream of unknown length', () => {
  const stream = () =>
    new nn.IterableDataset(function* () {
      for (let i = 0; i < golden.y.length; i++) yield dataset.get(i);
    });

  it.each([1, 3])('trains as a data set of the same samples does, with steps of %d batches', async (batches) => {
    const [known, unknown] = [0, 1].map(() => setUp({ steps: undefined, epochs: 2, accumulate: batches }));
    const expected = await known.trainer.fit(new nn.DataLoader(dataset, { batchSize }));
    const got = await unknown.trainer.fit(new nn.DataLoader(stream(), { batchSize }));
    expect(got).toEqual(expected);
    expect(unknown.model.stateDict()).toEqual(known.model.stateDict());
    expect(unknown.trainer.state().batches).toBe(null);
    expect(unknown.trainer.progress.totalSteps).toBe(Number.POSITIVE_INFINITY);
  });

  it('ends at a number of steps, and is refused if it is empty', async () => {
    const { trainer } = setUp({ steps: 5 });
    const { outcome, steps: made, epochs } = await trainer.fit(new nn.DataLoader(stream(), { batchSize }));
    expect([outcome, made, epochs]).toEqual(['finished', 5, 1]);
    const empty = new nn.DataLoader(new nn.IterableDataset(function* () {}), { batchSize });
    await expect(setUp({ steps: 5 }).trainer.fit(empty)).rejects.toThrow('The loader gave no batch.');
  });
});
