import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Metric, Random, tf } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as nn from '../index.js';
import { loadCheckpoint, saveCheckpoint, saveSafetensors } from '../node.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(() => rm(folder, { recursive: true }));

function setUp(options: Partial<nn.TrainerOptions> = {}, rate = 0.05) {
  const random = new Random(1);
  const x = Float32Array.from({ length: 120 }, () => random.normal());
  const y = Int32Array.from({ length: 40 }, (_, i) => (x[3 * i] > x[3 * i + 1] ? 1 : 0));
  const data = new nn.ArrayDataset(nn.ndArray(x, [40, 3]), nn.ndArray(y));
  const loader = new nn.DataLoader(data, { batchSize: 8, shuffle: true, seed: 4 });
  const model = new nn.Sequential(
    new nn.Linear(3, 8, { random }),
    new nn.BatchNorm1d(8),
    new nn.Relu(),
    new nn.Dropout(0.2),
    new nn.Linear(8, 2, { random }),
  );
  const optimizer = new nn.Adam(model, { learningRate: rate });
  const program = nn.supervised({ model, optimizer, loss: nn.crossEntropy, clipNorm: 1 });
  const trainer = new nn.Trainer(program, { epochs: 4, seed: 3, ...options });
  return { loader, model, optimizer, trainer };
}

