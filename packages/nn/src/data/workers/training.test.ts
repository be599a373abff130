import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as nn from '../../index.js';
import { loadCheckpoint, saveCheckpoint, WorkerDataset, WorkerIterableDataset, type WorkerSource } from '../../node.js';

type Data = typeof import('./test-data.js');
const module = new URL('./test-data.js', import.meta.url);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(() => rm(folder, { recursive: true }));

const opening = {
  WorkerDataset: (workers: number) =>
    WorkerDataset.open<Data>({ module, export: 'noisy', options: { length: 26 }, workers } as WorkerSource<Data>),
  WorkerIterableDataset: (workers: number) =>
    WorkerIterableDataset.open<Data>({
      module,
      export: 'stream',
      options: { length: 26 },
      workers,
    } as WorkerSource<Data>),
};

/** A run over three epochs of seven batches, each with (index, number, array) and fitted to the number. */
function setUp(data: nn.DataLoader['dataset'], callbacks: nn.Callback[] = []) {
  const model = new nn.Linear(data instanceof nn.IterableDataset ? 2 : 3, 1, { random: new Random(1) });
  const optimizer = new nn.Adam(model);
  const program = nn.supervised({ model, optimizer, loss: (output, target) => nn.mseLoss(output.flatten(), target) });
  const collate = (samples: readonly nn.Sample[]) => {
    const [, target, input] = nn.stackSamples(samples);
    return [input, nn.ndArray(Array.from(target.data, (value) => value / 26))];
  };
  const loader = new nn.DataLoader(data, { batchSize: 4, shuffle: true, shuffleBuffer: 9, seed: 5, collate });
  return { model, optimizer, loader, trainer: new nn.Trainer(program, { epochs: 3, callbacks }) };
}

describe.each(['WorkerDataset', 'WorkerIterableDataset'] as const)('a run on a %s', (kind) => {
  it('goes on from the middle of an epoch to the bit, with another number of workers', async () => {
    await using local = await opening[kind](0);
    const whole = setUp(local);
    const { history } = await whole.trainer.fit(whole.loader);

    const path = join(folder, 'checkpoint');
    await using one = await opening[kind](1);
    const first = setUp(one, [
      async ({ type, progress, trainer }) => {
        if (type !== 'step' || progress.step !== 10) return;
        await saveCheckpoint(trainer, path);
        trainer.stop('enough');
      },
    ]);
    expect((await first.trainer.fit(first.loader)).outcome).toBe('stopped');

    await using two = await opening[kind](2);
    const second = setUp(two);
    await loadCheckpoint(second.trainer, path);
    const result = await second.trainer.fit(second.loader);
    expect([result.steps, result.history]).toEqual([21, history]);
    expect(second.model.stateDict()).toEqual(whole.model.stateDict());
    expect(second.optimizer.state()).toEqual(whole.optimizer.state());
  });
});
