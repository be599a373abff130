// What a process of its own shows (real signals) is in test/long-runs.test.ts.
import { Random } from '@ai/core';
import { afterEach, describe, expect, it } from 'vitest';
import * as nn from '../index.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const listeners = () => SIGNALS.flatMap((signal) => process.listeners(signal));
const before = listeners();
/** Handlers that were not there before the runs. */
const added = () => listeners().filter((listener) => !before.includes(listener));

afterEach(() => {
  expect(added()).toEqual([]);
});

function setUp(options: Partial<nn.TrainerOptions> = {}) {
  const model = new nn.Linear(1, 1, { random: new Random(1) });
  const program = nn.supervised({ model, optimizer: new nn.Sgd(model), loss: nn.mseLoss });
  const loader = new nn.DataLoader(new nn.ArrayDataset(nn.ndArray([1, 2], [2, 1]), nn.ndArray([1, 2], [2, 1])));
  const { steps = 1000, ...rest } = options;
  return { trainer: new nn.Trainer(program, { steps, ...rest }), loader };
}

/** Calls what happens at a step. */
const atStep =
  (step: number, what: () => void): nn.Callback =>
  ({ type, progress }) => {
    if (type === 'step' && progress.step === step) what();
  };

describe('an interrupted run', () => {
  it('ends after its step with the signal as the reason, and goes on with the next fit', async () => {
    const types: string[] = [];
    const interrupt = () => (added()[0] as NodeJS.SignalsListener)('SIGINT');
    const { trainer, loader } = setUp({
      steps: 5,
      callbacks: [atStep(3, interrupt), ({ type }) => void types.push(type)],
    });
    expect(await trainer.fit(loader)).toMatchObject({ outcome: 'interrupted', reason: 'SIGINT', steps: 3 });
    expect(types.at(-1)).toBe('end');
    expect(await trainer.fit(loader)).toMatchObject({ outcome: 'finished', reason: '', steps: 5 });
  });

  it('shares one handler with the other runs of the process, which is gone after the first signal', async () => {
    const seen: number[] = [];
    const interrupt = () => {
      const [handler] = added();
      seen.push(added().length);
      (handler as NodeJS.SignalsListener)('SIGTERM');
      seen.push(added().length);
    };
    const [a, b] = [setUp({ callbacks: [atStep(4, interrupt)] }), setUp()];
    const results = await Promise.all([a, b].map(({ trainer, loader }) => trainer.fit(loader)));
    expect(seen).toEqual([2, 0]);
    expect(results.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(Array(2).fill('interrupted SIGTERM'));
  });

  it('listens as long as any run is in progress, and not for one that does not want it', async () => {
    const seen: number[] = [];
    const look = () => void seen.push(added().length);
    const short = setUp({ steps: 2, callbacks: [atStep(1, look)] });
    const long = setUp({ steps: 30, callbacks: [atStep(29, look)] });
    await Promise.all([short.trainer.fit(short.loader), long.trainer.fit(long.loader)]);
    const deaf = setUp({ steps: 2, interruptible: false, callbacks: [atStep(1, look)] });
    await deaf.trainer.fit(deaf.loader);
    const failing = setUp({
      callbacks: [
        atStep(1, () => {
          look();
          throw new Error('stop');
        }),
      ],
    });
    await expect(failing.trainer.fit(failing.loader)).rejects.toThrow('stop');
    expect(seen).toEqual([2, 2, 0, 2]);
    expect(() => setUp({ interruptible: 1 as never })).toThrow(
      "'interruptible' of Trainer must be true or false, got 1.",
    );
  });

  it('leaves a validation, and makes it when it goes on', async () => {
    let measured = 0;
    const { trainer, loader } = setUp();
    const { program } = trainer;
    const slow: nn.TrainingProgram = {
      ...program,
      evaluate: (batch) => {
        if (++measured === 2) (added()[0] as NodeJS.SignalsListener)('SIGINT');
        return program.evaluate!(batch);
      },
    };
    const four = nn.ndArray([1, 2, 3, 4], [4, 1]);
    const types: string[] = [];
    const whole = new nn.Trainer(slow, {
      epochs: 1,
      validation: new nn.DataLoader(new nn.ArrayDataset(four, four), { batchSize: 1 }),
      callbacks: [({ type }) => void types.push(type)],
    });
    expect(await whole.fit(loader)).toMatchObject({ outcome: 'interrupted', steps: 1, epochs: 0, history: [] });
    expect([measured, types]).toEqual([2, ['start', 'step', 'end']]);
    expect(await whole.fit(loader)).toMatchObject({ outcome: 'finished', steps: 1, epochs: 1 });
    expect([measured, types.slice(3)]).toEqual([6, ['start', 'validation', 'epoch', 'end']]);
  });
});