describe('Trainer', () => {
  it('lowers the loss, reports everything in order and leaks nothing', async () => {
    const types: string[] = [];
    const { loader, model, optimizer, trainer } = setUp({
      epochs: 8,
      callbacks: [({ type }) => void types.push(type)],
    });
    const before = tf.memory().numTensors;
    const { history, outcome, steps } = await trainer.fit(loader);
    expect(tf.memory().numTensors).toBe(before);
    expect([outcome, steps, history.length]).toEqual(['finished', 40, 8]);
    expect(history[7].train.loss).toBeLessThan(0.7 * history[0].train.loss);
    expect(types.slice(0, 8)).toEqual(['start', 'step', 'step', 'step', 'step', 'step', 'epoch', 'step']);
    expect(types.at(-1)).toBe('end');
    for (const owner of [trainer, optimizer, model]) owner.dispose();
  });

  it.each([true, false])('goes on from a checkpoint to the bit (compiled: %s)', async (compile) => {
    const whole = setUp({ compile });
    const { history } = await whole.trainer.fit(whole.loader);
    for (const stopAt of [3, 5, 12]) {
      const path = join(folder, `${stopAt}.safetensors`);
      const stop: nn.Callback = async ({ type, progress, trainer }) => {
        if (type !== 'step' || progress.step !== stopAt) return;
        await saveCheckpoint(trainer, path);
        trainer.stop('enough');
      };
      const first = setUp({ compile, callbacks: [stop] });
      expect((await first.trainer.fit(first.loader)).outcome).toBe('stopped');
      const second = setUp({ compile });
      await loadCheckpoint(second.trainer, path);
      const result = await second.trainer.fit(second.loader);
      expect(result.history).toEqual(history);
      expect(second.model.stateDict()).toEqual(whole.model.stateDict());
      expect(second.optimizer.state()).toEqual(whole.optimizer.state());
    }
  });

  it('stops at a loss that is not finite, with the step', async () => {
    const { loader, trainer } = setUp({}, 1e38);
    await expect(trainer.fit(loader)).rejects.toThrow(/^Training diverged: 'loss' is .* at step \d+\.$/);
    await expect(setUp({}, 1e38).trainer.fit(loader)).rejects.toThrow(nn.DivergenceError);
  });

  it('ends after the present step when it is aborted, and goes on', async () => {
    const control = new AbortController();
    const { loader, trainer } = setUp({
      signal: control.signal,
      callbacks: [({ progress }) => (progress.step === 7 ? control.abort() : undefined)],
    });
    const { outcome, steps, epochs } = await trainer.fit(loader);
    expect([outcome, steps, epochs]).toEqual(['aborted', 7, 1]);
  });

  it('stops early when a number no longer improves', async () => {
    const { loader, trainer } = setUp({ epochs: 50, callbacks: [nn.earlyStopping({ patience: 1, minChange: 10 })] });
    const { outcome, reason, epochs } = await trainer.fit(loader);
    expect([outcome, reason, epochs]).toEqual(['stopped', "'loss' has not improved for 1 epochs", 2]);
  });

  it('validates within epochs, and tells of it before the step', async () => {
    const told: string[] = [];
    const { loader } = setUp();
    const { trainer } = setUp({
      epochs: 2,
      validation: loader,
      validateEverySteps: 2,
      callbacks: [
        (event) => {
          const isValidated = (event.type === 'step' || event.type === 'epoch') && event.validation !== undefined;
          if (event.type !== 'step' || isValidated) told.push(`${event.type} ${event.progress.step}`);
        },
      ],
    });
    const { history } = await trainer.fit(loader);
    const first = ['validation 2', 'step 2', 'validation 4', 'step 4', 'epoch 5'];
    const second = ['validation 6', 'step 6', 'validation 8', 'step 8', 'validation 10', 'step 10', 'epoch 10'];
    expect(told).toEqual(['start 0', ...first, ...second, 'end 10']);
    expect(history[1].validation).toEqual((await trainer.evaluate(loader)).scalars); // that of step 10, the last one
    expect(history[0].validation).not.toEqual(history[1].validation);
  });

  it('stops early within an epoch', async () => {
    const { loader } = setUp();
    const callbacks = [nn.earlyStopping({ patience: 2, minChange: 10 })];
    const { trainer } = setUp({ epochs: 5, validation: loader, validateEverySteps: 1, callbacks });
    const { outcome, reason, steps } = await trainer.fit(loader);
    expect([outcome, reason, steps]).toEqual(['stopped', "'loss' has not improved for 2 validations", 3]);
  });

  it.each([4, 10])('makes a validation anew that was cut at step %d, to the same bits', async (cutAt) => {
    const run = (isCut: boolean) => {
      const control = new AbortController();
      const told: unknown[] = [];
      const { loader, model, optimizer, trainer } = setUp();
      const evaluate: nn.TrainingProgram['evaluate'] = (batch) => {
        if (isCut && longer.progress.step === cutAt) control.abort();
        return trainer.program.evaluate!(batch);
      };
      const longer = new nn.Trainer(
        { ...trainer.program, evaluate },
        {
          steps: 10,
          seed: 3,
          validation: loader,
          validateEverySteps: 2,
          signal: control.signal,
          callbacks: [
            (event) => {
              if (event.type === 'step') told.push([event.progress.step, event.scalars, event.validation]);
            },
          ],
        },
      );
      return { loader, model, optimizer, told, trainer: longer };
    };
    const uncut = run(false);
    const { history } = await uncut.trainer.fit(uncut.loader);
    const first = run(true);
    expect(await first.trainer.fit(first.loader)).toMatchObject({ outcome: 'aborted', steps: cutAt });
    const path = join(folder, 'run.safetensors');
    await saveCheckpoint(first.trainer, path);
    const second = run(false);
    await loadCheckpoint(second.trainer, path);
    expect(await second.trainer.fit(second.loader)).toMatchObject({ outcome: 'finished', history });
    expect([...first.told, ...second.told]).toEqual(uncut.told);
    expect(second.model.stateDict()).toEqual(uncut.model.stateDict());
    expect(second.optimizer.state()).toEqual(uncut.optimizer.state());
  });

  it('measures validation batches with any metric, and follows a schedule', async () => {
    const rates: number[] = [];
    const count = {
      name: 'count',
      higherIsBetter: undefined,
      init: () => 0,
      update: (n: number, labels: tf.Tensor) => n + labels.shape[0],
      merge: (a: number, b: number) => a + b,
      compute: (n: number) => n,
    };
    const { loader } = setUp();
    const { trainer } = setUp({
      steps: 6,
      epochs: undefined,
      validation: loader,
      metrics: { count },
      schedule: nn.linearDecay(10),
      callbacks: [(event) => (event.type === 'step' ? void rates.push(event.learningRates.optimizer) : undefined)],
    });
    const { history, steps } = await trainer.fit(loader);
    expect(steps).toBe(6);
    expect(history[0].validation?.count).toBe(40);
    expect(rates[5]).toBeCloseTo(0.05 * 0.5, 12);
  });

  it('takes any streaming metric, whatever it computes', async () => {
    const reports: Readonly<Record<string, unknown>>[] = [];
    const confusion: Metric<readonly number[], [tf.Tensor, tf.Tensor], readonly number[]> = {
      name: 'confusion',
      higherIsBetter: undefined,
      init: () => [0, 0, 0, 0],
      update: (counts, labels, logits) => {
        const guesses = tf.tidy(() => logits.argMax(-1).dataSync());
        const next = [...counts];
        labels.dataSync().forEach((label, i) => {
          next[2 * label + guesses[i]]++;
        });
        return next;
      },
      merge: (a, b) => a.map((count, i) => count + b[i]),
      compute: (counts) => counts,
    };
    const accuracy: Metric<readonly number[], [tf.Tensor, tf.Tensor]> = {
      ...confusion,
      name: 'accuracy',
      higherIsBetter: true,
      compute: ([a, b, c, d]) => (a + d) / (a + b + c + d),
    };
    const { loader } = setUp();
    const { trainer } = setUp({
      epochs: 6,
      validation: loader,
      metrics: { confusion, accuracy },
      callbacks: [(event) => (event.type === 'validation' ? void reports.push(event.metrics) : undefined)],
    });
    const { history } = await trainer.fit(loader);
    expect(reports).toHaveLength(6);
    const [a, b, c, d] = reports[5].confusion as number[];
    expect(a + b + c + d).toBe(40);
    expect(history[5].validation).toEqual({ loss: expect.any(Number), accuracy: (a + d) / 40 });
    expect((a + d) / 40).toBeGreaterThan(0.8);
    expect((await trainer.evaluate(loader)).metrics).toEqual(reports[5]);
  });

  it('is validated by the averages of the weights, which stay what they are', async () => {
    const { loader, model, optimizer } = setUp();
    const ema = new nn.Ema(model, { decay: 0.9 });
    const program = nn.supervised({ model, optimizer, loss: nn.crossEntropy, ema });
    const trainer = new nn.Trainer(program, { epochs: 3, validation: loader });
    const { history } = await trainer.fit(loader);
    const weights = model.stateDict();
    const plain = new nn.Trainer({ ...program, averages: {} }, { epochs: 1 });
    const own = (await plain.evaluate(loader)).scalars.loss;
    const averaged = await ema.during(() => plain.evaluate(loader));
    expect(history[2].validation?.loss).toBe(averaged.scalars.loss);
    expect(averaged.scalars.loss).not.toBe(own);
    expect(model.stateDict()).toEqual(weights);
    const failing = {
      ...program,
      evaluate: () => {
        throw new Error('no');
      },
    };
    await expect(new nn.Trainer(failing, { epochs: 1 }).evaluate(loader)).rejects.toThrow('no');
    expect(model.stateDict()).toEqual(weights);
  });

  it.each([true, false])('lets timers fire while it trains and validates (compiled: %s)', async (compile) => {
    let ticks = 0;
    const { loader } = setUp();
    const { trainer } = setUp({ epochs: 30, compile, validation: loader });
    const timer = setInterval(() => void ticks++, 1);
    await trainer.fit(loader);
    const duringFit = ticks;
    await trainer.evaluate(loader);
    clearInterval(timer);
    expect(duringFit).toBeGreaterThan(10);
  });

  it.each([{}, { accumulate: 2 }, { compile: false }])(
    'keeps memory flat from the second step on: %o',
    async (options) => {
      const counts: number[] = [];
      const { loader } = setUp();
      const { trainer, model } = setUp({
        epochs: 5,
        validation: loader,
        ...options,
        callbacks: [({ type }) => (type === 'step' ? void counts.push(tf.memory().numTensors) : undefined)],
      });
      await trainer.fit(loader);
      expect(new Set(counts.slice(1)).size).toBe(1);
      trainer.dispose();
      model.dispose();
    },
  );

  it('tells callbacks that save what others remember after the others, and keeps apart those of one name', async () => {
    const order: string[] = [];
    const memory = (name: string, isLast: boolean): nn.StatefulCallback => {
      let events = 0;
      return {
        name: 'memory',
        isLast,
        handle: ({ type }) => {
          if (type === 'start') order.push(name);
          events++;
        },
        state: () => ({ name, events }),
        restore: (state) => {
          events = (state as { events: number }).events;
        },
      };
    };
    const callbacks = () => [memory('a', true), memory('b', false), memory('c', false)];
    const { trainer, loader } = setUp({ epochs: 1, callbacks: callbacks() });
    await trainer.fit(loader);
    expect(order).toEqual(['b', 'c', 'a']);
    const state = trainer.state();
    expect(Object.keys(state.callbacks)).toEqual(['memory', 'memory#2', 'memory#3']);
    const other = setUp({ epochs: 1, callbacks: callbacks() });
    other.trainer.loadState(state);
    expect(other.trainer.state()).toEqual(state);
  });

  it('tells what failed, and cannot run twice at a time', async () => {
    const failures: unknown[] = [];
    const fail: nn.Callback = (event) => {
      if (event.type === 'error') failures.push(event.error);
      if (event.type === 'step' && event.progress.step === 2) throw new Error('broken');
    };
    const { trainer, loader } = setUp({ callbacks: [fail] });
    const run = trainer.fit(loader);
    await expect(trainer.fit(loader)).rejects.toThrow('This trainer is running already.');
    const measuring = [trainer.evaluate(loader), trainer.evaluate(loader)];
    await expect(Promise.all(measuring)).rejects.toThrow('Nothing can be measured in the middle of a step');
    await expect(run).rejects.toThrow('broken');
    expect(failures.map(String)).toEqual(['Error: broken']);
    expect((await trainer.fit(loader)).steps).toBe(20);
  });

  it('draws its progress', async () => {
    let text = '';
    const sink = { isTTY: true, columns: 200, write: (part: string) => (text += part) };
    const { loader, trainer } = setUp({ epochs: 1, callbacks: [nn.progressBar({ sink, interval: 0 })] });
    await trainer.fit(loader);
    expect(text).toMatch(/epoch 1 \[#{20}\] 5\/5 [\d.]+ steps\/s 0:00 left loss/);
    expect(text).toContain('epoch 1: loss');
  });

  it('refuses options out of range and foreign checkpoints', async () => {
    expect(() => setUp({ steps: 3 })).toThrow("'epochs' of Trainer must be given, or 'steps', not both, got 4.");
    const wrong = {
      validateEvery: 0,
      validateEverySteps: 1.5,
      accumulate: 1.5,
      seed: 0.5,
      compile: 1,
      interruptible: 'yes',
      schedule: { critic: () => 1 },
    };
    for (const [option, value] of Object.entries({ ...wrong, epochs: -1 })) {
      expect(() => setUp({ [option]: value })).toThrow(`'${option}' of Trainer must`);
    }
    expect(() => setUp({ validateEvery: 1, validateEverySteps: 2 })).toThrow(
      "'validateEverySteps' of Trainer must be left out with 'validateEvery', got 2.",
    );
    expect(() => setUp({ epochs: undefined, steps: -1 })).toThrow("'steps' of Trainer must");
    const { program } = setUp().trainer;
    const blind = { ...program, evaluate: undefined };
    expect(() => new nn.Trainer(blind, { epochs: 1, validation: setUp().loader })).toThrow(
      "'validation' of Trainer must come with a program that can evaluate",
    );
    await expect(new nn.Trainer(blind, { epochs: 1 }).evaluate(setUp().loader)).rejects.toThrow(
      "'program' of evaluate must have an evaluate function",
    );
    const { trainer, model } = setUp();
    await saveSafetensors(model, join(folder, 'x'));
    await expect(loadCheckpoint(trainer, join(folder, 'x'))).rejects.toThrow('is not a checkpoint');
  });
});
